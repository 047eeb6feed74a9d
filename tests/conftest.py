from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.utils import translation

from tests.databases import migrated


def pytest_configure() -> None:
    """Passwords are hashed in no time (tests make many people), and static files need no collecting."""
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
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.PUBLIC_FILES_ROOT = tmp_path / "public"


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request leaves its language behind; each test starts in English."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def uncounted(request: pytest.FixtureRequest) -> None:
    """No try of an earlier test counts against a limit. Journeys share one running portal, whose work stays."""
    if "/flows/" not in str(request.node.path):
        cache.clear()


@pytest.fixture
def without_redis(settings) -> Iterator[None]:
    """Nothing listens at this port."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    yield
    LocMemCache("while Redis is away", {}).clear()
