"""What was done with a question or an answer, in words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HAPPENED = {
    "ask": _("Asked"),
    "ask_late": _("Asked after the deadline"),
    "take_down": _("Taken down"),
    "edit": _("Changed by who asked"),
    "send": _("Sent again, in time"),
    "withdraw": _("Withdrawn"),
    "bundle": _("Taken into an answer"),
    "unbundle": _("Taken out of the answer"),
    "decline": _("Declined"),
    "answer": _("Answered"),
    "check": _("Checked"),
    "release": _("To be released"),
    "recall": _("Called back"),
    "empty": _("Called back by itself: no question was left in it"),
    "outdate": _("Called back by itself: a question in it was changed"),
    "discard": _("Given up"),
    "publish": _("Released"),
    "supersede": _("Corrected by a new version"),
}


def labelled_trail(subject: Any) -> list[tuple[Any, str | Promise]]:
    return [(step, HAPPENED[step.action]) for step in subject.trail.select_related("actor")]
