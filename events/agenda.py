"""An event's agenda as it is read: what begins together stands together."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

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
        return moment(self.starts_at)


def slots(event: Event) -> list[Slot]:
    by_start = groupby(event.sessions.order_by("starts_at", "track", "pk"), key=lambda session: session.starts_at)
    return [Slot(starts_at.astimezone(event.zone), list(sessions)) for starts_at, sessions in by_start]
