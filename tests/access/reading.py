"""Reading answers, and what is made of them. A company that answers reads nobody else's."""

from typing import Any

from suppliers.models import Synthesis
from suppliers.reading import notes
from suppliers.requests.enums import Readers
from suppliers.synthesis import writing
from tests.access.world import ADMINISTRATOR, EVERYBODY, NOBODY, SIGNED_IN, Access, World
from tests.factories.municipalities import ParticipationFactory
from tests.factories.reading import Answered, answered, synthesis

MANAGING = frozenset({"manager"}) | ADMINISTRATOR
BODY = frozenset({"observer", "editor", "signatory"})
READING = MANAGING | BODY


def scene(world: World) -> Answered:
    """Read by all bodies that take part."""
    if not world.body.participations.filter(dialogue=world.dialogue, role="participant").exists():
        ParticipationFactory(dialogue=world.dialogue, municipality=world.body)
    return answered(2, dialogue=world.dialogue, readers=Readers.PARTICIPANTS)


def request(world: World) -> list[Any]:
    return [scene(world).request.slug]


def question(world: World) -> list[Any]:
    return [*request(world), 2]


def company(world: World) -> list[Any]:
    found = scene(world)
    return [found.request.slug, found.responses[1].key]


def answer(world: World) -> list[Any]:
    return [*company(world), 1]


def note(world: World) -> list[Any]:
    """Of the managers: nobody else finds it, and so removes nothing."""
    found = scene(world)
    written = notes.write_note(found.responses[1], found.questions[1], "Seen.", found.manager)
    return [found.request.slug, found.responses[1].key, 1, written.pk + 1]


def tag(world: World) -> list[Any]:
    found = scene(world)
    return [found.request.slug, notes.make_tag(found.request, "Charging", found.manager).pk]


def file(world: World) -> list[Any]:
    return [*request(world), "no-such-file"]


def draft(world: World) -> Synthesis:
    return synthesis(scene(world))


def key(world: World) -> list[Any]:
    return [draft(world).key]


def public(world: World) -> list[Any]:
    found = scene(world)
    made = synthesis(found)
    writing.publish(made, writing.seen_of(made.versions.get()), found.manager)
    return [made.dialogue.slug, made.key]


ACT = Access(read=NOBODY, send=MANAGING, args=key)

ACCESS = {
    "synthesis": Access(read=EVERYBODY, args=public),
    "workspace-reading": Access(read=SIGNED_IN),
    "workspace-answers": Access(read=READING, args=request),
    "workspace-answers-question": Access(read=READING, args=question),
    "workspace-answers-company": Access(read=READING, args=company),
    "workspace-answers-file": Access(read=NOBODY, args=file),
    "workspace-answers-log": Access(read=MANAGING, args=request),
    "workspace-answers-tags": Access(read=MANAGING, send=MANAGING, args=request),
    "workspace-answers-tag-change": Access(read=NOBODY, send=MANAGING, args=tag),
    "workspace-answers-note": Access(read=NOBODY, send=READING, args=answer),
    "workspace-answers-note-remove": Access(read=NOBODY, send=READING, args=note),
    "workspace-answers-tag": Access(read=NOBODY, send=MANAGING, args=answer),
    "workspace-answers-translate": Access(read=MANAGING, send=MANAGING, args=lambda world: [*answer(world), "en"]),
    "workspace-synthesis-begin": Access(read=MANAGING, send=MANAGING, args=request),
    "workspace-synthesis": Access(read=MANAGING, send=MANAGING, args=key),
    "workspace-synthesis-publish": ACT,
    "workspace-synthesis-correct": ACT,
    "workspace-synthesis-discard": ACT,
    "workspace-synthesis-version": ACT,
}
