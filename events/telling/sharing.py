"""What an event tells the market, as entries of the ledger."""

from datetime import datetime
from typing import Any

from core.languages import CODES
from core.texts import texts
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import MANAGER, record
from dialogues.ledger.topics import EVENTS, topic
from events.breakouts.rounds import names_of
from events.models import Event, Material, Minutes
from events.telling.enums import MaterialState


def event_told(event: Event, kind: str, by: Any, at: datetime | None = None, **more: Any) -> None:
    share(event, kind, event, texts(event, "title"), by, at, **more)


def material_told(material: Material, by: Any, at: datetime | None = None) -> None:
    """To everybody, or to those who were at the event."""
    event = material.event
    is_public = material.state == MaterialState.PUBLIC
    files = [file_of(file) for file in material.files.all()]
    share(
        event,
        LedgerKind.MATERIAL,
        material,
        of_event(event, texts(material, "title")),
        by,
        at,
        files=files,
        languages={file["language"] for file in files},
        audience="" if is_public else event_name(event),
    )


def minutes_told(minutes: Minutes, by: Any, at: datetime | None = None, corrects: Minutes | None = None) -> None:
    """`corrects` are those that they come instead of."""
    event = minutes.event
    named = of_event(event, names_of(minutes.session)) if minutes.session else texts(event, "title")
    kind = LedgerKind.MINUTES_CORRECTED if corrects else LedgerKind.MINUTES
    details = {"checksum": minutes.content_hash, **({"before": corrects.content_hash} if corrects else {})}
    share(event, kind, minutes, named, by, at, details=details, languages=texts(minutes, "text"))


def share(event: Event, kind: str, subject: Any, titles: dict[str, str], by: Any, at: Any, **more: Any) -> None:
    record(
        event.dialogue,
        kind,
        subject=subject,
        titles=titles,
        page=("event", [event.slug]),
        topics=topics_about(event),
        by=by,
        role=MANAGER,
        at=at,
        **more,
    )


def topics_about(event: Event) -> list[str]:
    return [topic(event), EVENTS]


def of_event(event: Event, titles: dict[str, str]) -> dict[str, str]:
    """ "Workshop in Oslo: Slides", in each language that has both; the event's own name where it has but one."""
    names = texts(event, "title")
    return {code: f"{names.get(code, event_name(event))}: {title}" for code, title in titles.items()}


def event_name(event: Event) -> str:
    """In the first language that it has: a fact of the ledger is written once."""
    names = texts(event, "title")
    return next((names[code] for code in CODES if code in names), event.slug)


def file_of(file: Any) -> dict[str, Any]:
    return {
        "language": file.language,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "stored": str(file.file),
        "content_type": file.content_type,
        "place": "private",
    }
