"""Walks over all pages: accessible by axe, whole at 320 px, readable without JavaScript, quiet about visitors."""

import os
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Response, ViewportSize

from core.kept_forms import resolved
from dialogue_portal.demo.people import PASSWORD
from tests.flows.conftest import reader, sign_in
from tests.flows.looking import AXE, too_wide, violations
from tests.flows.pages import ADMINISTRATOR, NO_PAGES, OWNER, PUBLIC, STATUSES, SUPPLIER, WORKSPACE
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
# Whether what stays on top is higher than the room that is left for it where something is jumped to
COVERS = """() => {
    const room = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
    const stays = ({ position, top }) => position === 'sticky' && top === '0px';
    const isInPane = (one) => one !== document.body
        && (getComputedStyle(one).overflowY !== 'visible' || isInPane(one.parentElement));
    const covers = (one) => one.offsetHeight > room && stays(getComputedStyle(one)) && !isInPane(one.parentElement);
    return [...document.body.querySelectorAll('*')].some(covers);
}"""


def test_every_page_is_on_the_list() -> None:
    assert set(endpoints()) == {
        name
        for name in {*PUBLIC, *WORKSPACE, *OWNER, *SUPPLIER, *ADMINISTRATOR, *NO_PAGES}
        if not {" ", "_"} & set(name)  # what a page is besides, and allauth's
    }


# Around each page is the same: it is looked at on the first one
WITHOUT_FRAME = """() => {
    for (const part of document.querySelectorAll('.site-header, .site-footer, .workspace-nav, .demo-bar')) {
        part.replaceChildren();
    }
}"""


def walk(page: Page, places: dict, language: str) -> Iterator[str]:
    """Opens each page once, and reads on it the links by which others are found; these come after it.

    Each is the page that it is called after, unless its name says what it is not.
    """
    ways = {
        name: [f"/{language}/{place}"] if isinstance(place, str) else [f"/{language}/{place[0]}", *place[1:]]
        for name, place in places.items()
    }
    leads: dict[tuple[str, str], str] = {}

    def come_to(way: list[str]) -> tuple[str, list[str]]:
        """As far as the links on it are known, and those that are not."""
        at, *links = way
        while links and (at, links[0]) in leads:
            at = leads[at, links.pop(0)]
        return at, links

    def visit(address: str) -> int:
        answer = page.goto(address)
        if "/reauthenticate/?next=" in page.url:
            answer = confirm(page, address)
        for at, links in map(come_to, ways.values()):
            if at == address and links:
                leads[at, links[0]] = page.locator(links[0]).first.get_attribute("href") or ""
        return answer.status if answer else 0

    for name, way in sorted(ways.items(), key=lambda item: len(item[1])):
        while True:
            address, links = come_to(way)
            status = visit(address)
            if not links:
                break
        called = name if name.startswith("not ") else name_of(page.url)
        assert (called, status) == (name, STATUSES.get(name, 200)), page.url
        yield name


def confirm(page: Page, address: str) -> Response | None:
    """Who signed in some minutes ago shows once more who she is."""
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{address}")
    return page.goto(address)


def name_of(address: str) -> str | None:
    place = resolved(urlsplit(address).path)
    return place.url_name if place else None


def troubles_of(page: Page, *, with_frame: bool) -> list[str]:
    """Whole, wide and on a phone; then one of each thing on it, on a phone and wide again."""
    found = ["too wide"] if too_wide(page) else []
    found += ["leads nowhere"] * page.locator("main a[href='']").count()
    turn(page, "dark", PHONE)
    found += ["covers what is jumped to"] if page.evaluate(COVERS) else []
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
    """Nor is anybody else asked for anything, and who only reads is given no cookie."""
    troubles, asked = {}, set[str]()
    with reader(browser, portal, quiet=False, color_scheme="light", viewport=WIDE) as page:
        page.on("request", lambda request: asked.add(request.url))
        if who:
            sign_in(page, who, language)
        page.add_init_script(path=AXE)
        for at, name in enumerate(walk(page, places, language)):
            found = troubles_of(page, with_frame=at == 0)
            if not who:
                found += cookies(page, name)
            if found:
                troubles[name] = found
    assert not troubles, troubles
    assert {address for address in asked if not address.startswith((portal, "data:"))} == set()


def cookies(page: Page, name: str) -> list[str]:
    """Those of a page that is none of allauth's, on which one signs in; afterwards there are none, for the next."""
    found = [f"cookie {cookie['name']}" for cookie in page.context.cookies() if "_" not in name]
    page.context.clear_cookies()
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in ("en", "fi")])
def test_public_pages_speak_the_reader_s_language(browser: Browser, portal: str, language: str) -> None:
    """Each page in one language; axe looks at its texts, on a phone in the dark."""
    with reader(browser, portal, quiet=False, color_scheme="dark", viewport=PHONE) as page:
        for name in walk(page, spoken(language), language):
            assert page.locator("html").get_attribute("lang") == language, name
            assert not too_wide(page), name
            page.evaluate(ONE_OF_EACH)
            assert not violations(page, RULES_OF_A_LANGUAGE), name


def spoken(language: str) -> dict[str, Any]:
    """A quarter of the pages."""
    others = [code for code in LANGUAGES if code not in ("en", "fi")]
    return {
        name: place
        for at, (name, place) in enumerate(PUBLIC.items())
        if others[at % len(others)] == language or os.environ.get("EVERY_LANGUAGE")
    }


def test_public_pages_fit_a_phone_and_need_no_javascript(browser: Browser, portal: str) -> None:
    """In Finnish, whose words are the longest."""
    with reader(browser, portal, quiet=False, java_script_enabled=False, viewport=PHONE) as page:
        for name in walk(page, PUBLIC, "fi"):
            assert page.locator("html").get_attribute("lang") == "fi", name
            assert page.locator("h1").count() == 1, name
            assert not too_wide(page), name
