"""The demo as journeys want it: all that it tells, and no more papers printed than somebody could tell apart."""

from django.core.management import call_command
from django.utils import timezone

from core.pdf import Pdf
from dialogue_portal.demo import printing
from dialogues.ledger.files import add_rows
from dialogues.models import LedgerFile
from needs.models import Edition, Statement
from needs.publishing.briefs import render_brief


def load() -> None:
    """Records and packs of ledgers are as good as made: a journey that wants one makes it old."""
    printed: dict[str, Pdf] = {}

    def print_once(statement: Statement, language: str, edition: Edition) -> Pdf:
        if language not in printed:
            printed[language] = render_brief(statement, language, edition)
        return printed[language]

    printing.maker = lambda _edition: print_once
    call_command("load_demo", verbosity=0)
    add_rows()
    LedgerFile.objects.update(made_at=timezone.now())
