"""Which limits a registration counts in."""

from collections.abc import Iterable

from core.names import clean_name
from events.models import Registration

EVENT = "event"


def audience(name: str) -> str:
    return f"audience:{name}"


def session(session_id: int) -> str:
    return f"session:{session_id}"


def organisation(registration: Registration) -> str:
    """One and the same for all who name it, as far as that can be told from a text that anybody may write."""
    if registration.municipality_id:
        return f"organisation:body-{registration.municipality_id}"
    if registration.company_id:
        return f"organisation:company-{registration.company_id}"
    written = clean_name(registration.organisation).casefold()
    return f"organisation:named-{written}" if written else ""


def places_of(registration: Registration, sessions: Iterable[int] = ()) -> list[str]:
    chosen = [session(number) for number in sorted(set(sessions))]
    return [place for place in (EVENT, audience(registration.audience), organisation(registration), *chosen) if place]
