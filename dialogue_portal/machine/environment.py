"""What the settings read from the environment, for the demo, for the tests and for the checks."""

import os
import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"


def for_demo(port: int, urls: dict[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        **urls,
        "DJANGO_SETTINGS_MODULE": "dialogue_portal.settings",
        "PYTHONUNBUFFERED": "1",
        "DEMO": "1",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(LOCAL / "secret-key"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(LOCAL / "media"),
        "PRIVATE_ROOT": str(LOCAL / "private"),
        "PUBLIC_FILES_ROOT": str(LOCAL / "public"),
        "STATIC_ROOT": str(LOCAL / "static"),
    }


def for_tests(folder: Path, urls: dict[str, str]) -> dict[str, str]:
    return {
        **urls,
        "DJANGO_SETTINGS_MODULE": "dialogue_portal.settings",
        "DEBUG": "0",
        "DEMO": "0",
        "SECRET_KEY": "only-for-tests-and-checks-" + "x" * 24,
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "SITE_URL": "http://testserver",
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "PUBLIC_FILES_ROOT": str(folder / "public"),
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_URL": "memorymail://",
    }


def for_checks() -> dict[str, str]:
    """For tools that import the settings and ask no service anything."""
    urls = {"DATABASE_URL": "postgres://postgres@127.0.0.1:1/checks", "REDIS_URL": "redis://127.0.0.1:1/0"}
    return {**os.environ, **for_tests(LOCAL / "checks", urls), "PATH": path_with_venv()}


def path_with_venv() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def kept_secret(place: Path) -> str:
    """A random key that is made once and then stays, readable by its owner alone."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text()
