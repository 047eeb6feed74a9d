"""A database that was migrated once in a run, and copies of it for whoever needs one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
MADE_ONCE = ("demo", "migrated")
# No key and no trigger is asked, and what migrating wrote stays
EMPTY = """
DO $$
DECLARE filled regclass;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR filled IN
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
            AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
    LOOP
        EXECUTE format('DELETE FROM %s', filled);
    END LOOP;
END $$
"""


@contextmanager
def once(name: str) -> Iterator[bool]:
    """Whether this process is the first of the run to come here; the others wait until it is done."""
    with (folder_of_the_run() / f"{name}.once").open("a+") as note:
        flock(note, LOCK_EX)
        yield not note.seek(0, os.SEEK_END)
        note.write("done")


def migrated() -> str:
    """The name of a database with all tables, made by the first process that wants it."""
    name = of_the_run("migrated")
    with once("migrated") as is_first:
        if is_first:
            on_server(f"DROP DATABASE IF EXISTS {name}")  # of a process that did not come to its end
            on_server(f"CREATE DATABASE {name}")
            manage("migrate", DATABASE_URL=url_of(name))
    return name


def empty(connection: Any) -> None:
    """Deletes every row of Django's `connection`."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


def forget_made_once() -> None:
    for name in MADE_ONCE:
        on_server(f"DROP DATABASE IF EXISTS {of_the_run(name)} WITH (FORCE)")


def folder_of_the_run() -> Path:
    return Path(os.environ["MEDIA_ROOT"]).parent


def of_the_run(name: str) -> str:
    """A name for a database that no other run at the same server uses."""
    return f"{name}_{sha256(str(folder_of_the_run()).encode()).hexdigest()[:12]}"


@contextmanager
def copied(name: str, *, like: str) -> Iterator[str]:
    """The address of a copy of the database `like`, which is there for the length of the block."""
    on_server(f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield url_of(name)
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def manage(*command: str, **environ: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command, "-v", "0"], cwd=ROOT, env=os.environ | environ, check=True)


def on_server(sql: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql)


def url_of(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
