"""Boards: whoever has the code of the event is at its boards, without an account; here nobody has joined."""

from typing import Any

from django.core.files.base import ContentFile

from core.storage import private_files
from tests.access.telling import RUNNING
from tests.access.world import ADMINISTRATOR, BODY, EVERYBODY, NOBODY, WRITERS, Access, World
from tests.factories import BoardFactory, BoardNoteFactory, MinutesFactory, ParticipationFactory, SessionFactory
from tests.factories.needs import ProposedNeedFactory


def board(world: World, **more: Any) -> list[Any]:
    return [BoardFactory(event__dialogue=world.dialogue, **more).pk]


def slug(world: World) -> list[Any]:
    return [BoardFactory(event__dialogue=world.dialogue).event.slug]


def note(world: World) -> list[Any]:
    made = BoardNoteFactory(board__event__dialogue=world.dialogue)
    return [made.board.pk, made.pk]


def note_to_sort(world: World) -> list[Any]:
    return [*note(world), "sort"]


def group(world: World) -> list[Any]:
    made = BoardFactory(event__dialogue=world.dialogue)
    return [made.pk, made.groups.create(title="Charging", position=1).pk, "earlier"]


def facilitator(world: World) -> list[Any]:
    made = BoardFactory(event__dialogue=world.dialogue)
    return [made.pk, made.facilitators.create(name="Kari").pk]


def report(world: World) -> list[Any]:
    made = BoardFactory(event__dialogue=world.dialogue)
    name = private_files().save("boards/report.pdf", ContentFile(b"%PDF-1.7"))
    return [made.pk, made.reports.create(version=1, language="en", file=name, size=8, sha256="0" * 64).pk]


def session(world: World) -> list[Any]:
    made = SessionFactory(event__dialogue=world.dialogue)
    return [made.event.slug, made.pk]


def session_minutes(world: World) -> list[Any]:
    made = SessionFactory(event__dialogue=world.dialogue)
    MinutesFactory(event=made.event, session=made)
    return [made.event.slug, made.pk, "agree"]


def proposal(world: World) -> list[Any]:
    ParticipationFactory(dialogue=world.dialogue, municipality=world.body)
    return [ProposedNeedFactory(dialogue=world.dialogue, municipality=world.body).pk]


def typed(_world: World) -> dict[str, Any]:
    key = "3f0c7f7e-9f0c-4f53-9d1c-0a4f0c6d9f11"
    return {"title": "Charging", "text": "Range", "language": "en", "key": key}


# Who has not joined is led to the page that asks for the code, whether the board is there or not
ACCESS = {
    "board-join": Access(read=EVERYBODY, send=EVERYBODY),
    "boards": Access(read=EVERYBODY, send=RUNNING, args=slug),
    "board": Access(read=EVERYBODY, send=RUNNING, args=board),
    "board-live": Access(read=EVERYBODY, args=board),
    "board-note-add": Access(read=EVERYBODY, send=RUNNING, args=board, data=typed),
    "board-note": Access(read=EVERYBODY, send=NOBODY, args=note),
    "board-note-act": Access(read=EVERYBODY, send=RUNNING, args=note_to_sort),
    "board-group-add": Access(read=EVERYBODY, send=RUNNING, args=board, data=typed),
    "board-group-act": Access(read=EVERYBODY, send=RUNNING, args=group),
    "workspace-boards": Access(read=RUNNING, send=RUNNING, args=slug, data=typed),
    "workspace-boards-code": Access(read=NOBODY, send=RUNNING, args=slug),
    "workspace-board": Access(read=RUNNING, send=RUNNING, args=board),
    "workspace-board-facilitator-add": Access(read=NOBODY, send=RUNNING, args=board, data=typed),
    "workspace-board-facilitator-remove": Access(read=NOBODY, send=RUNNING, args=facilitator),
    "workspace-board-need": Access(read=RUNNING, send=RUNNING, args=board),
    "workspace-board-comment": Access(read=RUNNING, send=RUNNING, args=board),
    "workspace-board-csv": Access(read=RUNNING, args=board),
    "workspace-board-report": Access(read=NOBODY, send=RUNNING, args=board),
    "workspace-board-pdf": Access(read=RUNNING, args=report),
    "workspace-session-minutes": Access(read=RUNNING, send=RUNNING, args=session),
    "workspace-session-minutes-step": Access(read=NOBODY, send=RUNNING, args=session_minutes),
    "workspace-proposal": Access(read=BODY | RUNNING, args=proposal),
    "workspace-proposal-accept": Access(read=NOBODY, send=WRITERS | ADMINISTRATOR, args=proposal),
    "workspace-proposal-throw-away": Access(read=NOBODY, send=WRITERS | ADMINISTRATOR, args=proposal),
    "board-step": Access(read=EVERYBODY, send=RUNNING, args=lambda world: [*board(world), "close"]),
}
