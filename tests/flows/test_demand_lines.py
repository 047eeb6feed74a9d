"""Demand pasted from a spreadsheet with a bad cell in it, mended and stored; and CPV codes chosen while typing."""

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser

PASTED = "År\tMengde\tEnhet\n2031\t5\ttonn\n2032\t12,3x\tkg"


def test_who_leaves_demand_that_is_not_saved_is_asked_first(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        sign_in(page, "admin@example.org")
        page.goto("/en/workspace/needs/?state=returned")
        page.locator("#need-rows a").first.click()
        demand = f"{page.url}demand/"
        page.goto(demand)
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator("[name$='-year']").last.fill("2033")
        page.get_by_role("button", name="One more row").click()
        expect(page.locator("[name$='-year']").last).to_be_focused()
        with page.expect_event("dialog"):
            page.locator("nav.sections a[href$='/cpv/']").click()
        assert (asked, page.url) == (["beforeunload"], demand)
        page.locator("[name$='-year'][value='2033']").fill("")
        page.locator("#lines button[value=stay]").click()
        expect(page.locator("#messages")).to_be_visible()
        page.locator("nav.sections a[href$='/cpv/']").click()
        page.wait_for_url("**/cpv/")
        assert asked == ["beforeunload"]


def test_rows_from_a_spreadsheet_are_mended_and_stored_and_codes_are_chosen(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        sign_in(page, "admin@example.org")
        page.goto("/en/workspace/needs/?state=returned")
        page.locator("#need-rows a").first.click()
        need = page.url
        page.goto(f"{need}demand/")
        page.get_by_role("link", name="Bring lines in from a spreadsheet").click()
        page.get_by_label("Rows from a spreadsheet").fill(PASTED)
        page.get_by_label("Keep them and add these").check()
        page.get_by_role("button", name="Show what it makes").click()
        expect(page.get_by_role("group", name="This must be put right first")).to_be_focused()
        look_over(page)
        page.get_by_role("link", name="Row 3, Quantity: “12,3x” is not a number.").click()
        bad = page.get_by_label("Row 3, Quantity")
        expect(bad).to_be_focused()
        bad.fill("12,3")
        page.get_by_role("button", name="Check again").click()
        page.get_by_role("button", name="Store these lines").click()
        expect(page.get_by_text("2 lines are stored.")).to_be_visible()
        kept = page.locator("input[name$='-year'][value='2032']")
        expect(kept).to_have_count(1)
        before = page.locator("#lines tbody tr").count()
        page.get_by_role("button", name="One more row").click()
        expect(page.locator("#lines tbody tr")).to_have_count(before + 1)
        expect(page.get_by_label(f"Row {before + 1}, Year")).to_be_focused()
        look_over(page)

        page.goto(f"{need}cpv/")
        page.get_by_label("Search by word or code").press_sequentially("pakkeudb", delay=20)
        page.get_by_label("Parcel delivery services").check()
        page.evaluate("document.querySelector('#cpv-count').dataset.stays = ''")
        page.get_by_label("Search by word or code").fill("taxi")
        page.get_by_label("Taxi services").check()
        expect(page.get_by_label("Parcel delivery services")).to_be_checked()
        expect(page.locator("#cpv-count[data-stays]")).to_contain_text("found")
        look_over(page)
        page.get_by_role("button", name="Save the codes").click()
        expect(page.get_by_text("The CPV codes are saved.")).to_be_visible()
        for name in ("Taxi services", "Parcel delivery services"):
            expect(page.get_by_label(name)).to_be_checked()
