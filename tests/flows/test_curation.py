"""The desk: a manager finds, joins, splits and undoes, and another manager sees it within seconds."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser

TITLE = "Goods to schools on quiet routes"
DESK = "/en/workspace/needs/?dialogue=emission-free-deliveries&state=accepted"


def tick_the_first(page: Page, count: int) -> None:
    """By keyboard: down from the search to the first row, space, j, and with shift all up to the last."""
    page.get_by_role("searchbox").press("ArrowDown")
    page.keyboard.press("Space")
    for _ in range(count - 1):
        page.keyboard.press("j")
    page.keyboard.press("Shift+Space")


def search(page: Page, text: str) -> None:
    with page.expect_response(re.compile(r"/workspace/needs/\?.*q=" + text)):
        page.get_by_role("searchbox").fill(text)
    expect(page.locator("#need-rows tbody tr").first).to_be_visible()


def join(page: Page, title: str) -> None:
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Join into a challenge")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("button", name="Make the challenge").click()


def split(page: Page) -> None:
    """Half of the first line goes to another challenge."""
    page.get_by_role("link", name=re.compile("^Needs$")).last.click()
    page.locator("a[id^=split-]").first.click()
    first = page.locator("input[name^=line-]").first
    first.fill("1")
    page.locator("select[name=challenge]").select_option(index=1)
    page.get_by_role("button", name="Split the demand").click()


def test_a_manager_finds_joins_splits_and_undoes_and_another_sees_it(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as manager, reader(browser, portal) as colleague:
        sign_in(colleague, "manager2@example.org")
        colleague.goto(DESK)
        colleague.locator("#need-rows tbody [name=need]").nth(4).check()
        sign_in(manager, "manager@example.org")
        manager.goto(DESK)
        search(manager, "school")
        tick_the_first(manager, 2)
        expect(manager.locator("#selection-count")).to_contain_text("2 needs chosen")
        look_over(manager)
        join(manager, TITLE)
        expect(manager.locator("#messages")).to_contain_text(f"2 needs joined into “{TITLE}”.")
        expect(manager.locator("#messages")).to_be_focused()
        look_over(manager)
        news = colleague.locator("#desk-news")
        expect(news).to_contain_text(f"2 needs joined into “{TITLE}”")
        look_over(colleague)
        news.get_by_role("button").click()
        expect(news).to_be_empty()
        expect(colleague.locator("#need-rows tbody [name=need]").nth(4)).to_be_checked()
        split(manager)
        expect(manager.locator("#shares")).to_contain_text(TITLE)
        look_over(manager)
        manager.locator("#messages").get_by_role("button", name="Undo").click()
        expect(manager.locator("#messages")).to_contain_text("Undone")
        expect(manager.locator("#shares")).to_have_count(0)
        expect(news).to_contain_text("undone")
        manager.goto("/en/workspace/needs/acts/")
        joined = manager.locator("li.act", has_text=f"2 needs joined into “{TITLE}”")
        joined.get_by_role("button", name="Undo").click()
        expect(manager.locator("#messages")).to_contain_text("Undone: 2 needs joined")


def test_what_is_ticked_is_counted_on_a_board_and_on_the_way_back_and_is_let_go_in_place(
    browser: Browser, portal: str
) -> None:
    with reader(browser, portal) as manager:
        sign_in(manager, "manager@example.org")
        chosen, ticked = manager.locator("#selection-count"), manager.locator("#need-list [name=need]:checked")
        manager.goto(f"{DESK}&way=challenges")
        for place in (0, 1):
            manager.locator(".need-card [name=need]").nth(place).check()
        expect(chosen).to_contain_text("2 needs chosen")
        manager.locator(".need-card [name=need]").first.press("a")
        expect(manager.get_by_role("button", name="Join into a challenge")).to_be_focused()
        look_over(manager)
        manager.goto(DESK)
        for place in (0, 1):
            manager.locator("#need-rows tbody [name=need]").nth(place).check()
        expect(chosen).to_contain_text("2 needs chosen")
        manager.locator("#need-rows tbody th a").first.click()
        expect(manager.locator("#need-rows")).to_have_count(0)
        manager.go_back()
        expect(ticked).to_have_count(2)
        expect(chosen).to_contain_text("2 needs chosen")
        manager.get_by_role("link", name="Choose none").click()
        expect(chosen).to_contain_text("No need chosen yet")
        expect(ticked).to_have_count(0)
        expect(manager.locator("#need-rows tbody [name=need]").first).to_be_focused()


def test_a_list_that_was_narrowed_is_kept_as_a_view_and_found_again(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as manager:
        sign_in(manager, "manager@example.org")
        manager.goto("/en/workspace/needs/")
        manager.locator("summary", has_text="Filters").click()
        for field, value in (("Country", "FI"), ("State", "accepted")):
            with manager.expect_response(re.compile(rf"/workspace/needs/\?.*{value}")):
                manager.get_by_role("combobox", name=field, exact=True).select_option(value)
        expect(manager.locator("#narrowed")).to_contain_text("State: Accepted")
        few = manager.locator("#need-count").inner_text()
        manager.locator("summary", has_text="Save this view").click()
        manager.get_by_label("Name of the view").fill("Finland, accepted")
        manager.get_by_role("button", name="Save this view").click()
        expect(manager.locator("#messages")).to_contain_text("“Finland, accepted” is saved")
        expect(manager.locator("#need-count")).to_have_text(few)
        marked = manager.get_by_role("navigation", name="What waits").locator("[aria-current]")
        expect(marked).to_have_text("Finland, accepted")
        search(manager, "school")
        expect(marked).to_have_count(0)


def test_a_card_is_dragged_to_the_page_of_the_act_that_leads_to_its_column(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as manager:
        sign_in(manager, "manager@example.org")
        manager.goto("/en/workspace/needs/?way=challenges&dialogue=emission-free-deliveries")
        column = manager.locator(".board-column[data-challenge]").first
        card = manager.locator('.board-column[data-key="none"] .need-card').first
        title = card.locator("a").first.inner_text()
        card.drag_to(column, target_position={"x": 20, "y": 20})
        expect(manager.get_by_role("heading", level=1)).to_have_text("Add to a challenge")
        expect(manager.get_by_role("checkbox", name=title)).to_be_checked()
        expect(manager.locator("select[name=challenge]")).to_have_value(str(column_key(manager)))
        look_over(manager)


def column_key(page: Page) -> str:
    """As the address has it."""
    return page.evaluate("new URLSearchParams(location.search).get('to')")
