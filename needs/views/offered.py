"""What the page of the needs offers to its reader: ways to show them, and acts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

JOINS = {
    "workspace-join": _("Join into a challenge"),
    "workspace-add": _("Add to a challenge"),
    "workspace-move": _("Move"),
    "workspace-split": _("Split"),
    "workspace-remove": _("Remove"),
}
ANSWERS = {"workspace-accept": _("Accept"), "workspace-decline": _("Decline")}


def act_buttons(*, joins: bool, answers: bool) -> list[tuple[Any, str]]:
    offered = (JOINS if joins else {}) | (ANSWERS if answers else {})
    return [(label, reverse(name)) for name, label in offered.items()]


def ways(by_challenge: bool) -> list[tuple[str, Any]]:
    """The ways to show the needs: name in the address, and label."""
    found = [("", _("Table")), ("states", _("By state"))]
    return [*found, ("challenges", _("By challenge"))] if by_challenge else found
