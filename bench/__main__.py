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

from bench.harness import load, machine, table
from dialogue_portal.machine import environment
from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.services import held, services

PARTS = (
    "render",
    "pages",
    "search",
    "downloads",
    "proxied",
    "processes",
    "sizes",
    "needs",
    "desk",
    "found",
    "junk",
    "registrations",
    "meetings",
    "follows",
    "boards",
    "overload",
)


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

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    os.environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    try:
        yield
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def main() -> None:
    parts = sys.argv[1:] or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
    with ground(environment.LOCAL / "bench"):
        from django.db import connection

        from bench.data import publish_one

        publish_one()
        print(f"\n{datetime.now(UTC):%d %B %Y, %H:%M} UTC. {machine(connection.pg_version)}.")
        for part in parts:
            rows = import_module(f"bench.{part}").measure()
            print(f"\nAfter {part} the load average is {load()}.\n\n{table(rows)}", flush=True)


if __name__ == "__main__":
    main()
