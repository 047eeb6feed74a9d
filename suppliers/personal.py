"""What is kept of those who act for a company, and of those who are invited to."""

from functools import partial
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import kept_invitations
from accounts.invitations import VALID_DAYS
from core.kept import Kept, Person, Withheld, actor_in_trail, by_address, by_user, keep_hers, without_her_name
from core.periods import Period, period
from suppliers.companies import representing
from suppliers.models import (
    CompanyInvitation,
    CompanyInvitationStep,
    CompanyJoin,
    CompanyStep,
    Follow,
    Follower,
    Representative,
    RepresentativeChange,
)
from suppliers.questions.kept import KEPT as OF_QUESTIONS
from suppliers.requests.kept import KEPT as OF_REQUESTS
from suppliers.responses.kept import KEPT as OF_RESPONSES
from suppliers.synthesis.kept import KEPT as OF_READING

STAYS = _("as long as the company; after an erasure without your name")
WHO = _("So that it can be told who decided.")


def leave_all(rows: QuerySet[Any], person: Person) -> None:
    """Through the door, which says who must first find a colleague or close the company. The row stays, as a trail."""
    for representative in rows.filter(ended_at__isnull=True).order_by("company_id"):
        representing.leave(representative)


def follows_until() -> Case:
    link_ends = Period(VALID_DAYS, "days").after("asked_at")
    return Case(When(confirmed_at__isnull=True, then=period("follows-unconfirmed").after(link_ends)))


def forget_follows(rows: QuerySet[Any]) -> Withheld:
    """An address that follows nothing goes with the last of them."""
    followers = list(rows.values_list("follower", flat=True))
    rows.delete()
    Follower.objects.filter(pk__in=followers, user__isnull=True, follows__isnull=True).delete()
    return {}


def of_follower(person: Person) -> Q:
    return by_user("follower__user")(person) | by_address("follower__email")(person)


PERSONAL = [
    Kept(
        "follows",
        Follow,
        _("What you follow"),
        _("So that the portal can tell you what is new."),
        format_lazy(
            _("until you follow it no more; one that is not confirmed: {time} after the link ran out"),
            time=period("follows-unconfirmed"),
        ),
        of_follower,
        ("topic", "query", "asked_at", "confirmed_at"),
        until=follows_until,
        forget=forget_follows,
    ),
    Kept(
        "followers",
        Follower,
        _("How the portal tells you what is new"),
        _("So that it writes to the right address in the right language."),
        _("as long as you follow something"),
        lambda person: by_user("user")(person) | by_address("email")(person),
        ("email", "language", "wants_mail", "created_at", "last_told_at", "last_looked_at"),
    ),
    Kept(
        "representatives",
        Representative,
        _("Companies that you act for"),
        _("So that the portal knows for whom you speak, and which answers of competitors you may not read."),
        STAYS,
        by_user("user"),
        ("company", "since", "ended_at"),
        erase=leave_all,
        is_role=Q(ended_at__isnull=True),
        related=("company", "user"),
    ),
    Kept(
        "representative-changes",
        RepresentativeChange,
        _("When you began and ceased to act for companies"),
        _("So that it can be told who was responsible when."),
        STAYS,
        by_user("user"),
        ("at", "company", "from_value", "to_value", "reason"),
        erase=without_her_name("reason", about=("company",)),
        related=("company",),
    ),
    actor_in_trail(
        "representative-decisions",
        RepresentativeChange,
        _("Whose acting for a company you ended"),
        WHO,
        STAYS,
        about="company",
    ),
    actor_in_trail("company-steps", CompanyStep, _("What you did with companies"), WHO, STAYS),
    Kept(
        "company-joins",
        CompanyJoin,
        _("Proposals to join companies that you made or answered"),
        WHO,
        STAYS,
        by_user("asked_by", "answered_by"),
        ("company", "into", "asked_at", "answered_at", "state"),
        erase=keep_hers,
        related=("company", "into"),
        open_to={"answered_at": by_user("answered_by"), "state": by_user("answered_by")},
    ),
    Kept(
        "company-invitations",
        CompanyInvitation,
        _("Invitations to act for a company"),
        _("So that you can come in, and your colleagues see that you were invited."),
        format_lazy(_("{time} after it was answered, taken back or ran out"), time=period("invitations")),
        lambda person: by_address("email")(person) | Q(accepted_by=person.user),
        ("company", "name", "email", "language", "state", "created_at", "expires_at"),
        until=partial(kept_invitations.until, CompanyInvitationStep),
        forget=kept_invitations.forget,
        erase=kept_invitations.erase,
        related=("company",),
    ),
    Kept(
        "company-invitations-made",
        CompanyInvitation,
        _("Invitations to a company that you made"),
        WHO,
        STAYS,
        by_user("invited_by"),
        ("company", "created_at"),
        erase=keep_hers,
        related=("company",),
    ),
    actor_in_trail(
        "company-invitation-steps", CompanyInvitationStep, _("What you did with invitations to companies"), WHO, STAYS
    ),
    *OF_QUESTIONS,
    *OF_REQUESTS,
    *OF_RESPONSES,
    *OF_READING,
]
