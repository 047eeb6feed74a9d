"""Two companies ask the same; staff bundle, answer, check and release it; both read the same answer."""

import pytest
from playwright.sync_api import Browser, Page

from tests.flows.conftest import reader, sign_in

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
CHALLENGE = "/en/challenges/emission-free-deliveries/"
WORDS = "Which side doors must a van have at the loading docks of libraries?"
PUBLIC = "Which doors must a van have at libraries?"


def ask(page: Page, email: str, words: str) -> None:
    """From the button of the public page, through the sign-in, to the form."""
    page.goto(CHALLENGE)
    page.locator("main a[href*='/ask/challenge/']").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("nordic-demo")
    page.locator("main form button[type=submit]").first.click()
    page.locator("textarea[name=text]").fill(words)
    page.locator("select[name=language]").select_option("en")
    page.locator("main form button[type=submit]").click()
    page.get_by_text("Your question is sent").wait_for()


def write(manager: Page) -> None:
    """In all languages."""
    for code in LANGUAGES:
        manager.locator(f"[name=question_{code}]").fill(f"{PUBLIC} ({code})")
        manager.locator(f"[name=text_{code}]").fill(f"On the **right** side. ({code})")
    manager.get_by_role("button", name="Save the answer").click()
    manager.get_by_text("The answer is saved").wait_for()


def test_two_companies_ask_and_both_read_the_same_answer_at_the_same_moment(browser: Browser, portal: str) -> None:
    with (
        reader(browser, portal) as one,
        reader(browser, portal) as other,
        reader(browser, portal) as manager,
        reader(browser, portal) as second,
    ):
        ask(one, "supplier@example.org", WORDS)
        ask(other, "supplier2@example.org", WORDS.replace("must a van", "should the van"))
        sign_in(manager, "manager@example.org")
        manager.goto("/en/workspace/questions/?q=loading+docks")
        for box in manager.locator("input[name=question]").all():
            box.check()
        manager.get_by_role("button", name="Answer the ticked questions together").click()
        manager.wait_for_url("**/questions/answers/*/")
        write(manager)
        assert manager.locator("a[href$='/release/']").count() == 0, "nobody has checked it"
        sign_in(second, "manager2@example.org")
        second.goto(manager.url)
        second.locator("form[action$='/check/'] button").click()
        second.locator("a[href$='/release/']").click()
        assert PUBLIC not in one.request.get("/en/dialogues/emission-free-deliveries/questions/?q=libraries").text()
        second.locator("main form button[type=submit]").click()
        second.get_by_text("The answer is released").wait_for()
        read = []
        for page in (one, other):
            page.reload()
            page.get_by_role("link", name="Read the answer").click()
            page.get_by_role("heading", level=1, name=PUBLIC).wait_for()
            read.append((page.url, page.locator("main").inner_text()))
        assert read[0] == read[1]
        assert "Demo" not in read[0][1]
        for code in LANGUAGES:
            assert f"({code})" in one.request.get(read[0][0].replace("/en/", f"/{code}/")).text()
