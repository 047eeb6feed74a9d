"""The events with their agendas. The files have local times; the database keeps UTC."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read, translated
from dialogues.models import Dialogue
from events.enums import EventKind, Form
from events.models import Event, Session


def load() -> int:
    entries = read("events")
    there = set(Event.objects.filter(slug__in=entries).values_list("slug", flat=True))
    missing = {slug: entry for slug, entry in entries.items() if slug not in there}
    known = dialogues() if missing else {}
    for slug, entry in missing.items():
        create(slug, entry, known[entry["dialogue"]])
    return len(missing)


def create(slug: str, entry: dict[str, Any], dialogue: Dialogue) -> None:
    zone = ZoneInfo(entry["zone"])
    event = Event.objects.create(
        dialogue=dialogue,
        slug=slug,
        kind=entry["kind"],
        audience=entry["audience"],
        state=entry["state"],
        starts_at=entry["starts"].replace(tzinfo=zone),
        ends_at=entry["ends"].replace(tzinfo=zone),
        time_zone=entry["zone"],
        city=entry.get("city", ""),
        form=Form.ONLINE if entry["kind"] == EventKind.WEBINAR else Form.ON_SITE,
        online_link=entry.get("online_link", ""),
        contact_email="events@example.org",
        **translated(title=entry["title"], summary=summary(entry), description=entry.get("description", {})),
    )
    Session.objects.bulk_create(session(event, part, zone) for part in entry.get("sessions", []))


def summary(entry: dict[str, Any]) -> dict[str, str]:
    """An invented event says so."""
    if not entry.get("illustrative"):
        return entry["summary"]
    note = read("phrases")["illustrative"]
    return {language: f"{text} {note[language]}" for language, text in entry["summary"].items()}


def session(event: Event, entry: dict[str, Any], zone: ZoneInfo) -> Session:
    phrases = read("phrases")
    track = phrases[entry["track"]] if "track" in entry else {}

    def at(hour: time) -> datetime:
        return datetime.combine(event.starts_at.astimezone(zone), hour, tzinfo=zone)

    return Session(
        event=event,
        starts_at=at(entry["at"]),
        ends_at=at(entry["until"]),
        **translated(title=phrases[entry["title"]], track=track),
    )
