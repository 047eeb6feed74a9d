"""From a draft through a reservation, a material change and second signatures to six PDFs; then a body joins."""

import re
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import APIResponse, Browser, Page

from tests.flows.conftest import reader, run_sql, sign_in, stay
from tests.flows.looking import look_over
from tests.flows.signing import circulate, fill_in_and_sign, open_newest, sign_newest

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
SLUG = "consolidated-city-deliveries"
PUBLIC = f"/en/challenges/{SLUG}/"
DESK = f"/en/workspace/challenges/{SLUG}/"
BODIES = ("Oslo", "Turku", "Gladsaxe")


def change_materially(manager: Page) -> None:
    """Give the version up, change a clause in the next number's draft, and say that it means something else."""
    manager.goto(DESK + "signing/1/revise/")
    manager.locator("textarea[name=reason]").fill("Turku asked for a clearer requirement.")
    manager.locator("main form button[type=submit]").click()
    manager.locator("main .clause a[href*='/clauses/']").first.click()
    manager.locator("[name=text_en]").fill("A background in clearer words.")
    manager.locator("[name=still_right]").check()
    manager.locator("main form button[type=submit]").first.click()
    manager.goto(DESK + "changes/")
    manager.locator("input[type=radio][value=material]").first.check()
    manager.get_by_role("button", name="Save the marks").click()


def publish_later(manager: Page) -> None:
    """Not before an embargo is over; then the worker does it by itself."""
    manager.goto(DESK + "publish/")
    manager.locator("a[href$='/publish/release/']").click()
    manager.locator("input[name=when][value=later]").check()
    moment = datetime.now(ZoneInfo("Atlantic/Reykjavik")) + timedelta(hours=1)
    manager.locator("input[name=on]").fill(f"{moment:%Y-%m-%d}")
    manager.locator("input[name=time]").fill(f"{moment:%H:%M}")
    manager.locator("select[name=zone]").select_option("Atlantic/Reykjavik")
    manager.locator("main form button[type=submit]").click()
    manager.wait_for_url("**/publish/")
    look_over(manager)
    assert manager.request.get(f"{PUBLIC}v2/").status == 404
    run_sql("UPDATE needs_statement SET publish_at = clock_timestamp() WHERE state = 'releasing'")
    wait_for(manager, f"{PUBLIC}v2/")


def wait_for(person: Page, address: str) -> APIResponse:
    """Until it is there; a machine with other things to do needs minutes, a quiet one seconds."""
    end = time.monotonic() + 180
    while (answer := person.request.get(address)).status == 404:
        assert time.monotonic() < end, f"no {address}"
        time.sleep(1)
    return answer


def test_from_a_draft_to_six_briefs_and_a_body_that_joins(browser: Browser, portal: str) -> None:
    with ExitStack() as open_pages:
        people = ("manager", "oslo", "turku", "gladsaxe.signatory")
        manager, oslo, turku, gladsaxe = (open_pages.enter_context(reader(browser, portal)) for _ in people)
        for page, person in zip((manager, oslo, turku, gladsaxe), people, strict=True):
            sign_in(page, f"{person}@example.org")
        circulate(manager, SLUG, only=BODIES, quorum=3)
        sign_newest(turku, reservation="Ei ennen vuotta 2027.", looks=True)
        sign_newest(gladsaxe)
        manager.goto(DESK + "signing/")
        assert "Ei ennen vuotta 2027." in manager.locator("main").inner_text()
        look_over(manager)

        change_materially(manager)
        circulate(manager, SLUG, only=BODIES, quorum=3)
        open_newest(turku)
        assert "What changed since version 1" in turku.locator("main").inner_text()
        look_over(turku)
        turku.locator("input[name=mandate]").fill("26/100")
        stay(turku)
        fill_in_and_sign(turku)
        sign_newest(gladsaxe)
        sign_newest(oslo)
        publish_later(manager)
        for language in LANGUAGES:
            brief = manager.request.get(f"/{language}/challenges/{SLUG}/v2/brief.pdf")
            assert (brief.status, brief.headers["content-type"]) == (200, "application/pdf")
        assert manager.request.get(f"{PUBLIC}v1/").status == 404
        assert manager.request.get(f"{PUBLIC}v2/statement.json").json()["number"] == 2
        first = manager.request.get(f"{PUBLIC}v2/brief.pdf").headers["etag"]

    with reader(browser, portal) as kaarina:
        sign_in(kaarina, "kaarina@example.org")
        kaarina.goto("/en/workspace/signing/")
        kaarina.locator("main li", has_text="Consolidated deliveries").get_by_role("button").click()
        kaarina.wait_for_url(re.compile(r"/workspace/signing/\d+/$"))
        fill_in_and_sign(kaarina)
        assert re.search(r"Kaarina.{0,900}20\d\d", kaarina.request.get(f"{PUBLIC}v2/").text(), re.DOTALL)
        second = wait_for(kaarina, f"{PUBLIC}v2/edition-2/brief.pdf")
        assert second.headers["content-type"] == "application/pdf"
        assert kaarina.request.get(f"{PUBLIC}v2/brief.pdf").headers["etag"] == first
