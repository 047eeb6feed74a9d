"""What those who run events do with them; the addresses of registrations are in events.py."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.enums import EventState
from events.models import Material
from events.telling.enums import MaterialState
from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, NOBODY, Access, World
from tests.factories import EventFactory, MaterialFactory, MinutesFactory, SessionFactory

RUNNING = frozenset({"manager"}) | ADMINISTRATOR


def event(world: World) -> list[Any]:
    return [EventFactory(dialogue=world.dialogue).slug]


def draft(world: World) -> list[Any]:
    return [EventFactory(dialogue=world.dialogue, state=EventState.DRAFT).slug]


def coming(world: World) -> list[Any]:
    soon = timezone.now() + timedelta(days=9)
    return [EventFactory(dialogue=world.dialogue, starts_at=soon, ends_at=soon + timedelta(hours=2)).slug]


def material(world: World) -> list[Any]:
    made = MaterialFactory(event__dialogue=world.dialogue)
    return [made.event.slug, made.pk]


def session(world: World) -> list[Any]:
    made = SessionFactory(event__dialogue=world.dialogue)
    return [made.event.slug, made.pk]


def file(world: World) -> list[Any]:
    made = MaterialFactory(event__dialogue=world.dialogue)
    return [made.event.slug, made.files.get().pk]


def public_file(world: World) -> list[Any]:
    slug, pk = file(world)
    Material.objects.filter(files=pk).update(state=MaterialState.PUBLIC)
    return [slug, pk]


def minutes(world: World) -> list[Any]:
    return [MinutesFactory(event__dialogue=world.dialogue).event.slug, "agree"]


ACCESS = {
    "event-material": Access(read=EVERYBODY, args=public_file),
    "workspace-events": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-event-new": Access(read=MANAGERS | ADMINISTRATOR, send=MANAGERS | ADMINISTRATOR),
    "workspace-event": Access(read=RUNNING, args=draft),
    "workspace-event-change": Access(read=RUNNING, send=RUNNING, args=draft),
    "workspace-event-copy": Access(read=RUNNING, send=RUNNING, args=draft),
    "workspace-session-add": Access(read=RUNNING, send=RUNNING, args=draft),
    "workspace-session": Access(read=RUNNING, send=RUNNING, args=session),
    "workspace-session-remove": Access(read=RUNNING, send=RUNNING, args=session),
    "workspace-event-publish": Access(read=NOBODY, send=RUNNING, args=draft),
    "workspace-event-call-off": Access(read=RUNNING, send=RUNNING, args=coming),
    "workspace-event-hold": Access(read=NOBODY, send=RUNNING, args=event),
    "workspace-material-add": Access(read=RUNNING, send=RUNNING, args=event),
    "workspace-material-titles": Access(read=RUNNING, send=RUNNING, args=material),
    "workspace-material-file-add": Access(read=RUNNING, send=RUNNING, args=material),
    "workspace-material-show": Access(read=NOBODY, send=RUNNING, args=material),
    "workspace-material-publish": Access(read=NOBODY, send=RUNNING, args=material),
    "workspace-material-file": Access(read=RUNNING, args=file),
    "workspace-material-file-remove": Access(read=NOBODY, send=RUNNING, args=file),
    "workspace-event-minutes": Access(read=RUNNING, send=RUNNING, args=event),
    "workspace-event-minutes-step": Access(read=NOBODY, send=RUNNING, args=minutes),
}
