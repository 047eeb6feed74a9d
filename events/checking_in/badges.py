"""Badges as PDF, eight on a sheet, each with the picture that checks its owner in."""

from typing import Any

from django.template.loader import render_to_string

from core.pdf import Pdf, render
from events.checking_in import doors
from events.checking_in.codes import picture_of
from events.models import Event, Registration

AT_ONCE = 120  # a file of so many is made within seconds


def parts(event: Event) -> list[int]:
    """The numbers of the files, the first is 1."""
    return list(range(1, -(-doors.guests(event).exclude(name="").count() // AT_ONCE) + 1))


def badges(event: Event, part: int, language: str) -> Pdf:
    """One of the files, in this language."""
    rows = doors.guests(event).exclude(name="").select_related("event")[(part - 1) * AT_ONCE : part * AT_ONCE]
    context = {"event": event, "badges": [badge(row, language) for row in rows]}
    html = render_to_string("events/pdf/badges.html", context)
    return render(html, stylesheet="css/badges.css", language=language)


def badge(registration: Registration, language: str) -> dict[str, Any]:
    return {"who": registration, "picture": picture_of(registration, language)}
