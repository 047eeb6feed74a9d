"""Starts what the parts need (a database of its own, a queue, the demo's data), runs them, prints one table."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.harness import load, machine, table
from dialogue_portal.machine import environment
from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.services import held, services

# Those of a group use what the ones before them made; each group has a database of its own
GROUPS = (
    ("render", "pages", "search", "downloads", "proxied", "processes"),
    ("sizes", "found"),  # a hundred thousand public needs
    ("needs", "desk"),  # as many of all states
    ("junk", "registrations", "meetings", "boards", "overload"),
    ("follows",),
)
PARTS = [part for group in GROUPS for part in group]


@contextmanager
def ground(folder: Path) -> Iterator[None]:
    """Django with an empty database and files that are gone afterwards, set up as in production: no debugging."""
    compile_catalogues()
    with (
        held(folder, f"process {os.getpid()}"),
        services(folder, keep_data=False) as both,
        tempfile.TemporaryDirectory(prefix="portal-bench-") as files,
    ):
        os.environ.update(environment.for_tests(Path(files), both.urls))
        os.environ.update(ALLOWED_HOSTS="*", LOG_LEVEL="WARNING")
        Path(os.environ["STATIC_ROOT"]).mkdir()
        import django
        from django.conf import settings

        # Static files need no collecting here: nobody asks for one
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        django.setup()
        with own_database():
            yield


@contextmanager
def own_database() -> Iterator[None]:
    from django.db import connection

    use(connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False))
    try:
        yield
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


@contextmanager
def copied() -> Iterator[None]:
    """What a group makes and what it has in memory is in no other's way."""
    from django.core.cache import cache
    from django.db import connection

    from core.drawing import TEXTS

    name = connection.settings_dict["NAME"]
    copy = f"{name}_copy"
    let_go()
    on_server(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)", f"CREATE DATABASE {copy} TEMPLATE {name}")
    use(copy)
    try:
        yield
    finally:
        use(name)
        on_server(f"DROP DATABASE {copy} WITH (FORCE)")
        cache.clear()
        TEXTS.forget()


def use(name: str) -> None:
    """The database of this process, and of those that it starts."""
    from django.db import connection

    let_go()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = url_of(name)


def let_go() -> None:
    """Of all connections, those of the pool too, which knows one database only."""
    from django.db import connection

    connection.close()
    connection.close_pool()


def on_server(*commands: str) -> None:
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        for command in commands:
            server.execute(command)


def url_of(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def main() -> None:
    parts = sys.argv[1:] or PARTS
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
    with ground(environment.LOCAL / "bench"):
        from django.db import connection

        from bench.data import publish_one

        publish_one()
        print(f"\n{datetime.now(UTC):%d %B %Y, %H:%M} UTC. {machine(connection.pg_version)}.")
        for group in GROUPS:
            if chosen := [part for part in group if part in parts]:
                with copied():
                    for part in chosen:
                        rows = import_module(f"bench.{part}").measure()
                        print(f"\nAfter {part} the load average is {load()}.\n\n{table(rows)}", flush=True)


if __name__ == "__main__":
    main()
