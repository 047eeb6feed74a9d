"""The whole portal as it is run, with the demo in it, and a real browser before it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from dialogue_portal.machine.chromium import find_chromium
from dialogue_portal.machine.demo import answers
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one portal, so they run in one process."""
    for item in items:
        if "/flows/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with web server, worker and beat, on a database of its own with the demo loaded."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    with own_database() as database_url, ExitStack() as stack:
        environ = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DEMO": "1",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(folder / "private"),
            "STATIC_ROOT": str(folder / "static"),
            "BRIEF_PATIENCE_SECONDS": "2",
        }
        for command in (["migrate"], ["collectstatic", "--no-input"], ["load_demo"]):
            manage = [sys.executable, "manage.py", *command, "-v", "0"]
            subprocess.run(manage, cwd=settings.BASE_DIR, env=environ, check=True)
        web = ["gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
        worker = ["celery", "-A", "dialogue_portal", "worker", "-c", "2", "--beat", "-s", str(folder / "beat")]
        stack.enter_context(running(program("worker", worker, folder, environ)))
        server = stack.enter_context(running(program("web", web, folder, environ)))
        server.wait_until(lambda: answers(port), seconds=60)
        yield f"http://127.0.0.1:{port}"


def program(name: str, command: list[str], folder: Path, environ: dict[str, str]) -> Program:
    return Program(name, [sys.executable, "-m", *command], folder / f"{name}.log", environ=environ)


@contextmanager
def own_database() -> Iterator[str]:
    name = f"journeys_{os.getpid()}"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield chromium
        chromium.close()


@contextmanager
def reader(browser: Browser, base_url: str, *, quiet: bool = True, **options: object) -> Iterator[Page]:
    """A person with a browser of her own; if `quiet`, every script error and refused request fails the test."""
    context: BrowserContext = browser.new_context(base_url=base_url, accept_downloads=True, **options)
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: is_trouble(message) and troubles.append(message.text))
    try:
        yield page
        assert not (quiet and troubles), troubles
    finally:
        context.close()


def is_trouble(message: ConsoleMessage) -> bool:
    """htmx tells of requests that a newer one replaced, as they should be."""
    replaced = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
    return message.type == "error" and not replaced


def sign_in(page: Page, email: str, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/?next=/{language}/workspace/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("nordic-demo")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**/{language}/workspace/")
