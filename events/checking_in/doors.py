"""Somebody is there. Whoever is checked in twice is there once."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.permissions import require
from core.sorting import in_alphabet
from core.workflow import Refused, WrongState, move
from events.checking_in.codes import CODE
from events.enums import RegistrationState
from events.models import Event, Registration
from events.models.registration import HANDLE

LATEST = timedelta(days=1)  # a telephone without network tells later when it was
SKEW = timedelta(minutes=1)  # by so much its clock may be behind


def guests(event: Event) -> Any:
    """Who has a seat for sure, by name as the reader sorts it, each with the `code` of the badge."""
    rows = event.registrations.known().filter(state__in=RegistrationState.sure())
    return rows.annotate(code=CODE).order_by(*in_alphabet("name"), "pk")


def without_seat(event: Event) -> Any:
    """Who registered and has no seat for sure: whoever waits, or has not confirmed."""
    rows = event.registrations.known().active().exclude(state__in=RegistrationState.sure()).exclude(name="")
    return rows.order_by(*in_alphabet("name"), "pk")


def by_code(event: Event, code: str) -> Registration:
    """Raises Registration.DoesNotExist."""
    rows = event.registrations.select_related("event__dialogue").annotate(code=CODE)
    return rows.get(code=code)


def check_in(registration: Registration, by: Any, at: datetime | None = None) -> None:
    """`at` is when it was; what lies in the future, or more than a day back, is now. Raises Refused without a seat."""
    require(by, HANDLE, registration)
    if registration.state == RegistrationState.ATTENDED:
        return
    if registration.state != RegistrationState.REGISTERED:
        known = {"name": registration.name, "state": registration.shown_state}
        raise Refused(_("%(name)s has no seat: %(state)s.") % known)
    try:
        move(registration, "attend", by, log={"at": moment(at)})
    except WrongState:
        registration.refresh_from_db()
        if registration.state != RegistrationState.ATTENDED:  # by a colleague at the same moment
            raise


def write_down(registration: Registration, by: Any) -> None:
    """From the list, and not at the door: from the event's first day on. Raises Refused."""
    event = registration.event
    if not event.has_come:
        known = {"day": date_format(event.starts_at.astimezone(event.zone), "DATE_FORMAT")}
        raise Refused(_("The event is on %(day)s. Write down from that day on who was there.") % known)
    move(registration, "attend", by)


def undo(registration: Registration, by: Any, at: datetime | None = None) -> None:
    """It was a mistake. Raises Refused where she was checked in after that was said: then she is there."""
    if registration.state != RegistrationState.ATTENDED:
        return
    if at and registration.trail.filter(action="attend", at__gt=min(at, timezone.now()) + SKEW).exists():
        raise Refused(_("%(name)s is there.") % {"name": registration})
    move(registration, "unattend", by, log={"at": moment(at)})


def moment(at: datetime | None) -> datetime:
    now = timezone.now()
    return at if at and now - LATEST < at < now else now
