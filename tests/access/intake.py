"""The addresses at which a need is written, answered and talked about; those of needs are too many for one file."""

from uuid import uuid4

from tests.access.world import ADMINISTRATOR, BODY, NOBODY, STAFF, WRITERS, Access, World
from tests.factories import AttachmentFactory, ParticipationFactory

RUNNING = STAFF | ADMINISTRATOR
OWNING = WRITERS | ADMINISTRATOR


def body(world: World) -> list[int]:
    """The world's body, which takes part."""
    if not world.body.participations.exists():
        ParticipationFactory(municipality=world.body, dialogue=world.dialogue)
    return [world.body.pk]


def need(world: World) -> list[int]:
    return [world.need.pk]


def section(world: World) -> list[int | str]:
    return [world.need.pk, "today"]


def language(world: World) -> list[int | str]:
    return [world.need.pk, "sv"]


def file(world: World) -> list[int]:
    return [world.need.pk, AttachmentFactory(need=world.need).pk]


def words(_world: World) -> dict[str, str]:
    return {"text": "How many?", "key": str(uuid4())}


INTAKE = {
    "workspace-need-new": Access(read=OWNING, send=OWNING, args=body),
    "workspace-need-write": Access(read=OWNING, send=OWNING, args=section),
    "workspace-need-cpv": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-demand": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-demand-sheet": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-demand-template": Access(read=OWNING, args=lambda world: [*need(world), "csv"]),
    "workspace-need-attachments": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-attachment": Access(read=BODY | RUNNING, args=file),
    "workspace-need-attachment-remove": Access(read=NOBODY, send=OWNING, args=file),
    "workspace-need-submit": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-return": Access(read=RUNNING, send=RUNNING, args=need),
    "workspace-need-decline": Access(read=RUNNING, send=RUNNING, args=need),
    "workspace-need-reopen": Access(read=NOBODY, send=RUNNING, args=need),
    "workspace-need-show": Access(read=NOBODY, send=OWNING, args=need),
    "workspace-need-hide": Access(read=NOBODY, send=OWNING, args=need),
    "workspace-need-withdraw": Access(read=OWNING, send=OWNING, args=need),
    "workspace-need-comment": Access(read=BODY | RUNNING, send=OWNING | RUNNING, args=need, data=words),
    "workspace-need-translate": Access(read=OWNING | RUNNING, send=OWNING | RUNNING, args=language),
}
