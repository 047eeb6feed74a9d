"""A company wishes for a 1:1 meeting; it is drawn by the worker, published, held, and its minutes are confirmed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.flows.conftest import reader, sign_in, stay
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
SLUG = "meetings-of-a-journey"
MEETINGS = f"/en/workspace/events/{SLUG}/meetings/"
ZONE = ZoneInfo("Atlantic/Reykjavik")  # where no hour is left out


def at(minutes: int) -> str:
    return f"{datetime.now(ZONE) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


def write_event(page: Page) -> None:
    """One that runs just now, published."""
    page.goto("/en/workspace/events/new/")
    for code in LANGUAGES:
        page.locator(f"[name=title_{code}]").fill(f"A day of meetings ({code})")
        page.locator(f"[name=summary_{code}]").fill(f"Companies meet public buyers. ({code})")
    page.locator("[name=dialogue]").select_option(label="Emission-free deliveries 2019–2020")
    page.locator("[name=slug]").fill(SLUG)
    page.locator("[name=kind]").select_option("market_dialogue")
    page.locator("[name=audience]").select_option("everyone")
    page.locator("[name=time_zone]").select_option(ZONE.key)
    page.locator("[name=starts]").fill(at(-60))
    page.locator("[name=ends]").fill(at(300))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/events/{SLUG}/")
    page.get_by_text("Publish the event …").click()
    page.get_by_role("button", name="Publish the event").click()
    page.get_by_text("The event is published").wait_for()


def set_times(page: Page, closes: int, first: int, last: int) -> None:
    page.goto(MEETINGS + "times/")
    for name, minutes in (("opens", -30), ("closes", closes), ("first", first), ("last", last)):
        page.locator(f"[name={name}]").fill(at(minutes))
    page.locator("[name=rooms]").fill("Hall\nLoft")
    save(page, "The times are saved")


def save(page: Page, said: str) -> None:
    page.locator("main form button[type=submit]").last.click()
    page.get_by_text(said).wait_for()


def open_for_wishes(page: Page) -> None:
    set_times(page, closes=30, first=60, last=160)
    page.goto(MEETINGS + "rooms/")
    page.get_by_label("Oslo", exact=False).first.select_option(label="Hall")
    save(page, "The rooms are saved")
    page.goto(MEETINGS + "sheet/")
    for code in LANGUAGES:
        page.locator(f"[name=text_{code}]").fill(f"What do you offer? ({code})")
    save(page, "The question sheet is saved")
    page.get_by_role("button", name="Open it for wishes").click()
    page.get_by_text("Companies may wish now").wait_for()


def draw_and_publish(page: Page) -> None:
    """The worker draws it; wishes are closed and the only time there is has begun."""
    set_times(page, closes=-2, first=-1, last=20)
    page.get_by_role("button", name="Draw the timetable").click()
    page.get_by_text("is being drawn").wait_for()
    page.goto(MEETINGS)
    page.locator("main .rows a[href*='/timetables/']").first.click()
    page.wait_for_url("**/timetables/**")
    wait_until_drawn(page)
    assert page.get_by_role("row", name="Companies with at least one meeting 1 1").count(), said(page)
    page.get_by_role("button", name="Publish the timetable").click()
    page.get_by_text("The timetable is published").wait_for()


def wait_until_drawn(page: Page) -> None:
    """For some minutes: the worker may have papers to make first."""
    for _try in range(300):
        if not page.get_by_text("It is being drawn").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert page.get_by_role("button", name="Publish the timetable").count(), said(page)


def said(page: Page) -> str:
    return page.locator("main").inner_text()


def test_a_company_wishes_meets_and_confirms_the_minutes(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as manager, reader(browser, portal) as company:
        sign_in(manager, "manager@example.org")
        write_event(manager)
        open_for_wishes(manager)

        sign_in(company, "supplier@example.org")
        company.get_by_role("link", name="Say whom you want to meet at “A day of meetings (en)”").click()
        company.locator("[name=body_1]").select_option(index=1)
        company.locator("[name=about_1]").fill("Terminals at the edge of the city")
        look_over(company)
        save(company, "Your wishes are saved")
        wishes = company.url

        draw_and_publish(manager)
        company.goto(wishes)
        company.set_viewport_size({"width": 320, "height": 640})
        company.get_by_role("heading", name="Your timetable").wait_for()
        look_over(company)
        company.locator("main .rows a").first.click()

        manager.locator(".meetings-grid a").first.click()
        manager.get_by_role("button", name="It was held").click()
        manager.locator("[name=answer_1]").fill("Electric vans")
        manager.locator("[name=asked]").fill("How many stops are there?")
        stay(manager)
        manager.get_by_role("button", name="Send them to the company").click()
        manager.get_by_text("The company is asked to confirm").first.wait_for()
        look_over(manager)
        manager.get_by_role("button", name="Take it down").click()
        manager.get_by_text("The question is taken down").wait_for()

        company.reload()
        company.get_by_text("Electric vans").wait_for()
        company.get_by_role("button", name="The minutes are right").click()
        company.get_by_text("The minutes are confirmed").wait_for()
        look_over(company)
        assert company.get_by_text("Confirmed by the company").count() == 1
