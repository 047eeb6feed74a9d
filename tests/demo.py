"""The demo, loaded once in a run: a database to be copied, and its files."""

import os
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from core.pdf import Pdf
from dialogue_portal.demo import printing
from dialogues.ledger.files import add_rows
from dialogues.models import LedgerFile
from needs.models import Edition, Statement
from needs.publishing.briefs import render_brief
from tests.databases import folder_of_the_run, manage, migrated, of_the_run, on_server, once, url_of
from tests.plugin import MOST_PROCESSES, own_redis_database


def loaded() -> tuple[str, Path]:
    """The name of the database, and the folder of its files. The first process that wants it loads it."""
    folder, name = folder_of_the_run() / "demo", of_the_run("demo")
    with once("demo") as is_first:
        if is_first:
            for part in ("media", "private"):
                (folder / part).mkdir(parents=True)
            environ = settings_of(folder, url_of(name), "http://127.0.0.1")
            # While another process may still migrate
            manage("collectstatic", "--no-input", **environ | {"DJANGO_SETTINGS_MODULE": "tests.uncompressed"})
            on_server(f"CREATE DATABASE {name} TEMPLATE {migrated()}")
            manage("shell", "-c", "from tests.demo import load; load()", **environ)
    return name, folder


def settings_of(folder: Path, database_url: str, site: str) -> dict[str, str]:
    """Of a portal with the demo, as it is run."""
    return {
        **os.environ,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
        "DATABASE_URL": database_url,
        "REDIS_URL": own_redis_database(os.environ["REDIS_URL"], MOST_PROCESSES - 1),
        "DEMO": "1",
        "SITE_URL": site,
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "STATIC_ROOT": str(folder / "static"),
        "BRIEF_PATIENCE_SECONDS": "2",
        "LEDGER_FILES_SECONDS": "3600",
    }


def load() -> None:
    """All that it tells, and no more papers printed than somebody could tell apart.

    Records and packs of ledgers are as good as made: a journey that wants one makes it old.
    """
    printed: dict[str, Pdf] = {}

    def print_once(statement: Statement, language: str, edition: Edition) -> Pdf:
        if language not in printed:
            printed[language] = render_brief(statement, language, edition)
        return printed[language]

    printing.maker = lambda _edition: print_once
    call_command("load_demo", verbosity=0)
    add_rows()
    LedgerFile.objects.update(made_at=timezone.now())
