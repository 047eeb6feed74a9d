"""What people are told when an event changes: by difference, with the new entry for the calendar of those who come."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.mail import Message
from core.texts import text_from
from core.zones import in_zone
from events.enums import Form, RegistrationState
from events.models import CalendarEntry, Registration
from events.notifications import registrations

CHANGED = Message("events/mail/event_changed", secret=True)


def changed(registration: Registration, entry: CalendarEntry) -> None:
    """Who waits, or is offered a seat, is told nothing of a link that only those get who have a seat.

    What was changed and changed back she may have read of meanwhile: she is told that it is as it was.
    """
    comes = registration.state == RegistrationState.REGISTERED
    with translation.override(registration.language):
        differences = list(what_changed(entry.before, entry.shown, tells_of_link=comes))
    if not comes:
        registrations.knows(registration)
    if comes or differences or entry.before == entry.shown:
        until = registration.offered_until
        registrations.tell(CHANGED, registration, until, invites=comes, differences=differences)


def what_changed(before: dict[str, Any], now: dict[str, Any], *, tells_of_link: bool) -> Iterator[str]:
    """Lines such as "Begins: … (was: …)", in the active language."""
    for name, label in labels().items():
        old, new = said(name, before), said(name, now)
        if old != new and name in before:
            yield _("%(what)s: %(now)s (was: %(before)s)") % {"what": label, "now": new, "before": old}
    if tells_of_link and before.get("online_link", now["online_link"]) != now["online_link"]:
        yield _("The link for taking part online")
    if "sessions" in before:
        yield from sessions_changed(before, now)


def sessions_changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """New sessions, those that are left out, and those that are at another time or have another title."""
    old, new, zone = before["sessions"], now["sessions"], now["time_zone"]
    for key in sorted({*old, *new}, key=lambda key: new.get(key, old.get(key))["starts_at"]):
        was, is_now = (session_said(sessions[key], zone) if key in sessions else "" for sessions in (old, new))
        if not was:
            yield _("New in the agenda: %(session)s") % {"session": is_now}
        elif not is_now:
            yield _("No longer in the agenda: %(session)s") % {"session": was}
        elif was != is_now:
            yield _("%(now)s (was: %(before)s)") % {"now": is_now, "before": was}


def session_said(session: dict[str, Any], zone: str) -> str:
    """ "26 March 2020, 09:00–10:00: Needs", in the event's zone and the active language."""
    starts, ends = (datetime.fromisoformat(session[at]).astimezone(ZoneInfo(zone)) for at in ("starts_at", "ends_at"))
    from_to = f"{date_format(starts, 'DATETIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}"
    return f"{from_to}: {text_from(session['titles'])}"


def labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "starts_at": _("Begins"),
        "ends_at": _("Ends"),
        "city": _("Place"),
        "venue": _("Venue and address"),
        "form": _("People take part"),
    }


def said(name: str, shown: dict[str, Any]) -> str:
    value = shown.get(name, "")
    if name == "form":
        return str(dict(Form.choices).get(value, ""))
    if name in ("starts_at", "ends_at"):
        return in_zone(datetime.fromisoformat(value), shown["time_zone"]) if value else ""
    return value or _("to be decided")
