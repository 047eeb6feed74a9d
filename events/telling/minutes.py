"""The doors of the minutes of an event and of its sessions: written, agreed with those who were there, published."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.canonical import checksum
from core.permissions import require
from core.texts import localized_names, refuse_missing, texts
from core.workflow import Refused, WrongState, move
from events.models import Event, Minutes, Session
from events.models.event import RUN
from events.telling.announcing import when
from events.telling.enums import MinutesState
from events.telling.sharing import minutes_told


def of_event(event: Event, session: Session | None = None) -> Minutes:
    """Those of the whole event, or of one of its sessions, as they are, or not saved yet.

    A correction of them, where one is on its way.
    """
    latest = event.minutes.filter(session=session).order_by("number").last()
    return latest or Minutes(event=event, session=session)


def former_of(minutes: Minutes) -> Iterable[Minutes]:
    """What is or was public of them under earlier numbers, the newest first."""
    rows = Minutes.objects.filter(event=minutes.event_id, session=minutes.session_id, number__lt=minutes.number)
    return rows.with_former()


@contextmanager
def draft_of(event: Event, by: Any, session: Session | None = None) -> Iterator[Minutes]:
    """The minutes of an event or a session to be written on, made where there are none; who writes at once waits."""
    require(by, RUN, event)
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
        current = of_event(event, session)
        if not current.is_draft:
            raise WrongState(_("The minutes are agreed. Open them again to change them."))
        yield current


def write(minutes: Minutes, by: Any, **fields: str) -> Minutes:
    with draft_of(minutes.event, by, minutes.session) as current:
        for name, value in fields.items():
            setattr(current, name, value)
        current.save()
    return current


@contextmanager
def locked(minutes: Minutes) -> Iterator[Minutes]:
    with transaction.atomic():
        rows = Minutes.objects.select_for_update(of=("self",)).select_related("event__dialogue", "session")
        yield rows.get(pk=minutes.pk)


def agree(minutes: Minutes, by: Any, seen: str, note: str = "", at: datetime | None = None) -> None:
    """Those who were there agree with the text, in all languages. `seen` is the mark of what the page showed (`mark`).

    Raises Refused while a language is missing, WrongState where the text is another one meanwhile.
    """
    with locked(minutes) as current:
        refuse_unseen(current, seen)
        move(current, "agree", by, reason=note.strip(), log=when(at), content_hash=seen)
        refuse_missing(current, "text")


def reopen(minutes: Minutes, by: Any, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Write the reason: colleagues ask for it later."))
    with locked(minutes) as current:
        move(current, "reopen", by, reason=reason.strip(), content_hash="")


def publish(minutes: Minutes, by: Any, seen: str, at: datetime | None = None) -> None:
    """Everybody reads them at the same moment: what the page showed (`seen`), or WrongState."""
    with locked(minutes) as current:
        refuse_unseen(current, seen)
        if current.event.is_draft:
            raise Refused(_("The event is a draft. Publish it first: its page is where the minutes are read."))
        same = Minutes.objects.filter(event=current.event_id, session=current.session_id)
        before = same.public().filter(number__lt=current.number).first()
        if before:
            move(before, "supersede", None, log=when(at))
        move(current, "publish", by, log=when(at), published_at=at or timezone.now())
        minutes_told(current, by, at, corrects=before)


def correct(minutes: Minutes, by: Any) -> Minutes:
    """Begin a corrected text with the words that are public, or answer the one that is begun.

    The public ones stay until it is published, and are read below it afterwards. Raises WrongState.
    """
    require(by, RUN, minutes.event)
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",), no_key=True).get(pk=minutes.event_id)
        latest = Minutes.objects.filter(event=minutes.event_id, session=minutes.session_id).latest("number")
        if latest.is_correction and latest.state in (MinutesState.DRAFT, MinutesState.AGREED):
            return latest
        if latest.state != MinutesState.PUBLISHED:
            raise WrongState(_("Only published minutes are corrected. These can still be changed."))
        said = {name: getattr(latest, name) for name in localized_names("text")}
        return Minutes.objects.create(event=latest.event, session=latest.session, number=latest.number + 1, **said)


def discard(minutes: Minutes, by: Any) -> None:
    """Throw a correction away that is still a draft. Raises WrongState."""
    require(by, RUN, minutes.event)
    with locked(minutes) as current:
        if not (current.is_correction and current.is_draft) or current.trail.exists():
            raise WrongState(_("Only a correction on which nobody has agreed yet can be thrown away."))
        current.delete()


def content(minutes: Minutes) -> dict[str, Any]:
    """What their checksum is of."""
    return {"event": minutes.event_id, "session": minutes.session_id, "text": texts(minutes, "text")}


def mark(minutes: Minutes) -> str:
    return checksum(content(minutes))


def refuse_unseen(minutes: Minutes, seen: str) -> None:
    if seen != mark(minutes):
        raise WrongState(_("The minutes were changed meanwhile. Read them once more."))
