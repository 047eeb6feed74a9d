"""What docs/operations/backup.sh wrote comes back by restore.sh: all of it, or nothing; and the keys beside it."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.utils import translation

from core.environment import Environment, Trimmed
from core.storage import DiskStorage, private_files
from dialogue_portal.machine.postgres import binaries_of_the_package
from needs.models import Brief
from suppliers.following.links import key_of, own_token
from tests.conftest import places_in
from tests.databases import empty
from tests.published import published_statement

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.django_db


def address_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """The address of another database on the same server, with a table that no release knows."""
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        with psycopg.connect(address_of(name)) as database:
            database.execute("CREATE TABLE later (id bigint)")
        yield address_of(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def script(
    name: str, folder: Path, database: str, files: Path, secrets: Path | None = None
) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "PATH": f"{binaries_of_the_package()}:{os.environ['PATH']}",
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(files / "media"),
        "PRIVATE_ROOT": str(files / "private"),
        "SECRETS_ROOT": str(secrets or files / "secrets"),
        "KEYS": str(files / "keys"),
    }
    command = ["sh", str(ROOT / "docs/operations" / name), str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """The folder of its files, its keys and its backup; what it published is in the database around all tests.

    It is committed, since other programs read it.
    """
    folder = tmp_path_factory.mktemp("portal")
    with django_db_blocker.unblock():
        try:
            with override_settings(**places_in(folder)), translation.override("en"):
                published_statement()
            back_up(folder)
            yield folder
        finally:
            empty(connection)


def back_up(portal: Path) -> None:
    (portal / "private").mkdir(exist_ok=True)
    (portal / "private/attachment").write_bytes(b"for some alone")
    (portal / "keys").mkdir()
    subprocess.run(["sh", str(ROOT / "docs/operations/secrets.sh"), str(portal / "secrets")], check=True)
    (portal / "secrets/secret_key").write_text(settings.SECRET_KEY + "\n")
    done = script("backup.sh", portal / "backups", address_of(connection.settings_dict["NAME"]), portal)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def backup(portal: Path, tmp_path: Path) -> Path:
    """The portal's, where the files and the keys of this test are copies of the portal's."""
    shutil.copytree(portal, tmp_path, dirs_exist_ok=True)
    [made] = (tmp_path / "backups").iterdir()
    return made


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Another machine's folders, without anything in them."""
    for folder in ("media", "private", "secrets"):
        (tmp_path / "there" / folder).mkdir(parents=True)
    (tmp_path / "there/secrets/secret_key_fallbacks").touch()
    return tmp_path / "there"


def restored(backup: Path, database: str, there: Path, secrets: Path) -> str:
    done = script("restore.sh", backup, database, there, secrets)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tables_of(database: str) -> list[str]:
    with psycopg.connect(database) as connected:
        found = connected.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in found]


def keys_of(backup: Path) -> Path:
    return backup.parents[1] / f"keys/{backup.name}.tar"


def audit(database: str, there: Path) -> subprocess.CompletedProcess:
    secret = {"SECRET_KEY_FILE": str(there / "secrets/secret_key")}
    environment = {**os.environ, "DATABASE_URL": database, "MEDIA_ROOT": str(there / "media"), **secret}
    command = [sys.executable, "manage.py", "audit"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def keys_in(there: Path) -> dict[str, Any]:
    """As the settings read them."""
    env = Environment()
    names = ("SECRET_KEY", "SECRET_KEY_FALLBACKS")
    env.ENVIRON = Trimmed(env={f"{name}_FILE": str(there / "secrets" / name.lower()) for name in names})
    return {"SECRET_KEY": env("SECRET_KEY"), "SECRET_KEY_FALLBACKS": env.list("SECRET_KEY_FALLBACKS", default=[])}


def test_a_backup_comes_back_on_another_machine_and_the_audit_finds_nothing_wrong(
    backup: Path, elsewhere: str, there: Path, tmp_path: Path
) -> None:
    whole = ["checksums", "database.dump", "media.tar", "private.tar", "secret_key.sha256"]
    assert sorted(path.name for path in backup.iterdir()) == whole
    assert backup.stat().st_mode & 0o077 == 0
    restored(backup, elsewhere, there, tmp_path / "secrets")
    with psycopg.connect(elsewhere) as database:  # full now, and of a later release
        database.execute("CREATE TABLE later (need bigint REFERENCES needs_need)")
    restored(backup, elsewhere, there, tmp_path / "secrets")
    assert "later" not in tables_of(elsewhere)
    for brief in Brief.objects.all():
        assert (there / "media" / str(brief.file)).read_bytes() == (settings.MEDIA_ROOT / str(brief.file)).read_bytes()
    assert (there / "private/attachment").read_bytes() == b"for some alone"
    (there / "secrets/secret_key").write_text("another-key" * 4)  # signatures and ledger need none
    done = audit(elsewhere, there)
    assert done.returncode == 0, done.stderr


@contextmanager
def saving() -> Iterator[None]:
    """Files come and go, for longer than one that takes its time is read."""
    is_over = Event()
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        with (Path(folder) / "large").open("wb") as large:
            large.truncate(30_000_000)

    def save() -> None:
        while not is_over.is_set():
            for storage in (DiskStorage(), private_files()):
                storage.delete(storage.save("news", ContentFile(b"come and gone")))

    saver = Thread(target=save)
    saver.start()
    try:
        yield
    finally:
        is_over.set()
        saver.join()


def test_a_backup_is_made_while_files_come_and_go(backup: Path, tmp_path: Path) -> None:
    with saving():
        done = script("backup.sh", tmp_path / "more", address_of(connection.settings_dict["NAME"]), tmp_path)
    assert done.returncode == 0, done.stderr
    for archive in ("media.tar", "private.tar"):
        with tarfile.open(Path(done.stdout.splitlines()[0]) / archive) as files:
            assert [name for name in files.getnames() if name.endswith(".part")] == []


@pytest.mark.parametrize("lost", ["media", "keys"])
def test_of_a_backup_that_fails_nothing_is_left(backup: Path, tmp_path: Path, lost: str) -> None:
    kept = sorted((tmp_path / "keys").iterdir())
    (tmp_path / lost).rename(tmp_path / "lost")
    done = script("backup.sh", tmp_path / "more", address_of(connection.settings_dict["NAME"]), tmp_path)
    assert done.returncode != 0
    assert list((tmp_path / "more").iterdir()) == []
    assert lost == "keys" or sorted((tmp_path / "keys").iterdir()) == kept


def test_the_keys_are_kept_apart_for_nobody_else_and_no_key_is_in_the_backup(backup: Path, tmp_path: Path) -> None:
    assert keys_of(backup).stat().st_mode & 0o777 == 0o600
    with tarfile.open(keys_of(backup)) as archive:
        assert set(archive.getnames()) == {path.name for path in (tmp_path / "secrets").iterdir()}
    key = settings.SECRET_KEY.encode()
    assert not any(key in path.read_bytes() for path in backup.iterdir())


def test_with_its_keys_sessions_and_links_hold_on_another_machine_and_with_another_key_it_says_what_does_not(
    backup: Path, elsewhere: str, there: Path
) -> None:
    link, session = own_token("a-follower"), SessionStore().encode({"of": "Aino"})

    def holds() -> tuple[str, dict]:
        with override_settings(**keys_in(there)):
            return key_of(link), SessionStore().decode(session)

    subprocess.run(["tar", "-xpf", keys_of(backup), "-C", there / "secrets"], check=True)
    assert "ANOTHER KEY" not in restored(backup, elsewhere, there, there / "secrets")
    both = ("a-follower", {"of": "Aino"})
    assert holds() == both

    key = (there / "secrets/secret_key").read_text()
    (there / "secrets/secret_key").write_text("another-key" * 4)
    said = restored(backup, elsewhere, there, there / "secrets")
    assert "ANOTHER KEY" in said
    assert "Everybody is signed out, and no link holds" in said
    assert holds() == ("", {})
    (there / "secrets/secret_key_fallbacks").write_text(key)
    assert holds() == both


def test_a_backup_that_is_damaged_is_not_begun_with(backup: Path, elsewhere: str, tmp_path: Path) -> None:
    with (backup / "media.tar").open("ab") as file:
        file.write(b"damage")
    assert script("restore.sh", backup, elsewhere, tmp_path).returncode != 0
    assert tables_of(elsewhere) == ["later"]


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(backup: Path, elsewhere: str, tmp_path: Path) -> None:
    dump = backup / "database.dump"
    os.truncate(dump, dump.stat().st_size // 2)
    listed = subprocess.run(["sha256sum", dump.name], cwd=backup, capture_output=True, text=True, check=True).stdout
    (backup / "checksums").write_text(listed)
    done = script("restore.sh", backup, elsewhere, tmp_path)
    assert (done.returncode == 0, "Restored" in done.stdout) == (False, False)
    assert tables_of(elsewhere) == ["later"]
