"""What the page of the needs offers to its reader: ways to show them, and acts."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from needs.enums import NeedState

USED = "used"  # of a need: by a challenge


@dataclass(frozen=True)
class ActButton:
    """`fits`: what a need must be for it, a state or `USED`; it is seen only while such a need is ticked."""

    name: str
    label: Any
    fits: str
    is_first: bool = False

    @property
    def url(self) -> str:
        return reverse(self.name)


JOINS = (
    ActButton("workspace-join", _("Join into a challenge"), NeedState.ACCEPTED, is_first=True),
    ActButton("workspace-add", _("Add to a challenge"), NeedState.ACCEPTED),
)
CHANGES = (
    ActButton("workspace-move", _("Move"), USED),
    ActButton("workspace-split", _("Split"), USED),
    ActButton("workspace-remove", _("Remove"), USED),
)
ANSWERS = (
    ActButton("workspace-accept", _("Accept"), NeedState.SUBMITTED, is_first=True),
    ActButton("workspace-decline", _("Decline"), NeedState.SUBMITTED),
)


def act_buttons(*, joins: bool, answers: bool) -> tuple[ActButton, ...]:
    return ((*JOINS, *CHANGES) if joins else ()) + (ANSWERS if answers else ())


def may_join(user: Any) -> bool:
    return bool(user.has_perm("needs.list_challenges"))


def may_act(user: Any) -> bool:
    return user.is_superuser or bool(user.staff_roles.all())


def are_kept_apart(needs: list[Any], user: Any) -> bool:
    """Whether an act that is offered for some of these needs is not, since they are of several dialogues."""
    if len({need.dialogue_id for need in needs}) < 2:
        return False
    fits = {button.fits for button in act_buttons(joins=may_join(user), answers=may_act(user))}
    return any(need.state in fits for need in needs)


def ways(by_challenge: bool) -> list[tuple[str, Any]]:
    """The ways to show the needs: name in the address, and label."""
    found = [("", _("Table")), ("states", _("By state"))]
    return [*found, ("challenges", _("By challenge"))] if by_challenge else found
