"""The doors of an agenda: sessions are written, moved and left out. What is changed once it is public is told."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import text_of
from core.workflow import Refused, move
from core.zones import in_zone
from dialogues.enums import LedgerKind
from events.models import BreakoutPlace, Event, Session
from events.models.event import RUN
from events.registering import coming, places, seats
from events.telling import announcing
from events.telling.sharing import event_told
from events.telling.shifting import take_places_along


def write(session: Session, by: Any, **fields: Any) -> Session:
    """A new session, or one that is changed; what stands there already, as where a form is sent twice, is not told."""
    with announcing.locked(session.event) as event:
        if session.pk and all((getattr(session, name) or "") == value for name, value in fields.items()):
            return session
        was = said(session) if session.pk else ""
        for name, value in fields.items():
            setattr(session, name, value)
        session.event = event
        session.save()
        take_places_along([session])
        tell(event, by, was, said(session))
    return session


def remove(session: Session, by: Any) -> None:
    """Leave it out. Who chose it still comes to the event. Raises Refused where more hangs on it."""
    with transaction.atomic():
        seats.lock(session.event_id)  # before the event: so do those who register
        leave_out(session, by)


def leave_out(session: Session, by: Any) -> None:
    with announcing.locked(session.event) as event:
        was = said(session)
        give_back(session)
        try:
            with transaction.atomic():
                session.delete()
        except ProtectedError as error:
            said_why = _("Minutes, or people who were put into it, belong to this session. Change it instead.")
            raise Refused(said_why) from error
        tell(event, by, was, "")


def give_back(session: Session) -> None:
    """Its seats are no more; who waited for one of them alone gets the seat at the event. Wants the seats' lock."""
    place = places.session(session.pk)
    for registration in session.event.registrations.filter(places__contains=[place]):
        registration.places.remove(place)
        registration.save(update_fields=["places"])
    session.event.seats.filter(place=place).delete()
    coming.pass_on(session.event_id)


def tell(event: Event, by: Any, was: str, now: str) -> None:
    """A draft is nobody's business yet."""
    if event.is_draft:
        require(by, RUN, event)
        return
    move(event, "change", by)
    event_told(event, LedgerKind.EVENT_CHANGED, by, details={"changes": {"agenda": [was, now]}})


def said(session: Session) -> str:
    """For the ledger: the session in the first language that it has."""
    return f"{session.starts_at.isoformat()}/{session.ends_at.isoformat()} {text_of(session, 'title')}"


# What staff are warned of


def clashes(session: Session, starts: datetime, ends: datetime) -> list[tuple[Session, int]]:
    """Other sessions at that time, each with how many people hold both."""
    if not session.pk:
        return []
    others = session.event.sessions.exclude(pk=session.pk).filter(starts_at__lt=ends, ends_at__gt=starts)
    both = [(other, holders(session, other)) for other in others]
    return [(other, number) for other, number in both if number]


def holders(*sessions: Session) -> int:
    """How many people chose all of these sessions, or were put into them."""
    people = sessions[0].event.registrations.active()
    for session in sessions:
        put = BreakoutPlace.objects.filter(registration=OuterRef("pk"), session=session)
        people = people.filter(Q(places__contains=[places.session(session.pk)]) | Q(Exists(put)))
    return people.count()


def outside(event: Event) -> list[Session]:
    """Sessions that begin before the event or end after it."""
    return [
        session
        for session in event.sessions.all()
        if session.starts_at < event.starts_at or session.ends_at > event.ends_at
    ]


def said_of_outside(event: Event) -> list[str]:
    """Which they are, and when: "26 March 2020, 08:00 (Copenhagen, CET): Needs"."""
    return [f"{in_zone(session.starts_at, event.time_zone)}: {text_of(session, 'title')}" for session in outside(event)]
