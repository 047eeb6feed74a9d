"""Walks over all pages: accessible by axe, whole at 320 px, readable without JavaScript, quiet about visitors."""

import os
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
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
# No time for what nobody reads: what passed, where on the page it stands, whether a style sheet turns the screen
OPTIONS = "{resultTypes: ['violations'], selectors: false, preload: false}"
IN_WORDS = "found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`))"
# What depends on colours and on room, and is asked once more of the same page, dark and on a phone
RULES_OF_A_LOOK = """{runOnly: {type: 'rule', values: ['aria-hidden-focus', 'bypass', 'color-contrast', 'empty-heading',
    'heading-order', 'link-in-text-block', 'page-has-heading-one', 'scrollable-region-focusable', 'target-size']}}"""
# What depends on texts: that each is there, and is marked as the language that it is in
RULES_OF_A_LANGUAGE = """{runOnly: {type: 'rule', values: ['aria-input-field-name', 'button-name', 'document-title',
    'empty-heading', 'empty-table-header', 'html-lang-valid', 'image-alt', 'label', 'landmark-unique', 'link-name',
    'list', 'svg-img-alt', 'target-size', 'valid-lang']}}"""


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


def troubles_of(page: Page) -> list[str]:
    """As it was opened, light and wide or dark and on a phone, then in the other way; so the next is opened."""
    found = troubles_as_it_is(page)
    is_wide = page.viewport_size == WIDE
    page.emulate_media(color_scheme="dark" if is_wide else "light")
    page.set_viewport_size(PHONE if is_wide else WIDE)
    return found + troubles_as_it_is(page)


def troubles_as_it_is(page: Page) -> list[str]:
    is_wide = page.viewport_size == WIDE
    found = violations(page, RULES if is_wide else RULES_OF_A_LOOK)
    return [*found, "too wide" if is_wide else "sticks out of a phone"] if too_wide(page) else found


def violations(page: Page, rules: str = RULES) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    return page.evaluate(f"axe.run(document, {{...{rules}, ...{OPTIONS}}}).then({IN_WORDS})")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


ROLES = [
    (None, PUBLIC, "en"),
    ("manager@example.org", WORKSPACE, "fi"),  # the longest words
    ("oslo@example.org", OWNER, "nb"),
    ("supplier@example.org", SUPPLIER, "sv"),
    ("admin@example.org", ADMINISTRATOR, "is"),
]
IN_ALL = [(who, places, language) for who, places, _one in ROLES for language in LANGUAGES]


@pytest.mark.parametrize(("who", "places", "language"), IN_ALL if os.environ.get("EVERY_LANGUAGE") else ROLES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, portal: str, who: str | None, places: dict, language: str
) -> None:
    troubles = {}
    with reader(browser, portal, quiet=False, color_scheme="light", viewport=WIDE) as page:
        if who:
            sign_in(page, who, language)
        for name in walk(page, places, language):
            if found := troubles_of(page):
                troubles[name] = found
    assert not troubles, troubles


@pytest.mark.parametrize("language", LANGUAGES[1:])  # in English they were walked above
def test_public_pages_speak_the_reader_s_language_and_fit_a_phone(browser: Browser, portal: str, language: str) -> None:
    with reader(browser, portal, quiet=False, color_scheme="dark", viewport=PHONE) as page:
        for name in walk(page, PUBLIC, language):
            assert page.locator("html").get_attribute("lang") == language, name
            assert not too_wide(page), name
            assert not violations(page, RULES_OF_A_LANGUAGE), name


def test_public_pages_need_no_javascript_set_no_cookie_and_ask_nobody_else(browser: Browser, portal: str) -> None:
    asked = set()
    with reader(browser, portal, quiet=False, java_script_enabled=False) as page:
        page.on("request", lambda request: asked.add(request.url))
        for name in walk(page, PUBLIC, "en"):
            assert page.locator("h1").count() == 1, name
            assert page.context.cookies() == [] or name.startswith("account_"), name
            page.context.clear_cookies()
    assert {address for address in asked if not address.startswith((portal, "data:"))} == set()
