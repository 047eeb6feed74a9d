"""What is kept of those who run a dialogue."""

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import kept_invitations
from core.kept import Kept, Person, actor_in_trail, by_address, by_user, keep_hers, without_her_name
from core.periods import period
from dialogues import staff
from dialogues.models import LedgerEntry, PhaseChange, StaffInvitation, StaffInvitationStep, StaffRole, StaffRoleChange

AS_DIALOGUE = _("as long as the dialogue; after an erasure without your name")
WHO = _("So that it can be told who decided.")


def end_roles(rows: QuerySet[Any], person: Person) -> None:
    """Through the door, which says that another programme manager must be named first."""
    for role in rows:
        staff.end(role, person.asked_by)


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
        erase=without_her_name("reason", about=("dialogue",)),
        related=("dialogue",),
    ),
    actor_in_trail(
        "staff-role-decisions",
        StaffRoleChange,
        _("Whose roles as staff you changed"),
        WHO,
        AS_DIALOGUE,
        about="dialogue",
    ),
    actor_in_trail(
        "phase-changes",
        PhaseChange,
        _("Phases of dialogues that you changed"),
        WHO,
        AS_DIALOGUE,
        about="dialogue",
    ),
    Kept(
        "staff-invitations",
        StaffInvitation,
        _("Invitations to you to run a dialogue"),
        _("So that you can come in, and your colleagues see that you were invited."),
        format_lazy(_("{time} after it was answered, taken back or ran out"), time=period("invitations")),
        lambda person: by_address("email")(person) | Q(accepted_by=person.user),
        ("dialogue", "kind", "country", "name", "email", "language", "state", "created_at", "expires_at"),
        until=partial(kept_invitations.until, StaffInvitationStep),
        forget=kept_invitations.forget,
        erase=kept_invitations.erase,
        related=("dialogue",),
    ),
    Kept(
        "staff-invitations-made",
        StaffInvitation,
        _("Invitations to run a dialogue that you made"),
        WHO,
        AS_DIALOGUE,
        by_user("invited_by"),
        ("dialogue", "kind", "country", "created_at"),
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
