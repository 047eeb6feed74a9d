from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.invitations import token
from dialogues.enums import LedgerFileKind
from dialogues.ledger.recording import record
from dialogues.models import LedgerFile
from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, NOBODY, Access, World
from tests.factories import ContactFactory, NewsFactory, StaffRoleFactory
from tests.factories.invitations import StaffInvitationFactory


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


def draft_news(world: World) -> list[int]:
    return [NewsFactory(dialogue=world.dialogue).pk]


def public_news(world: World) -> list[int]:
    return [NewsFactory(dialogue=world.dialogue, published_at=timezone.now()).pk]


def step_of_news(world: World) -> list[object]:
    return [*draft_news(world), "discard"]


def kept(world: World) -> list[str]:
    return [world.dialogue.slug]


def new_row(world: World) -> list[str]:
    return [world.dialogue.slug, "contacts"]


def row(world: World) -> list[object]:
    return [*new_row(world), ContactFactory(dialogue=world.dialogue).pk]


def invited(_world: World) -> list[int]:
    return [StaffInvitationFactory().pk]


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
    "news": Access(read=EVERYBODY),
    "news-one": Access(read=EVERYBODY, args=public_news),
    "workspace-news": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-news-new": Access(read=MANAGERS | ADMINISTRATOR, send=MANAGERS | ADMINISTRATOR),
    "workspace-news-one": Access(read=KEEPERS, send=KEEPERS, args=draft_news),
    "workspace-news-publish": Access(read=KEEPERS, send=KEEPERS, args=draft_news),
    "workspace-news-step": Access(read=NOBODY, send=KEEPERS, args=step_of_news),
    "dialogues": Access(read=EVERYBODY),
    "dialogue": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "workspace-dialogues": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-dialogue": Access(read=KEEPERS, args=kept),
    "workspace-dialogue-phase": Access(read=KEEPERS, send=KEEPERS, args=kept),
    "workspace-dialogue-texts": Access(read=KEEPERS, send=KEEPERS, args=kept),
    "workspace-dialogue-row-add": Access(read=KEEPERS, send=KEEPERS, args=new_row),
    "workspace-dialogue-row": Access(read=KEEPERS, send=KEEPERS, args=row),
    "workspace-dialogue-row-move": Access(read=NOBODY, send=KEEPERS, args=row),
    "workspace-dialogue-row-remove": Access(read=KEEPERS, send=KEEPERS, args=row),
    "workspace-staff": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-staff-add": Access(read=ADMINISTRATOR, send=ADMINISTRATOR),
    "workspace-staff-end": Access(read=ADMINISTRATOR, send=ADMINISTRATOR, args=role),
    "workspace-staff-invitation-again": Access(read=NOBODY, send=ADMINISTRATOR, args=invited),
    "workspace-staff-invitation-take-back": Access(read=NOBODY, send=ADMINISTRATOR, args=invited),
    "account-staff-invitation": Access(
        read=EVERYBODY, send=frozenset({"visitor"}), args=lambda _world: [token(StaffInvitationFactory())]
    ),
}
