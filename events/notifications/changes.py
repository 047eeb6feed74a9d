"""What those who come are told when an event changes: by difference, with the new entry for their calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.mail import Message
from core.zones import in_zone
from events.models import CalendarEntry, Registration
from events.notifications import registrations

CHANGED = Message("events/mail/event_changed", secret=True)


def changed(registration: Registration, entry: CalendarEntry) -> None:
    with translation.override(registration.language):
        differences = list(what_changed(entry.before, entry.shown))
    registrations.tell(CHANGED, registration, invites=True, differences=differences)


def what_changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Lines such as "Begins: … (was: …)", in the active language."""
    for name, label in labels().items():
        old, new = said(name, before), said(name, now)
        if old != new and before:
            yield _("%(what)s: %(now)s (was: %(before)s)") % {"what": label, "now": new, "before": old}


def labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "starts_at": _("Begins"),
        "ends_at": _("Ends"),
        "city": _("Place"),
        "venue": _("Venue and address"),
    }


def said(name: str, shown: dict[str, Any]) -> str:
    value = shown.get(name, "")
    if name in ("starts_at", "ends_at"):
        return in_zone(datetime.fromisoformat(value), shown["time_zone"]) if value else ""
    return value or _("to be decided")
