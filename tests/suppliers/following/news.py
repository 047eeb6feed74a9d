"""What the market is told in these tests."""

from typing import Any

from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.models import Dialogue, LedgerEntry
from tests.factories import DialogueFactory


def told(dialogue: Dialogue | None = None, *topics: str, **changes: Any) -> LedgerEntry:
    dialogue = dialogue or DialogueFactory()
    said = {
        "subject": dialogue,
        "titles": {"en": "Vans", "nb": "Varebiler"},
        "page": ("dialogue", [dialogue.slug]),
        "topics": topics,
    }
    return record(dialogue, changes.pop("kind", LedgerKind.NOTICE), **{**said, **changes})
