"""Walks over all pages: accessible by axe, whole at 320 px, readable without JavaScript, quiet about visitors."""

import os
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import AXE, too_wide, violations
from tests.flows.pages import ADMINISTRATOR, NO_PAGES, OWNER, PUBLIC, SUPPLIER, WORKSPACE
from tests.test_house import endpoints

pytestmark = pytest.mark.browser

LANGUAGES = [code for code, _ in settings.LANGUAGES]
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=320, height=640)
# What depends on colours and on room, and is asked once more of the same page, dark and on a phone
RULES_OF_A_LOOK = """{runOnly: {type: 'rule', values: ['aria-hidden-focus', 'bypass', 'color-contrast', 'empty-heading',
    'heading-order', 'link-in-text-block', 'page-has-heading-one', 'scrollable-region-focusable', 'target-size']}}"""
# What depends on texts: that each is there, and is marked as the language that it is in
RULES_OF_A_LANGUAGE = """{runOnly: {type: 'rule', values: ['aria-input-field-name', 'button-name', 'document-title',
    'empty-heading', 'empty-table-header', 'html-lang-valid', 'image-alt', 'label', 'landmark-unique', 'link-name',
    'list', 'svg-img-alt', 'target-size', 'valid-lang']}}"""
# Of rows, options and marks that are made alike two are looked at, and each that is made differently: by its elements,
# what they say of themselves, and whether there is a text or none
ONE_OF_EACH = """() => {
    const own = /^(id|name|value|for|href|action|datetime|src|content|title|aria-(label.*|describedby|controls))$/;
    const drawn = /^(d|points|[xy][12]?|r|c[xy]|width|height|transform)$/;
    const said = (one) => drawn.test(one.name) ? '' : one.name + (own.test(one.name) ? Boolean(one.value) : one.value);
    const made = (node) => node.nodeType === 3 ? (node.data.trim() ? '.' : '') : node.nodeType !== 1 ? ''
        : `<${node.tagName} ${[...node.attributes].map(said)}>${[...node.childNodes].map(made).join('')}</>`;
    for (const parent of document.body.querySelectorAll('*')) {
        if (parent.childElementCount < 3 || !parent.isConnected) continue;
        const seen = {};
        for (const child of [...parent.children]) {
            const kind = made(child);
            seen[kind] = (seen[kind] ?? 0) + 1;
            if (seen[kind] > 2) child.remove();
        }
    }
}"""


def test_every_page_is_on_the_list() -> None:
    assert set(endpoints()) == {
        name
        for name in {*PUBLIC, *WORKSPACE, *OWNER, *SUPPLIER, *ADMINISTRATOR, *NO_PAGES}
        if not name.startswith(("account_", "not "))
    }


# Around each page is the same: it is looked at on the first one
WITHOUT_FRAME = """() => {
    for (const part of document.querySelectorAll('.site-header, .site-footer, .workspace-nav, .demo-bar')) {
        part.replaceChildren();
    }
}"""


def walk(page: Page, places: dict, language: str) -> Iterator[str]:
    """Opens one page after the other; some are found by following links, each of which is looked for once."""
    leads: dict[tuple[str, str], str] = {}
    for name, place in places.items():
        path, *links = [place] if isinstance(place, str) else place
        at = f"/{language}/{path}"
        for link in links:
            if (at, link) not in leads:
                page.goto(at)
                leads[at, link] = page.locator(link).first.get_attribute("href") or ""
            at = leads[at, link]
        page.goto(at)
        yield name


def troubles_of(page: Page, *, with_frame: bool) -> list[str]:
    """Whole, wide and on a phone; then one of each thing on it, on a phone and wide again."""
    found = ["too wide"] if too_wide(page) else []
    found += ["leads nowhere"] * page.locator("main a[href='']").count()
    turn(page, "dark", PHONE)
    found += ["sticks out of a phone"] if too_wide(page) else []
    page.evaluate(ONE_OF_EACH)
    if not with_frame:
        page.evaluate(WITHOUT_FRAME)
    found += violations(page, RULES_OF_A_LOOK)
    turn(page, "light", WIDE)
    return found + violations(page)


def turn(page: Page, scheme: Literal["light", "dark"], size: ViewportSize) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)


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
        page.add_init_script(path=AXE)
        for name in walk(page, places, language):
            if found := troubles_of(page, with_frame=name == next(iter(places))):
                troubles[name] = found
    assert not troubles, troubles


@pytest.mark.parametrize("language", LANGUAGES[1:])  # in English they were walked above
def test_public_pages_speak_the_reader_s_language_and_fit_a_phone(browser: Browser, portal: str, language: str) -> None:
    """Each page in Finnish, whose words are the longest, and most in one more; in one axe looks at its texts."""
    places = dict(public_in(language))
    with reader(browser, portal, quiet=False, color_scheme="dark", viewport=PHONE) as page:
        for name in walk(page, places, language):
            assert page.locator("html").get_attribute("lang") == language, name
            assert not too_wide(page), name
            if language == own_language(name):
                page.evaluate(ONE_OF_EACH)
                assert not violations(page, RULES_OF_A_LANGUAGE), name


def public_in(language: str) -> Iterator[tuple[str, Any]]:
    for name, place in PUBLIC.items():
        if language in {"fi", own_language(name)} or os.environ.get("EVERY_LANGUAGE"):
            yield name, place


def own_language(name: str) -> str:
    others = LANGUAGES[1:]
    return others[list(PUBLIC).index(name) % len(others)]


def test_public_pages_need_no_javascript_set_no_cookie_and_ask_nobody_else(browser: Browser, portal: str) -> None:
    asked = set()
    with reader(browser, portal, quiet=False, java_script_enabled=False) as page:
        page.on("request", lambda request: asked.add(request.url))
        for name in walk(page, PUBLIC, "en"):
            assert page.locator("h1").count() == 1, name
            assert page.context.cookies() == [] or name.startswith("account_"), name
            page.context.clear_cookies()
    assert {address for address in asked if not address.startswith((portal, "data:"))} == set()
