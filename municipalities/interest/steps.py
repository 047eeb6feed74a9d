"""What staff may do with an interest as it stands, and what was done with it, in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities.models import Interest, InterestStep
from municipalities.models.interest import HANDLE

BUTTONS = {
    "identify": _("Say which public buyer it is"),
    "accept": _("Accept"),
    "ask": _("Ask back"),
    "hold": _("Put on hold"),
    "resume": _("Take it up again"),
    "merge": _("Join with another interest"),
    "correct": _("Correct the public buyer"),
    "decline": _("Decline"),
}
HAPPENED = {
    "confirm": _("Registered and confirmed"),
    "join": _("Registered and joined with another"),
    "joined": _("One more person stands behind it"),
    "apart": _("Waits by itself: the address is not known as a colleague's of those who registered before"),
    "left": _("Somebody withdrew, others stay"),
    "ask": _("Asked back"),
    "answer": _("Answered"),
    "hold": _("Put on hold"),
    "resume": _("Taken up again"),
    "identify": _("Its public buyer was named"),
    "accept": _("Accepted"),
    "decline": _("Declined"),
    "merge": _("Joined with another"),
    "withdraw": _("Withdrawn"),
}


@dataclass(frozen=True)
class Action:
    name: str
    label: str | Promise
    url: str


def actions(interest: Interest, user: Any) -> list[Action]:
    """In the order of the buttons; none for who may not handle it. Only a known body can be accepted."""
    if not user.has_perm(HANDLE, interest):
        return []
    open_now = {row.action for row in Interest.TRANSITIONS if interest.state in row.sources}
    if interest.municipality_id is None:
        open_now.discard("accept")
    if interest.is_waiting:
        open_now.add("correct" if interest.municipality_id else "identify")
    return [Action(name, label, address(name, interest)) for name, label in BUTTONS.items() if name in open_now]


def address(action: str, interest: Interest) -> str:
    """A body is corrected on the page where it is named."""
    page = "identify" if action == "correct" else action
    return reverse(f"workspace-interest-{page}", args=[interest.pk])


def labelled_trail(interest: Interest) -> list[tuple[InterestStep, str | Promise]]:
    return [(step, HAPPENED[step.action]) for step in interest.trail.select_related("actor", "applicant")]
