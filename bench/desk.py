"""The curation desk in a real browser among a hundred thousand needs: how long a manager waits for each step.

DESK_NEEDS makes it fewer; DESK_SHOTS names a folder for a picture of each step.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from bench.data import manager
from bench.harness import Row, milliseconds
from dialogue_portal.machine.chromium import find_chromium
from dialogues.models import Dialogue
from needs import made_needs
from needs.models import Need

NEEDS, LIMIT, ROUNDS = int(os.environ.get("DESK_NEEDS", "100000")), 0.5, 3
LIST = "/en/workspace/needs/"


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """The browser tells what goes wrong."""


def measure() -> list[Row]:
    made_needs.make(max(0, NEEDS - Need.objects.count()), Dialogue.objects.order_by("pk"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    # Playwright runs a loop of its own in this thread, which has nothing to do with the database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    waits: dict[str, list[float]] = {}
    with portal() as address, signed_in(address) as page:
        for _ in range(ROUNDS):
            journey(page, waits)
    return [row(what, taken) for what, taken in waits.items()]


def row(what: str, taken: list[float]) -> Row:
    """The longest wait of all but the first round, which fills caches."""
    longest = max(taken[1:] or taken)
    return Row(f"{what}, among {NEEDS:,} needs", milliseconds(longest), "half a second", longest / LIMIT, "≤ 1")


@contextmanager
def portal() -> Iterator[str]:
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, application, server_class=Threaded, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        connections.close_all()


@contextmanager
def signed_in(address: str) -> Iterator[Page]:
    client = Client()
    client.force_login(manager())
    session = client.cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        yield context.new_page()
        browser.close()


def journey(page: Page, waits: dict[str, list[float]]) -> None:
    """Each step from the press of a key or button until what it leads to is there."""

    def step(what: str, do: Callable[[], object]) -> None:
        started = time.perf_counter()
        do()
        waits.setdefault(what, []).append(time.perf_counter() - started)
        if folder := os.environ.get("DESK_SHOTS"):
            page.screenshot(path=Path(folder) / f"{list(waits).index(what):02}.png", full_page=True)

    step("the table opens", lambda: page.goto(f"{LIST}?state=accepted", wait_until="domcontentloaded"))
    step("the board by state opens", lambda: page.goto(f"{LIST}?way=states", wait_until="domcontentloaded"))
    step("the board by challenge opens", lambda: page.goto(f"{LIST}?way=challenges", wait_until="domcontentloaded"))
    page.goto(f"{LIST}?state=accepted&free=on&dialogue=emission-free-deliveries")
    step("a word is searched", lambda: search(page, "schools"))
    step("two needs are ticked and summed up", lambda: tick(page, 2))
    step("the page to join them opens", lambda: press(page, "Join into a challenge"))
    page.get_by_label("Title", exact=True).fill("Schools together")
    step("they are joined", lambda: press(page, "Make the challenge"))
    challenge = page.url
    step("the challenge's needs open", lambda: page.goto(f"{challenge}needs/", wait_until="domcontentloaded"))
    step("the page to split one opens", lambda: page.locator("a[id^=split-]").first.click())
    page.locator("input[name^=line-]").first.fill("1")
    page.locator("select[name=challenge]").select_option(index=1)
    step("its demand is split", lambda: press(page, "Split the demand"))
    step("the split is undone", lambda: press(page, "Undo"))
    page.goto(f"{LIST}?state=submitted&dialogue=emission-free-deliveries")
    page.locator("[data-all]").check()
    step("the page to accept 50 opens", lambda: press(page, "Accept"))
    step("50 needs are accepted", lambda: press(page, "Accept the needs"))
    step("that is undone", lambda: press(page, "Undo"))
    page.goto(f"{LIST}acts/")
    step("joining is undone", lambda: page.locator("li.act form button").last.click() or page.wait_for_load_state())


def search(page: Page, text: str) -> None:
    with page.expect_response(re.compile("q=" + text)):
        page.get_by_role("searchbox").fill(text)
    page.locator(".narrowed", has_text=text).wait_for()


def tick(page: Page, count: int) -> None:
    boxes = page.locator("#need-rows tbody [name=need]")
    for place in range(count):
        boxes.nth(place).check()
    page.locator("#selection-count", has_text=f"{count} needs").wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("domcontentloaded")
