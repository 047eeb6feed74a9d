"""A workshop's board: two phones join by code, one goes offline and comes back; a note becomes a draft of a body."""

import pytest
from playwright.sync_api import Browser, Page

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
EVENT = "/en/workspace/events/furniture-information/boards/"


def make_board(manager: Page) -> tuple[str, str]:
    """The code for joining, and the board's address."""
    sign_in(manager, "manager@example.org")
    manager.goto(EVENT)
    manager.get_by_role("button", name="Make a code").click()
    code = manager.locator("main p strong").first.inner_text()
    manager.locator("[name=title]").fill("Furniture that goes round")
    manager.locator("[name=dots]").fill("2")
    manager.get_by_role("button", name="Make the board").click()
    manager.get_by_role("link", name="Go to the board").click()
    manager.get_by_role("button", name="Open the board").click()
    manager.get_by_role("button", name="Close the board").wait_for()
    return code, manager.url.partition("#")[0]


def join(page: Page, language: str, code: str) -> None:
    page.goto(f"/{language}/events/board/")
    page.locator("[name=code]").fill(code.lower())
    page.locator("main form button[type=submit]").click()
    page.locator("main form:has([name=named]) button[type=submit]").click()
    page.locator("[data-write] textarea").wait_for()


def put_down(page: Page, text: str) -> None:
    page.locator("[data-write] textarea").fill(text)
    page.locator("[data-write] button[type=submit]").click()


def on(page: Page, text: str) -> None:
    """Everybody sees it, without asking for the page again."""
    page.locator(".wall .slip-text", has_text=text).wait_for()


def test_a_workshop_from_joining_to_a_draft_of_a_body(browser: Browser, portal: str) -> None:
    with (
        reader(browser, portal) as manager,
        reader(browser, portal, **PHONE) as one,
        reader(browser, portal, quiet=False, **PHONE) as two,
    ):
        code, address = make_board(manager)
        join(one, "nb", code)
        join(two, "sv", code)
        put_down(one, "Stoler kan ikke repareres")
        on(two, "Stoler kan ikke repareres")
        on(manager, "Stoler kan ikke repareres")
        assert two.locator(".slip-text", has_text="Stoler").get_attribute("lang") == "nb"

        two.context.set_offline(True)
        put_down(two, "Reservdelar saknas")
        two.locator("[data-waiting] .slip-text", has_text="Reservdelar saknas").wait_for()
        two.locator("[data-offline]").wait_for()
        two.wait_for_timeout(1500)
        assert manager.locator(".slip-text", has_text="Reservdelar").count() == 0
        two.context.set_offline(False)
        on(manager, "Reservdelar saknas")
        two.locator("[data-waiting]").wait_for(state="hidden")
        assert manager.locator(".slip-text", has_text="Reservdelar").count() == 1, "sent once"

        manager.locator("#new-group").fill("Repair")
        manager.keyboard.press("Enter")
        one.locator(".wall-name", has_text="Repair").wait_for()
        slip = manager.locator(".slip", has_text="Stoler")
        slip.locator("select").select_option(label="Repair")
        slip.get_by_role("button", name="Move").click()
        one.locator(".wall-column", has_text="Repair").locator(".slip-text", has_text="Stoler").wait_for()

        given = two.locator(".slip", has_text="Stoler")
        for _dot in range(2):
            given.locator("[data-more]").click()
        manager.locator(".slip", has_text="Stoler").locator(".slip-count", has_text="2").wait_for()
        assert given.locator("[data-more]").is_disabled(), "both are given"
        given.locator("[data-fewer]").click()
        manager.locator(".slip", has_text="Stoler").locator(".slip-count", has_text="1").wait_for()

        gather(manager, two)
        remove_another_group(manager, one)
        for page in (one, manager):
            look_over(page)
        one.goto(f"{one.url.partition('?')[0]}?view=wall")
        look_over(one)
        one.go_back()
        manager.get_by_role("button", name="Close the board").click()
        one.locator("[data-write]").wait_for(state="hidden")
        propose(manager, address)
    with reader(browser, portal) as editor:
        sign_in(editor, "turku@example.org")
        editor.get_by_role("link", name="Furniture that can be repaired").click()
        editor.get_by_role("button", name="Take it over").click()
        editor.wait_for_url("**/write/today/")
        assert "Stoler kan ikke repareres" in editor.locator("textarea").first.input_value()


def remove_another_group(manager: Page, one: Page) -> None:
    """It is asked about once, and goes for everybody."""
    manager.locator("#new-group").fill("Plugs")
    manager.keyboard.press("Enter")
    plugs, mine = (page.locator(".wall-column:has(.wall-name:text-is('Plugs'))") for page in (one, manager))
    plugs.wait_for()
    mine.get_by_text("Change this group").click()
    remove = mine.get_by_role("button", name="Remove", exact=True)
    assert remove.count() == 0
    mine.get_by_text("Remove …").click()
    look_over(manager)
    remove.click()
    plugs.wait_for(state="detached")


def gather(manager: Page, two: Page) -> None:
    """Of dots that went along with a merged note, who gave them takes back as many as she wants."""
    two.locator(".slip", has_text="Reservdelar").locator("[data-more]").click()
    manager.locator(".slip", has_text="Reservdelar").locator(".slip-count", has_text="1").wait_for()
    manager.locator(".slip", has_text="Reservdelar").get_by_role("link", name="Merge or hide").click()
    manager.get_by_role("radio", name="Stoler kan ikke repareres").check()
    manager.get_by_role("button", name="Merge", exact=True).click()
    given = two.locator(".slip", has_text="Stoler")
    given.locator(".slip-given", has_text="2").wait_for()
    given.locator("[data-fewer]").click()
    manager.locator(".slip", has_text="Stoler").locator(".slip-count", has_text="1").wait_for()


def propose(manager: Page, address: str) -> None:
    manager.goto(address)
    manager.get_by_role("link", name="Settings and result").click()
    manager.get_by_role("checkbox", name="Stoler kan ikke repareres").check()
    manager.get_by_role("button", name="Propose a need").click()
    manager.locator("[name=body]").select_option(label="Turku")
    manager.locator("[name=category]").select_option(index=1)
    manager.locator("[name=title]").fill("Furniture that can be repaired")
    manager.get_by_role("button", name="Propose it").click()
    manager.get_by_text("Proposed to Turku").wait_for()
