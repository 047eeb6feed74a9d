"""What is kept of those who run a dialogue."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.personal import Kept, Person, actor_in_trail, by_user, keep_hers
from dialogues import staff
from dialogues.models import LedgerEntry, StaffRole, StaffRoleChange

AS_DIALOGUE = _("as long as the dialogue; after an erasure without your name")


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
        erase=keep_hers,
        related=("dialogue",),
    ),
    actor_in_trail(
        "staff-role-decisions",
        StaffRoleChange,
        _("Whose roles as staff you changed"),
        _("So that it can be told who decided."),
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
