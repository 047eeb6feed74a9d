"""Choosing a body in the register with the keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import reader
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser


def form(page: Page, language: str = "en") -> None:
    page.goto(f"/{language}/interest/in/circular-furniture/")


def chosen(page: Page) -> str:
    return page.locator("input[name=municipality_pk]").input_value()


def test_a_body_is_found_and_chosen_with_the_keyboard(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        form(page)
        line, said = page.get_by_role("combobox", name="Your municipality"), page.locator("[data-picker] [role=status]")
        line.press_sequentially("heroy", delay=20)
        expect(line).to_have_attribute("aria-expanded", "true")
        expect(said).to_have_text("2 suggestions, choose with the arrow keys")
        offered = page.get_by_role("listbox", name="Your municipality").get_by_role("option")
        expect(offered).to_have_count(3)
        for key, place in (
            ("ArrowDown", 0),
            ("End", 2),
            ("Home", 0),
            ("ArrowUp", None),
            ("ArrowUp", 2),
            ("ArrowUp", 1),
        ):
            line.press(key)
            assert place_of_active(page) == place
        expect(offered.nth(1)).to_have_attribute("aria-selected", "true")
        look_over(page)
        line.press("Enter")
        expect(line).to_have_value("Herøy")
        expect(line).to_have_attribute("aria-expanded", "false")
        expect(said).to_contain_text("Nordland")
        assert chosen(page)
        assert page.url.endswith("/circular-furniture/")
        line.press_sequentially("x")
        assert chosen(page) == ""


def place_of_active(page: Page) -> int | None:
    """Of the active option among those offered; the focus stays in the line meanwhile."""
    return page.evaluate(
        """() => {
          const active = document.activeElement.getAttribute("aria-activedescendant");
          const ids = [...document.querySelectorAll("[role=option]")].map((option) => option.id);
          return active ? ids.indexOf(active) : null;
        }"""
    )


def test_escape_and_leaving_close_the_list_and_keep_what_was_written(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        form(page)
        line = page.get_by_role("combobox", name="Your municipality")
        for key in ("Escape", "Tab"):
            line.fill("")
            line.press_sequentially("bod", delay=20)
            expect(line).to_have_attribute("aria-expanded", "true")
            line.press(key)
            expect(line).to_have_attribute("aria-expanded", "false")
            expect(line).to_have_value("bod")


def test_who_is_not_in_the_list_is_led_to_the_description(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        form(page)
        line = page.get_by_role("combobox", name="Your municipality")
        line.press_sequentially("zzzz", delay=20)
        option = page.get_by_role("listbox", name="Your municipality").get_by_role("option")
        expect(option).to_have_text("Our organisation is not in the list")
        line.press("ArrowDown")
        line.press("Enter")
        expect(page.locator("input[name=body_name]")).to_be_focused()
        expect(page.locator("input[name=body_name]")).to_have_value("zzzz")
        expect(line).to_have_value("")


def test_without_javascript_the_register_is_a_list_that_leads_back_to_the_form(portal: str, browser: Browser) -> None:
    with reader(browser, portal, java_script_enabled=False) as page:
        form(page)
        page.get_by_role("link", name="Choose from the list by country").click()
        page.get_by_role("link", name="Norway").click()
        page.get_by_role("link", name="Bodø").click()
        expect(page.get_by_role("textbox", name="Your municipality")).to_have_value("Bodø")
        assert chosen(page)
