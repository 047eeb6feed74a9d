"""The records and packs that are behind their ledgers."""

from core.backlogs import Backlog
from dialogues.models import LedgerFile

BACKLOGS = [
    Backlog("ledger_files", owed=LedgerFile.objects.owed, failed=LedgerFile.objects.given_up, since="latest_at")
]
