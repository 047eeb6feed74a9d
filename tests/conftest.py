import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, transaction
from django.test import RequestFactory, TransactionTestCase, override_settings
from django.utils import translation

from core.kept_forms import resolved
from tests.databases import empty, migrated

KEPT = ExitStack()  # around the tests of a file that start from what it made once


def pytest_configure() -> None:
    """Passwords are hashed in no time (tests make many people), and static files need no collecting.

    After a test with transactions of its own Django would truncate every table and write all permissions again.
    """
    TransactionTestCase._fixture_teardown = lambda _test: empty(connection)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool) -> None:
    """The tests' database is a copy of one that was migrated once for all processes of the run."""
    if not django_db_keepdb:
        connection.settings_dict["TEST"].update(TEMPLATE=migrated(), MIGRATE=False)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path: Path) -> None:
    """Each test has its own folder for uploaded and made files."""
    for name, place in places_in(tmp_path).items():
        setattr(settings, name, place)


def places_in(folder: Path) -> dict[str, Path]:
    return {"MEDIA_ROOT": folder / "media", "PRIVATE_ROOT": folder / "private", "PUBLIC_FILES_ROOT": folder / "public"}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test with transactions of its own comes after the others of its file, and finds nothing of what they share."""
    marked = item.get_closest_marker("django_db")
    if marked and marked.kwargs.get("transaction"):
        KEPT.close()


@pytest.fixture(scope="module")
def kept(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[tuple[Any, Path]]:
    """What the file's `make_once` makes, and the folder of its files: once, and around all tests of the file."""
    folder = tmp_path_factory.mktemp("kept")
    with KEPT:
        KEPT.enter_context(django_db_blocker.unblock())
        KEPT.enter_context(transaction.atomic())
        KEPT.callback(transaction.set_rollback, True)
        with override_settings(**places_in(folder)), translation.override("en"):
            thing = request.module.make_once()
        yield thing, folder


@pytest.fixture
def made(kept: tuple[Any, Path], db: None, own_files: None) -> Any:
    """A copy of it for one test, which leaves nothing behind in it."""
    thing, folder = kept
    shutil.copytree(folder, Path(settings.MEDIA_ROOT).parent, dirs_exist_ok=True)
    return deepcopy(thing)


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request leaves its language behind; each test starts in English."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def uncounted(request: pytest.FixtureRequest) -> None:
    """No try of an earlier test counts against a limit. Journeys share one running portal, whose work stays."""
    if "/flows/" not in str(request.node.path):
        cache.clear()


@pytest.fixture(autouse=True)
def sent_twice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that says that it sends a form twice does so: to one address, with the same words."""
    named = {name for mark in request.node.iter_markers("sent_twice") for name in mark.args}
    posts: list[tuple[str, Any]] = []
    send = RequestFactory.generic

    def generic(self: RequestFactory, method: str, path: str, data: Any = "", *args: Any, **kwargs: Any) -> Any:
        if method == "POST":
            posts.append((path, data))
        return send(self, method, path, data, *args, **kwargs)

    if named:
        monkeypatch.setattr(RequestFactory, "generic", generic)
    yield
    twice = {urlsplit(path).path for (path, _data), times in Counter(posts).items() if times > 1}
    assert named - {place.url_name for path in twice if (place := resolved(path))} == set()


@pytest.fixture
def without_redis(settings) -> Iterator[None]:
    """Nothing listens at this port."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    yield
    LocMemCache("while Redis is away", {}).clear()
