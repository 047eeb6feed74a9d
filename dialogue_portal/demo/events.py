"""The events with their agendas. The files have local times; the database keeps UTC.

Each is written as a draft. What became of it happens on its days: announced, held or cancelled, with its material and
its minutes.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo import handouts
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import day_of, read, translated
from dialogue_portal.demo.needs import MANAGER
from dialogue_portal.demo.story import Happening
from dialogues.models import Dialogue
from events.enums import EventKind, Form
from events.models import Event, Session
from events.telling import announcing, materials, minutes

AHEAD = timedelta(weeks=6)  # how long before it an event is announced, where its file does not say
CALLED_OFF = timedelta(weeks=1)
MINUTES_AFTER = timedelta(days=10)
REASON = "The school could not receive us. A new date is looked for."


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
        starts_at=moment(entry, "starts"),
        ends_at=moment(entry, "ends"),
        time_zone=entry["zone"],
        city=entry.get("city", ""),
        form=entry.get("form", Form.ONLINE if entry["kind"] == EventKind.WEBINAR else Form.ON_SITE),
        online_link=entry.get("online_link", ""),
        contact_email="events@example.org",
        **translated(title=entry["title"], summary=summary(entry), description=entry.get("description", {})),
    )
    Session.objects.bulk_create(session(event, part, zone) for part in entry.get("sessions", []))


def moment(entry: dict[str, Any], name: str) -> datetime:
    at, day = entry[name], day_of(entry)
    return (datetime.combine(day, at) if day else at).replace(tzinfo=ZoneInfo(entry["zone"]))


def summary(entry: dict[str, Any]) -> dict[str, str]:
    """An invented event says so."""
    if not entry.get("illustrative"):
        return entry["summary"]
    note = read("phrases")["illustrative"]
    return {language: f"{text} {note[language]}" for language, text in entry["summary"].items()}


def session(event: Event, entry: dict[str, Any], zone: ZoneInfo) -> Session:
    phrases = read("phrases")
    track, speakers = (phrases[entry[name]] if name in entry else {} for name in ("track", "speakers"))

    def at(hour: time) -> datetime:
        return datetime.combine(event.starts_at.astimezone(zone), hour, tzinfo=zone)

    return Session(
        event=event,
        starts_at=at(entry["at"]),
        ends_at=at(entry["until"]),
        **translated(title=phrases[entry["title"]], track=track, speakers=speakers),
    )


# What became of them


def happenings() -> Iterator[Happening]:
    """Of those that are drafts still; the doors give each its entry in the ledger."""
    entries, told, manager = read("events"), read("events_told"), User.objects.filter(email=MANAGER).first()
    for event in Event.objects.filter(slug__in=entries, state="draft").select_related("dialogue"):
        entry, said = entries[event.slug], told.get(event.slug, {})
        if event.slug in told["others"]["events"]:
            said = {"minutes": {"on": event.ends_at.date() + MINUTES_AFTER, **told["others"]["minutes"]}}
        if entry["state"] == "draft":
            continue
        at = announced(event, said)
        yield Happening(at, partial(announcing.publish, event, manager, at))
        if "online" in said:
            at = local(event, said["online"])
            yield Happening(at, partial(announcing.change, event, manager, {"form": Form.ONLINE}, at=at))
        if entry["state"] == "cancelled":
            at = event.starts_at - CALLED_OFF
            yield Happening(at, partial(announcing.cancel, event, manager, REASON, at))
        if entry["state"] == "held":
            at = event.ends_at + timedelta(hours=1)
            yield Happening(at, partial(announcing.hold, event, manager, at))
        yield from afterwards(event, said, manager)


def announced(event: Event, said: dict[str, Any]) -> datetime:
    """One that is still to come was announced some days ago at the latest."""
    if "announced" in said:
        return local(event, said["announced"])
    return min(event.starts_at - AHEAD, timezone.now() - timedelta(days=2))


def local(event: Event, day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=event.zone)


def afterwards(event: Event, said: dict[str, Any], manager: Any) -> Iterator[Happening]:
    for one in said.get("material", []):
        at = local(event, one.get("on", event.ends_at.date()))
        yield Happening(at, partial(share, event, one, manager, at))
    for name, act in (("minutes", minute), ("correction", correct)):
        if name in said:
            at = local(event, said[name]["on"])
            yield Happening(at, partial(act, event, said[name]["text"], manager, at))


def share(event: Event, entry: dict[str, Any], manager: Any, at: datetime) -> None:
    """A file in each of its languages, made here, given to everybody at one moment if the entry says when."""
    titles = translated(title=entry["title"])
    (language, file), *others = handouts.made(event, entry)
    material = materials.add(event, manager, titles, file, language)
    for language, file in others:
        materials.add_file(material, manager, file, language)
    material.files.update(added_at=at)
    if "on" in entry:
        materials.publish(material, manager, at)


def minute(event: Event, texts: dict[str, str], manager: Any, at: datetime) -> None:
    written = minutes.write(minutes.of_event(event), manager, **translated(text=texts))
    minutes.agree(written, manager, minutes.mark(written), at=at - timedelta(days=1))
    minutes.publish(written, manager, minutes.mark(written), at)


def correct(event: Event, texts: dict[str, str], manager: Any, at: datetime) -> None:
    minutes.correct(minutes.of_event(event), manager)
    minute(event, texts, manager, at)
