"""What axe does not see: the way of the keyboard, errors that take the focus, paper, and who asked for no motion."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser
CHALLENGE = "/en/challenges/emission-free-deliveries/"
# Each stop of the focus: whether it lies after the one before, has a size, and looks otherwise than without it,
# or its label does
STEPS = """() => {
    window.stops = 0;
    window.astray = [];
    let before = null, was = "";
    const drawn = (element) => {
        const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(element);
        return [outlineStyle, outlineColor, boxShadow].join();
    };
    const look = (element) => drawn(element) + drawn(element.closest("label, .ds-field") ?? element);
    document.addEventListener("focusin", ({ target }) => {
        const isBack = before && !(before.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);
        if (isBack || !target.getBoundingClientRect().width) astray.push(`order: ${target.outerHTML.slice(0, 80)}`);
        const isUnseen = before && look(before) === was && !before.matches(".ds-skip-link");
        if (isUnseen) astray.push(`unseen: ${before.outerHTML.slice(0, 80)}`);
        [before, was] = [target, look(target)];
        stops += 1;
    });
}"""


def links(page: Page) -> int:
    return page.locator("a[href]:visible, button:visible, summary:visible, input:visible:not([type=hidden])").count()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, "/fi/"),
        (None, CHALLENGE),
        (None, "/en/needs/"),
        ("manager@example.org", "/en/workspace/needs/"),
        ("manager@example.org", "/en/workspace/challenges/consolidated-city-deliveries/"),
        ("oslo@example.org", "/en/workspace/signing/"),
        ("supplier@example.org", "/en/workspace/"),
    ],
)
def test_tab_goes_through_a_page_in_its_order_and_focus_is_always_seen(
    browser: Browser, portal: str, who: str | None, path: str
) -> None:
    with reader(browser, portal) as page:
        if who:
            sign_in(page, who)
        page.goto(path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "ds-skip-link"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.goto(path)
        page.evaluate(STEPS)
        for _step in range(min(links(page), 60)):
            page.keyboard.press("Tab")
        assert page.evaluate("astray") == []
        assert page.evaluate("stops") > 20


def test_an_error_takes_the_focus_leads_to_its_field_and_is_read_with_it(browser: Browser, portal: str) -> None:
    with reader(browser, portal, quiet=False) as page:
        page.goto("/en/events/construction-review/register/")
        page.locator("[name=name]").fill("Aada Example")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator(".ds-error-summary")).to_be_focused()
        look_over(page)
        assert page.title().startswith("Error: ")
        page.locator(".ds-error-summary a", has_text="E-mail").first.press("Enter")
        email = page.locator("[name=email]")
        expect(email).to_be_focused()
        assert email.get_attribute("aria-invalid") == "true"
        said = [page.locator(f"[id='{name}']").inner_text() for name in email.get_attribute("aria-describedby").split()]
        assert all(said)
        assert page.locator("[name=name]").input_value() == "Aada Example"  # nothing typed is lost


def test_a_search_at_the_desk_is_told_to_who_does_not_see_it(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as page:
        sign_in(page, "manager@example.org", "sv")
        page.goto("/sv/workspace/needs/")
        foreign = page.locator("#need-rows th [lang]").first  # a title that has no Swedish is read in its own language
        assert foreign.get_attribute("lang") in {"en", "nb", "da", "fi", "is"}
        region = page.locator("[role=status], [aria-live=polite]")
        assert region.count() > 0
        page.locator("input[name=q]").fill("Trondheim")
        expect(page.locator("#need-rows tbody tr").first).to_contain_text("Trondheim")
        expect(region.filter(has_text="behov").first).to_be_attached()


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("workspace/needs/", ["Municipality", "Municipality", "State"]),
        ("workspace/events/", ["Title", "Title", "When"]),
        ("challenges/?view=table", ["Title", "Newest"]),
    ],
)
def test_what_sorts_a_list_has_the_focus_again_when_it_is_sorted(
    browser: Browser, portal: str, path: str, names: list[str]
) -> None:
    with reader(browser, portal) as page:
        sign_in(page, "manager@example.org")
        page.goto(f"/en/{path}")
        for name in names:
            sorter = page.locator("th, .found-links").locator("a, button").get_by_text(name, exact=True)
            before = page.url
            sorter.press("Enter")
            page.wait_for_url(lambda url, before=before: url != before)
            expect(sorter).to_be_focused()


def test_paper_has_all_figures_and_no_menus_and_nothing_moves_for_who_asked(browser: Browser, portal: str) -> None:
    with reader(browser, portal, reduced_motion="reduce") as page:
        page.goto("/en/")
        assert page.evaluate("getComputedStyle(document.querySelector('.card')).transitionDuration") == "1e-05s"
        page.goto(CHALLENGE)
        parts = page.locator("details.parts table").first
        assert not parts.is_visible()
        page.emulate_media(media="print")
        assert page.evaluate("document.querySelector('details.parts table').getBoundingClientRect().height") > 0
        assert not page.locator(".site-header").is_visible()
        assert not page.locator(".site-footer").is_visible()
