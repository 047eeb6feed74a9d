"""What is kept of those who run a dialogue."""

from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.periods import period
from core.personal import Kept, Person, Withheld, actor_in_trail, by_address, by_user, keep_hers
from core.workflow import move
from dialogues import staff
from dialogues.enums import InvitationState
from dialogues.models import LedgerEntry, StaffInvitation, StaffInvitationStep, StaffRole, StaffRoleChange

AS_DIALOGUE = _("as long as the dialogue; after an erasure without your name")
WHO = _("So that it can be told who decided.")
NOWHERE = "@erased.invalid"


def end_roles(rows: QuerySet[Any], person: Person) -> None:
    """Through the door, which says that another programme manager must be named first."""
    for role in rows:
        staff.end(role, person.asked_by)


def invitations_until() -> Case:
    last = StaffInvitationStep.objects.filter(subject=OuterRef("pk")).order_by("-at").values("at")[:1]
    return Case(
        When(email__endswith=NOWHERE, then=None),
        When(state__in=InvitationState.open(), then=period("invitations").after("expires_at")),
        default=period("invitations").after(Coalesce(Subquery(last), F("created_at"))),
    )


def forget_invitations(rows: QuerySet[Any]) -> Withheld:
    nowhere = Concat(Value("erased-staff-invitation-"), Cast("pk", CharField()), Value(NOWHERE))
    rows.update(name="", email=nowhere)
    return {}


def erase_invitations(rows: QuerySet[Any], person: Person) -> None:
    """An invitation that still waits for her waits no longer."""
    keys = list(rows.values_list("pk", flat=True))
    for invitation in StaffInvitation.objects.filter(pk__in=keys, state__in=InvitationState.open()):
        move(invitation, "expire", None)
    forget_invitations(StaffInvitation.objects.filter(pk__in=keys))


PERSONAL = [
    Kept(
        "staff-roles",
        StaffRole,
        _("Roles as staff"),
        _("So that the portal knows which dialogues you run or handle a country in."),
        _("until the role ends"),
        by_user("user"),
        ("dialogue", "kind", "country"),
        erase=end_roles,
        is_role=True,
        related=("dialogue",),
    ),
    Kept(
        "staff-role-changes",
        StaffRoleChange,
        _("How your roles as staff changed"),
        _("So that it can be told who was responsible when."),
        AS_DIALOGUE,
        by_user("user"),
        ("at", "dialogue", "country", "from_value", "to_value"),
        erase=keep_hers,
        related=("dialogue",),
    ),
    actor_in_trail(
        "staff-role-decisions",
        StaffRoleChange,
        _("Whose roles as staff you changed"),
        WHO,
        AS_DIALOGUE,
    ),
    Kept(
        "staff-invitations",
        StaffInvitation,
        _("Invitations to you to run a dialogue"),
        _("So that you can come in, and your colleagues see that you were invited."),
        format_lazy(_("{time} after it was answered, taken back or ran out"), time=period("invitations")),
        lambda person: by_address("email")(person) | Q(accepted_by=person.user),
        ("dialogue", "kind", "country", "name", "email", "language", "state", "created_at", "expires_at"),
        until=invitations_until,
        forget=forget_invitations,
        erase=erase_invitations,
        related=("dialogue",),
    ),
    Kept(
        "staff-invitations-made",
        StaffInvitation,
        _("Invitations to run a dialogue that you made"),
        WHO,
        AS_DIALOGUE,
        by_user("invited_by"),
        ("dialogue", "kind", "country", "state", "created_at"),
        erase=keep_hers,
        related=("dialogue",),
    ),
    actor_in_trail(
        "staff-invitation-steps",
        StaffInvitationStep,
        _("What you did with invitations to run a dialogue"),
        WHO,
        AS_DIALOGUE,
    ),
    Kept(
        "ledger",
        LedgerEntry,
        _("What you shared with the market"),
        _("So that it can be told who decided. Staff alone see your name."),
        AS_DIALOGUE,
        by_user("actor"),
        ("at", "dialogue", "number", "kind"),
        erase=keep_hers,
        related=("dialogue",),
    ),
]

NOT_PERSONAL = {"dialogues.Contact": "a role of an organisation and its shared address, published on purpose"}
