"""What is kept of people of public buyers: those who ask to take part, who are invited, and who are members."""

from functools import partial
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import kept_invitations
from core.addresses import NOWHERE
from core.kept import (
    Kept,
    Person,
    Withheld,
    actor_in_trail,
    by_address,
    by_user,
    keep_hers,
    last_step,
    nowhere,
    without_her_name,
)
from core.periods import Period, period
from core.workflow import move
from municipalities import memberships
from municipalities.enums import InterestState
from municipalities.interest.terms import LINK_DAYS
from municipalities.models import (
    Applicant,
    Interest,
    InterestStep,
    Invitation,
    InvitationStep,
    Membership,
    MembershipChange,
    ParticipationChange,
)

STAYS = _("as long as the public buyer; after an erasure without your name")
WHO = _("So that it can be told who decided.")


# Those who register interest


def applicants_until() -> Case:
    """By what became of the interest; while it waits for an answer there is no such day."""
    decided = Coalesce(F("left_at"), last_step(InterestStep, "interest"), F("consented_at"))
    link_ends = Period(LINK_DAYS, "days").after(Coalesce("link_sent_at", "consented_at"))
    closed = [InterestState.DECLINED, InterestState.WITHDRAWN, InterestState.MERGED]
    return Case(
        When(email__endswith=NOWHERE, then=None),
        When(confirmed_at__isnull=True, then=period("interest-unconfirmed").after(link_ends)),
        When(Q(left_at__isnull=False) | Q(interest__state__in=closed), then=period("interest-declined").after(decided)),
        When(interest__state=InterestState.ACCEPTED, then=period("interest-accepted").after(decided)),
    )


def forget_applicants(rows: QuerySet[Any]) -> Withheld:
    """Whoever never confirmed is gone altogether; of the others it stays that somebody wrote, and not what."""
    unconfirmed = rows.filter(confirmed_at__isnull=True)
    left = list(unconfirmed.values_list("interest_id", flat=True))
    unconfirmed.delete()
    empty = Interest.objects.filter(pk__in=left, state=InterestState.UNCONFIRMED, applicants__isnull=True)
    empty.filter(merged_from__isnull=True).delete()
    InterestStep.objects.filter(applicant__in=rows.values("pk")).update(reason="")
    rows.filter(confirmed_at__isnull=False).update(name="—", email=nowhere("applicant"), job_title="", buys="")
    interests = set(rows.values_list("interest_id", flat=True))
    known = Applicant.objects.filter(interest__in=interests).exclude(email__endswith=NOWHERE)
    nobody_known = interests - set(known.values_list("interest_id", flat=True))
    Interest.objects.filter(pk__in=nobody_known).exclude(body_note="").update(body_note="")
    return {}


def erase_applicants(rows: QuerySet[Any], person: Person) -> None:
    """An interest that nobody else stands behind is withdrawn."""
    keys = list(rows.values_list("pk", flat=True))
    waiting = Interest.objects.filter(applicants__in=keys, state__in=InterestState.waiting()).distinct()
    for interest in waiting:
        if not interest.people.exclude(pk__in=keys).exists():
            move(interest, "withdraw", None)
    forget_applicants(Applicant.objects.filter(pk__in=keys))


# Members


def leave_all(rows: QuerySet[Any], person: Person) -> None:
    """Through the door, which says who must first name another signatory."""
    for membership in rows.order_by("municipality_id"):  # in the same order as everybody who locks several bodies
        memberships.leave(membership)


PERSONAL = [
    Kept(
        "memberships",
        Membership,
        _("Roles in public buyers"),
        _("So that the portal knows for whom you act, and what you may do."),
        _("until the role ends"),
        by_user("user"),
        ("municipality", "role", "joined_at"),
        erase=leave_all,
        is_role=True,
        related=("municipality", "user"),
    ),
    Kept(
        "membership-changes",
        MembershipChange,
        _("How your roles in public buyers changed"),
        _("So that it can be told who was responsible when."),
        STAYS,
        by_user("user"),
        ("at", "municipality", "from_value", "to_value", "reason"),
        erase=without_her_name("reason", about=("municipality",)),
        related=("municipality",),
    ),
    actor_in_trail(
        "membership-decisions", MembershipChange, _("Whose roles you changed"), WHO, STAYS, about="municipality"
    ),
    actor_in_trail(
        "participation-decisions",
        ParticipationChange,
        _("Whose participation you changed"),
        WHO,
        STAYS,
        about="municipality",
    ),
    Kept(
        "applicants",
        Applicant,
        _("Interest that you registered"),
        _("So that staff can answer a public buyer that wants to take part."),
        format_lazy(
            _(
                "{unconfirmed} after the link of an unconfirmed one ran out, {declined} after one was declined or "
                "withdrawn, {accepted} after one was accepted"
            ),
            unconfirmed=period("interest-unconfirmed"),
            declined=period("interest-declined"),
            accepted=period("interest-accepted"),
        ),
        by_address("email"),
        ("interest", "name", "email", "job_title", "language", "themes", "buys", "consented_at", "confirmed_at"),
        until=applicants_until,
        forget=forget_applicants,
        erase=erase_applicants,
        related=("interest__municipality",),
    ),
    actor_in_trail("interest-steps", InterestStep, _("What you did with interest of public buyers"), WHO, STAYS),
    Kept(
        "invitations",
        Invitation,
        _("Invitations to you"),
        _("So that you can come in, and your colleagues see that you were invited."),
        format_lazy(_("{time} after it was answered, taken back or ran out"), time=period("invitations")),
        lambda person: by_address("email")(person) | Q(accepted_by=person.user),
        ("municipality", "name", "email", "role", "language", "state", "created_at", "expires_at"),
        until=partial(kept_invitations.until, InvitationStep),
        forget=kept_invitations.forget,
        erase=kept_invitations.erase,
        related=("municipality",),
    ),
    Kept(
        "invitations-made",
        Invitation,
        _("Invitations that you made"),
        WHO,
        STAYS,
        by_user("invited_by"),
        ("municipality", "role", "created_at"),
        erase=keep_hers,
        related=("municipality",),
    ),
    actor_in_trail("invitation-steps", InvitationStep, _("What you did with invitations"), WHO, STAYS),
]
