"""A visitor comes to an event: waits for a seat, gets one, is checked in at the door without network, and cancels."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over
from tests.flows.test_coming_in import follow_link

pytestmark = pytest.mark.browser

EVENT = "construction-review"
NAME, EMAIL = "Þórunn Wæver-Ödman", "thorunn.waever@example.org"
PLACE = "/events/registration/"


def register(page: Page) -> None:
    page.goto(f"/en/events/{EVENT}/")
    page.get_by_role("link", name="Register for the waiting list").click()
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=organisation]").fill("Example Machines")
    page.get_by_label("a company").check()
    page.wait_for_timeout(3500)  # nobody fills in a form in less: the portal takes that for a program
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/register/sent/")


def raise_capacity(staff: Page) -> None:
    sign_in(staff, "manager@example.org")
    staff.locator("main").get_by_role("link", name=re.compile("20 registered, 3 waiting")).click()
    staff.get_by_role("link", name="Terms and limits").click()
    staff.locator("[name=capacity]").fill("24")
    staff.locator("main form button[type=submit]").click()
    expect(staff.locator("main")).to_contain_text("23 of 24 taken")
    look_over(staff)


def wait_until_kept(staff: Page) -> None:
    """Until the page is among what the telephone keeps. Playwright's own waiting would evaluate a text in the page."""
    kept = "async () => Boolean(navigator.serviceWorker.controller && await caches.match(document.location.pathname))"
    for _try in range(300):
        if staff.evaluate(kept):
            return
        staff.wait_for_timeout(100)
    raise AssertionError("the page is not kept for when there is no network")


def check_in(staff: Page) -> None:
    """The telephone loses the network; what is done meanwhile is sent later, also after the page was opened anew."""
    staff.get_by_role("link", name="Check-in").click()
    wait_until_kept(staff)
    staff.context.set_offline(True)
    staff.get_by_label("Name or organisation").fill("thorunn waever")
    guest = staff.locator("[data-code]:visible")
    expect(guest).to_have_count(1)
    staff.get_by_role("button", name=f"Check in {NAME}").click()
    expect(guest).to_contain_text("Not sent yet")
    expect(staff.get_by_role("status")).to_contain_text("No network. Go on")
    staff.reload()
    expect(staff.locator("[data-state=unsent]")).to_contain_text(NAME)
    look_over(staff)
    staff.context.set_offline(False)
    staff.evaluate("dispatchEvent(new Event('online'))")
    expect(staff.locator("[data-state=here]")).to_contain_text(NAME)
    staff.reload()
    expect(staff.locator("[data-state=here]")).to_contain_text(NAME)
    undo_without_network(staff)
    find_it_gone(staff)


def undo_without_network(staff: Page) -> None:
    """It waits for the network like checking in; the last word counts."""
    staff.context.set_offline(True)
    for name, state in (("Undo", "undoing"), ("Check in", "unsent"), ("Undo", "undoing")):
        staff.get_by_role("button", name=f"{name} {NAME}").click()
        expect(staff.locator(f"[data-state={state}]")).to_contain_text(NAME)
        expect(staff.get_by_role("status")).to_contain_text("Not sent yet: 1")
    expect(staff.get_by_role("button", name=f"Check in {NAME}")).to_be_focused()
    staff.context.set_offline(False)
    staff.evaluate("dispatchEvent(new Event('online'))")
    expect(staff.locator("[data-state=coming]", has_text=NAME)).to_have_count(1)


def find_it_gone(staff: Page) -> None:
    """Where the page is no more, the portal's words say so, nothing is tried again, and what waits is not lost."""
    asked = []

    def answer(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=404, content_type="text/html", body="<h1>There is no such page</h1>")

    staff.route("**/check-in/", answer)
    staff.get_by_role("button", name=f"Check in {NAME}").click()
    expect(staff.get_by_role("status")).to_contain_text("There is no such page")
    staff.evaluate("dispatchEvent(new Event('online'))")
    expect(staff.get_by_role("status")).to_contain_text("Not sent yet: 1")
    assert asked == ["POST"]
    staff.unroute("**/check-in/")
    staff.reload()
    expect(staff.locator("[data-state=here]")).to_contain_text(NAME)
    staff.get_by_role("button", name=f"Undo {NAME}").click()
    expect(staff.locator("[data-state=coming]", has_text=NAME)).to_have_count(1)


def mistype_a_seat(visitor: Page) -> None:
    """That two seats are reserved takes the focus; so does what is wrong with one, which leads to that seat's field."""
    visitor.get_by_text("Register colleagues too").click()
    visitor.locator("[name=reserve]").fill("2")
    visitor.get_by_role("button", name="Register colleagues").click()
    expect(visitor.locator(".ds-alert", has_text="Saved.")).to_be_focused()
    seat = visitor.locator("details", has_text="Say who comes").last
    seat.get_by_text("Say who comes").click()
    seat.locator("[name=email]").fill("per")
    seat.get_by_role("button", name="Save").click()
    expect(visitor.locator(".ds-error-summary")).to_be_focused()
    visitor.locator(".ds-error-summary a", has_text="E-mail").press("Enter")
    expect(seat.locator("[name=email]")).to_be_focused()
    look_over(visitor)


def test_a_visitor_waits_gets_a_seat_is_checked_in_and_cancels(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as visitor, reader(browser, portal, quiet=False) as staff:
        register(visitor)
        follow_link(visitor, EMAIL, "Confirm your registration", PLACE)
        visitor.get_by_role("button", name="Confirm the registration").click()
        expect(visitor.locator("main")).to_contain_text("You are on the waiting list")
        look_over(visitor)
        raise_capacity(staff)
        follow_link(visitor, EMAIL, "A seat has become free", PLACE)
        visitor.get_by_role("button", name="I come").click()
        expect(visitor.locator("main")).to_contain_text("You are registered.")
        expect(visitor.locator("main")).to_contain_text("https://meet.example.org/")
        look_over(visitor)
        follow_link(visitor, EMAIL, "You are registered", PLACE)
        check_in(staff)
        visitor.reload()
        mistype_a_seat(visitor)
        visitor.get_by_role("link", name="Cancel the registration", exact=True).click()
        visitor.locator("main form button[type=submit]").click()
        expect(visitor.locator("main")).not_to_contain_text("https://meet.example.org/")
        staff.goto(f"/en/workspace/events/{EVENT}/check-in/?q=waever")
        expect(staff.locator("main")).to_contain_text("Nobody of that name has a seat.")
