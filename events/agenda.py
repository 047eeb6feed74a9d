"""An event's agenda as it is read, day by day: what begins together stands together, side by side."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.dates import day, moment
from events.models import Event, Session


@dataclass(frozen=True)
class Slot:
    """Sessions that begin at the same time, in the event's zone."""

    starts_at: datetime
    sessions: list[Session]

    @property
    def time(self) -> SafeString:
        """From when, and until when if that is the same for all."""
        return moment(self.starts_at) if self.ends_apart else self.span(self.sessions[0])

    @property
    def ends_apart(self) -> bool:
        return len({session.ends_at for session in self.sessions}) > 1

    def span(self, session: Session) -> SafeString:
        ends = moment(session.ends_at.astimezone(self.starts_at.tzinfo))
        return format_html("{}–{}", moment(self.starts_at), ends)

    @property
    def parts(self) -> list[tuple[Session, SafeString]]:
        """Each session, with its own time where the time of all does not say it."""
        return [(session, self.span(session) if self.ends_apart else SafeString("")) for session in self.sessions]


@dataclass(frozen=True)
class Day:
    """The slots of one day. `name` is its date, and empty where the event and all of its agenda are on one day."""

    name: SafeString
    slots: list[Slot]


def days(event: Event) -> list[Day]:
    by_day = [(on, list(found)) for on, found in groupby(slots(event), key=lambda slot: slot.starts_at.date())]
    own = {at.astimezone(event.zone).date() for at in (event.starts_at, event.ends_at)}
    is_one = len(own | {on for on, _slots in by_day}) == 1
    return [Day(SafeString("") if is_one else day(on), found) for on, found in by_day]


def slots(event: Event) -> list[Slot]:
    by_start = groupby(event.sessions.order_by("starts_at", "track", "pk"), key=lambda session: session.starts_at)
    return [Slot(starts_at.astimezone(event.zone), list(sessions)) for starts_at, sessions in by_start]
