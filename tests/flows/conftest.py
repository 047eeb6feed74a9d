"""The whole portal as it is run, with the demo in it, and a real browser before it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from dialogue_portal.machine.chromium import find_chromium
from dialogue_portal.machine.demo import ALONE, answers
from dialogue_portal.machine.processes import Program, Running, running, tail
from dialogue_portal.machine.services import free_port
from tests import demo
from tests.databases import copied, url_of

PATIENCE = 30_000  # milliseconds: as long as Playwright waits for a button; a busy machine is no failure

COOKIE: Any = {"name": settings.SESSION_COOKIE_NAME, "domain": "127.0.0.1", "path": "/"}
BEGUN: dict[str, str] = {}  # what a session held when it had just begun, by the address of who signed in

LOGS = pytest.StashKey[Path]()
Started = tuple[str, Running, Running]
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="package")
def started(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Started]:
    """A portal's address, its worker with beat, and its web server, on a database of its own with the demo loaded."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    pytestconfig.stash[LOGS] = folder
    name, files = demo.loaded()
    with copied(f"journeys_{os.getpid()}", like=name) as url, ExitStack() as stack:
        for part in ("media", "private", "static"):
            shutil.copytree(files / part, folder / part)
        environ = demo.settings_of(folder, url, f"http://127.0.0.1:{port}")
        command = ["celery", "-A", "dialogue_portal", "worker", *ALONE, "-c", "2", "-B", "-s", f"{folder}/beat"]
        worker = stack.enter_context(running(program("worker", command, folder, environ)))
        command = ["gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
        web = stack.enter_context(running(program("web", command, folder, environ)))
        web.wait_until(lambda: answers(port), seconds=120)
        yield f"http://127.0.0.1:{port}", worker, web


@pytest.fixture
def portal(started: Started) -> str:
    """The address of a portal as it is run. A worker that ended says so here: its pages would only wait for ever."""
    address, *programs = started
    for each in programs:
        each.check()
    return address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With what failed comes what the portal's worker and web server said last."""
    report = yield
    if report.failed and (folder := item.config.stash.get(LOGS, None)):
        report.sections += [(log.stem, tail(log, lines=60)) for log in sorted(folder.glob("*.log"))]
    return report


def program(name: str, command: list[str], folder: Path, environ: dict[str, str]) -> Program:
    return Program(name, [sys.executable, "-m", *command], folder / f"{name}.log", environ=environ)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Playwright keeps a loop of events in this thread, in which Django would ask no database for later tests."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
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


def stay(page: Page) -> None:
    """Who would leave by the portal's name is asked first, and stays."""
    here = page.url
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator("header .brand").click()
    assert (asked.value.type, page.url) == ("beforeunload", here)


def sign_in(page: Page, email: str, language: str = "en") -> None:
    """By the form; who did so before gets a session as hers was then, as hashing a password takes as long as a page."""
    if email in BEGUN:
        page.context.add_cookies([{**COOKIE, "value": (key := token_hex(16))}])
        run_sql("INSERT INTO django_session VALUES (%s, %s, now() + interval '1 hour')", key, BEGUN[email])
    page.goto(f"/{language}/workspace/")
    if "/login/" not in page.url:
        return
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("nordic-demo")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**/{language}/workspace/")
    [key] = [cookie["value"] for cookie in page.context.cookies(page.url) if cookie["name"] == COOKIE["name"]]
    [(BEGUN[email],)] = run_sql("SELECT session_data FROM django_session WHERE session_key = %s", key)


def run_sql(statement: str, *values: str) -> list[tuple[Any, ...]]:
    """In the portal's database, past all triggers that would refuse it."""
    with psycopg.connect(url_of(f"journeys_{os.getpid()}")) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else []
