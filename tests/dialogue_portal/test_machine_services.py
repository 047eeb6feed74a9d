import os
import signal
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
import redis

from dialogue_portal.machine.services import FolderInUse, Services, held, services


@pytest.fixture
def folder():
    """Not pytest's own: each run of pytest closes that to other users, and PostgreSQL may be one."""
    with tempfile.TemporaryDirectory(prefix="portal-test-") as made:
        yield Path(made)


@pytest.fixture(scope="module")
def nothing_given():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("DATABASE_URL")
        environment.delenv("REDIS_URL")
        yield


@pytest.fixture(scope="module")
def both(nothing_given):
    """In a folder where an earlier start broke off."""
    with tempfile.TemporaryDirectory(prefix="portal-test-") as made:
        (Path(made) / "postgres.unfinished").mkdir()
        (Path(made) / "postgres.unfinished/PG_VERSION").write_text("half")
        with services(Path(made), keep_data=False) as both:
            yield both


def connect(both):
    """As Django does it, from the URL as django-environ reads it."""
    database = environ.Env.db_url_config(both.urls["DATABASE_URL"])
    return psycopg.connect(
        host=database["OPTIONS"]["host"], user=database["USER"], dbname=database["NAME"], autocommit=True
    )


def pids(both):
    return [server.process.pid for server in both.own]


def test_data_survives_a_stop_and_being_killed_outright_in_a_folder_with_any_name(nothing_given, folder):
    folder = folder / ("å b" * 30) / ".local"
    with services(folder, keep_data=True) as first, connect(first) as database:
        database.execute("create table kept as select 'Örebro' as name")
    with services(folder, keep_data=True) as second:
        with connect(second) as database:
            assert database.execute("select name from kept").fetchone() == ("Örebro",)
        os.kill(second.own[0].process.pid, signal.SIGKILL)
        second.own[0].process.wait()
    for pid in [*pids(first), *pids(second)]:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert (folder / "postgres/postmaster.pid").exists()
    with services(folder, keep_data=True) as third, connect(third) as database:
        assert database.execute("select name from kept").fetchone() == ("Örebro",)


def test_the_address_serves_other_clients_than_django_and_for_another_database_too(both):
    for name in ("portal", "postgres"):
        url = urlsplit(both.urls["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        with psycopg.connect(url) as database:
            assert database.execute("select current_database()").fetchone() == (name,)


def test_two_folders_run_side_by_side(both, folder):
    with (
        services(folder, keep_data=False) as others,
        redis.Redis.from_url(both.urls["REDIS_URL"]) as queue,
        redis.Redis.from_url(others.urls["REDIS_URL"]) as other_queue,
    ):
        queue.set("here", 1)
        assert other_queue.get("here") is None
        assert both.urls["DATABASE_URL"] != others.urls["DATABASE_URL"]


def test_a_data_folder_that_was_left_unfinished_is_made_anew(both):
    with connect(both) as database:
        assert database.execute("select 1").fetchone() == (1,)


def test_data_of_another_version_is_said_so_and_left_alone(nothing_given, folder):
    (folder / "postgres").mkdir()
    (folder / "postgres/PG_VERSION").write_text("9\n")
    with pytest.raises(SystemExit, match="was made by PostgreSQL 9 and this is"), services(folder, keep_data=True):
        pass


def test_services_that_the_environment_names_are_used_and_none_is_started(monkeypatch, folder):
    given = {"DATABASE_URL": "postgres://there/portal", "REDIS_URL": "redis://there/0"}
    for name, url in given.items():
        monkeypatch.setenv(name, url)
    with services(folder, keep_data=True) as both:
        assert both == Services(given, [])


def test_the_queue_lets_nobody_in_without_its_password(both):
    own = redis.Redis.from_url(both.urls["REDIS_URL"])
    stranger = redis.Redis(port=own.connection_pool.connection_kwargs["port"])
    with own, stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_a_folder_is_held_by_one_run_at_a_time_which_says_what_it_is(folder):
    with (
        held(folder, "the demo on port 8000"),
        pytest.raises(FolderInUse, match="the demo on port 8000"),
        held(folder, "another"),
    ):
        pass
    with held(folder, "the next"):
        assert (folder / "in-use").read_text() == "the next"
