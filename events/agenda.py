"""An event's agenda as it is read: what begins together stands together, side by side."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.dates import moment
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


def slots(event: Event) -> list[Slot]:
    by_start = groupby(event.sessions.order_by("starts_at", "track", "pk"), key=lambda session: session.starts_at)
    return [Slot(starts_at.astimezone(event.zone), list(sessions)) for starts_at, sessions in by_start]
