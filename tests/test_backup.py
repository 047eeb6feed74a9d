"""What docs/operations/backup.sh wrote comes back by restore.sh: all of it, or nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from dialogue_portal.machine.postgres import binaries_of_the_package
from needs.models import Brief
from tests.published import published_statement

ROOT = Path(__file__).parents[1]
Script = Callable[..., subprocess.CompletedProcess]
pytestmark = pytest.mark.django_db(transaction=True)


def address_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """The address of another database on the same server, empty."""
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield address_of(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def script() -> Script:
    def run(name: str, folder: Path, database: str, files: Path) -> subprocess.CompletedProcess:
        environment = {
            **os.environ,
            "PATH": f"{binaries_of_the_package()}:{os.environ['PATH']}",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(files / "media"),
            "PRIVATE_ROOT": str(files / "private"),
        }
        command = ["sh", str(ROOT / "docs/operations" / name), str(folder)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def backup(script: Script, tmp_path: Path) -> Path:
    published_statement()
    Path(settings.PRIVATE_ROOT).mkdir(exist_ok=True)
    (Path(settings.PRIVATE_ROOT) / "attachment").write_bytes(b"for some alone")
    done = script("backup.sh", tmp_path / "backups", address_of(connection.settings_dict["NAME"]), tmp_path)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_a_backup_comes_back_on_another_machine_and_the_audit_finds_nothing_wrong(
    backup: Path, script: Script, elsewhere: str, tmp_path: Path
) -> None:
    assert sorted(path.name for path in backup.iterdir()) == ["checksums", "database.dump", "media.tar", "private.tar"]
    assert backup.stat().st_mode & 0o077 == 0
    there = tmp_path / "there"
    for folder in ("media", "private"):
        (there / folder).mkdir(parents=True)
    for _time in range(2):  # over an empty database, and over one that is full
        done = script("restore.sh", backup, elsewhere, there)
        assert done.returncode == 0, done.stderr
    for brief in Brief.objects.all():
        assert (there / "media" / str(brief.file)).read_bytes() == (settings.MEDIA_ROOT / str(brief.file)).read_bytes()
    assert (there / "private/attachment").read_bytes() == b"for some alone"
    environment = {**os.environ, "DATABASE_URL": elsewhere, "MEDIA_ROOT": str(there / "media")}
    audit = [sys.executable, "manage.py", "audit"]
    done = subprocess.run(audit, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_backup_that_is_damaged_is_not_begun_with(
    backup: Path, script: Script, elsewhere: str, tmp_path: Path
) -> None:
    with (backup / "media.tar").open("ab") as file:
        file.write(b"damage")
    assert script("restore.sh", backup, elsewhere, tmp_path).returncode != 0
    with psycopg.connect(elsewhere) as database:
        assert database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
