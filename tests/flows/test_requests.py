"""A request is built and opened; two colleagues of a company answer it, submit it, and get the receipt."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import reader, sign_in

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
DESK = "/en/workspace/requests/quiet-nights-in-the-city/"
ASKED, HELD = "How quiet are your vans?", "How many at night?"


def save(page: Page) -> None:
    page.locator("main form:has([name=csrfmiddlewaretoken]) button[type=submit]").first.click()


def in_all_languages(page: Page, name: str, text: str) -> None:
    """Where they are folded away, they are opened first."""
    for code in LANGUAGES:
        field = page.locator(f"[name={name}_{code}]")
        field.evaluate("field => field.closest('details')?.setAttribute('open', '')")
        field.fill(text)


def build_and_open(manager: Page) -> None:
    manager.goto("/en/workspace/requests/")
    manager.get_by_role("link", name="New request").click()
    manager.locator("[name=title]").fill("Quiet nights in the city")
    manager.locator("[name=dialogue]").select_option("emission-free-deliveries")
    save(manager)
    manager.goto(DESK + "text/")
    in_all_languages(manager, "title", "Quiet nights in the city")
    in_all_languages(manager, "introduction", "We want deliveries at night that nobody hears.")
    save(manager)
    manager.goto(DESK + "times/")
    manager.locator("[name=on]").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    manager.locator("[name=time]").fill("12:00")
    save(manager)
    for kind, text in (("text", ASKED), ("number", HELD)):
        manager.goto(f"{DESK}questions/add/{kind}/")
        in_all_languages(manager, "text", text)
        manager.locator("[name=is_required]").check()
        manager.get_by_role("button", name="Save the question").click()
    manager.get_by_role("link", name="Open it").click()
    save(manager)
    expect(manager.get_by_text("Companies are answering")).to_be_visible()


def begin(person: Page) -> str:
    """From the public page to the company's response; its address."""
    person.goto("/en/requests/quiet-nights-in-the-city/")
    expect(person.get_by_text(ASKED)).to_be_visible()
    person.get_by_role("link", name="Answer for your company").click()
    person.locator("main li form button, main li a.ds-button").first.click()
    person.wait_for_url("**/responses/*/")
    return person.url


def test_from_an_empty_request_to_a_receipt(browser: Browser, portal: str) -> None:
    with reader(browser, portal) as manager, reader(browser, portal) as first, reader(browser, portal) as second:
        sign_in(manager, "manager@example.org")
        sign_in(first, "hyldebil@example.org")
        sign_in(second, "hyldebil.sales@example.org")
        build_and_open(manager)
        response = begin(first)
        assert begin(second) == response
        first.goto(response + "1/")
        second.goto(response + "1/")
        first.locator("[name=text]").fill("Electric, 48 decibels.")
        expect(first.locator("#saved")).to_contain_text("Saved")
        # Her colleague had the page open all the while: nothing goes over the other's words
        second.locator("[name=text]").fill("Very quiet.")
        expect(second.locator("#saved")).to_contain_text("Somebody else changed this meanwhile")
        second.get_by_role("button", name="Save", exact=True).click()
        expect(second.locator(".theirs")).to_contain_text("Electric, 48 decibels.")
        second.locator("[name=text]").fill("Electric, 48 decibels, and rubber wheels.")
        second.get_by_role("button", name="Save and go on").click()
        second.wait_for_url("**/2/")
        second.locator("[name=number]").fill("12")
        second.get_by_role("button", name="Save and go on").click()
        second.wait_for_url("**/submit/")
        second.get_by_role("button", name="Submit for").click()
        expect(second.get_by_text("Version 1 is submitted")).to_be_visible()
        receipt = second.get_by_role("link", name="Receipt of version 1").get_attribute("href")
        deadline = time.monotonic() + 60
        while (got := second.request.get(receipt or "")).status == 202:
            assert time.monotonic() < deadline
            time.sleep(1)
        assert got.body().startswith(b"%PDF-")
        # Nobody of the buyers' side, and no other company, finds it
        assert manager.request.get(response).status == 404
        first.goto(response)
        expect(first.get_by_text("It is submitted.")).to_be_visible()
