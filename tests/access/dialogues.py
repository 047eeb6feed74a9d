from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dialogues.enums import LedgerFileKind
from dialogues.ledger.recording import record
from dialogues.models import LedgerFile
from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, NOBODY, Access, World
from tests.factories import StaffRoleFactory


def role(world: World) -> list[int]:
    return [StaffRoleFactory(dialogue=world.dialogue).pk]


def told(world: World) -> list[str]:
    """A dialogue of which the market was told something."""
    dialogue, news = world.dialogue, {"en": "The date is set"}
    record(dialogue, "news", subject=dialogue, titles=news, page=("dialogue", [dialogue.slug]), topics=[])
    return [dialogue.slug]


def made(world: World) -> list[str]:
    """Its files, as a worker leaves them."""
    name = default_storage.save("ledger.zip", ContentFile(b"ledger"))
    for kind in LedgerFileKind:
        LedgerFile.objects.create(dialogue=world.dialogue, kind=kind, language="en", file=name, size=6, sha256="0" * 64)
    return [world.dialogue.slug]


def table(world: World) -> list[str]:
    return [world.dialogue.slug, "csv"]


KEEPERS = frozenset({"manager"}) | ADMINISTRATOR
ACCESS = {
    "ledger": Access(read=EVERYBODY, args=told),
    "ledger-table": Access(read=EVERYBODY, args=told),
    "ledger-json": Access(read=EVERYBODY, args=told),
    "ledger-record": Access(read=EVERYBODY, args=made),
    "ledger-pack": Access(read=EVERYBODY, args=made),
    "workspace-ledgers": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-ledger": Access(read=KEEPERS, args=told),
    "workspace-ledger-table": Access(read=KEEPERS, args=table),
    "workspace-ledger-files": Access(read=NOBODY, send=KEEPERS, args=told),
    "dialogues": Access(read=EVERYBODY),
    "dialogue": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "workspace-staff": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-staff-add": Access(read=ADMINISTRATOR, send=ADMINISTRATOR),
    "workspace-staff-end": Access(read=ADMINISTRATOR, send=ADMINISTRATOR, args=role),
}
