"""Walks over all pages: accessible by axe, whole at 320 px, readable without JavaScript, quiet about visitors."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.flows.conftest import reader, sign_in
from tests.flows.pages import ADMINISTRATOR, NO_PAGES, OWNER, PUBLIC, SUPPLIER, WORKSPACE
from tests.test_house import endpoints

pytestmark = pytest.mark.browser

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
LANGUAGES = [code for code, _ in settings.LANGUAGES]
LOOKS = {
    "light, wide": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark, 320 px": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


def test_every_page_is_on_the_list() -> None:
    assert set(endpoints()) == {
        name
        for name in {*PUBLIC, *WORKSPACE, *OWNER, *SUPPLIER, *ADMINISTRATOR, *NO_PAGES}
        if not name.startswith(("account_", "not "))
    }


def walk(page: Page, places: dict, language: str) -> Iterator[str]:
    """Opens one page after the other; some are found by following links."""
    for name, place in places.items():
        path, *links = [place] if isinstance(place, str) else place
        page.goto(f"/{language}/{path}")
        for link in links:
            page.goto(page.locator(link).first.get_attribute("href"))
        yield name


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("who", "places"),
    [
        (None, PUBLIC),
        ("manager@example.org", WORKSPACE),
        ("oslo@example.org", OWNER),
        ("supplier@example.org", SUPPLIER),
        ("admin@example.org", ADMINISTRATOR),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, portal: str, look: str, who: str | None, places: dict
) -> None:
    troubles = {}
    with reader(browser, portal, quiet=False, **LOOKS[look]) as page:
        if who:
            sign_in(page, who)
        for name in walk(page, places, "en"):
            found = violations(page) + (["sticks out"] if too_wide(page) else [])
            if found:
                troubles[name] = found
    assert not troubles, troubles


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_speak_the_reader_s_language_and_fit_a_phone(browser: Browser, portal: str, language: str) -> None:
    with reader(browser, portal, quiet=False, **LOOKS["dark, 320 px"]) as page:
        for name in walk(page, PUBLIC, language):
            assert page.locator("html").get_attribute("lang") == language, name
            assert not too_wide(page), name


def test_public_pages_need_no_javascript_set_no_cookie_and_ask_nobody_else(browser: Browser, portal: str) -> None:
    asked = set()
    with reader(browser, portal, quiet=False, java_script_enabled=False) as page:
        page.on("request", lambda request: asked.add(request.url))
        for name in walk(page, PUBLIC, "en"):
            assert page.locator("h1").count() == 1, name
            assert page.context.cookies() == [] or name.startswith("account_"), name
            page.context.clear_cookies()
    assert {address for address in asked if not address.startswith((portal, "data:"))} == set()
