"""The main job: from nine bodies' needs to a PDF in a supplier's hands."""

import hashlib
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.flows.conftest import reader, sign_in
from tests.flows.signing import circulate, sign_newest

pytestmark = pytest.mark.browser

NINE = [
    "Oslo",
    "Bergen",
    "Trondheim",
    "Kristiansand",
    "Turku",
    "Kaarina",
    "Gladsaxe",
    "Örebro",
    "Göteborgs Stads Leasing",
]
LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
CLAUSES = [
    ("background", None, "Nine bodies receive goods many times a day ({}).", {}),
    ("outcome", None, "Goods arrive without emissions ({}).", {}),
    ("target", 2025, "Half of all deliveries are **emission-free** ({}).", {"share": "50"}),
]


def join_needs_of_all_nine(page: Page, language: str, title: str) -> None:
    page.goto(f"/{language}/workspace/needs/?category=goods-delivery&state=accepted")
    for body in NINE:
        row = page.get_by_role("row").filter(has_text=body).first
        row.get_by_role("checkbox").check()
    page.locator("button[formaction$='/needs/join/']").click()
    page.locator("input[name=title]").fill(title)
    page.locator("select[name=language]").select_option(language)
    page.locator("select[name=category]").select_option(index=1)
    page.locator("main form button[type=submit]").click()


def write_texts(page: Page, title: str) -> None:
    for language in LANGUAGES:
        page.locator(f"[name=title_{language}]").fill(f"{title} ({language})")
        page.locator(f"[name=summary_{language}]").fill(f"What nine bodies ask for together ({language}).")
        page.locator(f"[name=invitation_{language}]").fill(f"Tell us by 1 April what you can deliver ({language}).")
    page.locator("#text button[type=submit]").click()


def write_clause(page: Page, kind: str, year: int | None, text: str, more: dict[str, str]) -> None:
    page.locator("a[href$='/clauses/add/']").first.click()
    page.locator("select[name=kind]").select_option(kind)
    if year:
        page.locator("input[name=target_year]").fill(str(year))
        page.locator("input[name=target_share]").fill(more["share"])
    for language in LANGUAGES:
        page.locator(f"[name=text_{language}]").fill(text.format(language))
    page.locator("main form button[type=submit]").click()


def publish(page: Page) -> None:
    page.locator("main a[href$='/publish/']").first.click()
    page.locator("main a[href$='/publish/release/']").click()
    page.locator("main form button[type=submit]").click()


def test_who_leaves_a_text_that_is_not_saved_is_asked_first(portal: str, browser: Browser) -> None:
    with reader(browser, portal) as page:
        sign_in(page, "manager@example.org")
        page.goto("/en/workspace/challenges/emission-free-waste-collection/")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.locator("#text details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
        summary = page.locator("[name=summary_en]")
        before = summary.input_value()
        summary.fill("Half a sentence")
        with page.expect_event("dialog"):
            page.locator("a[href$='/clauses/add/']").first.click()
        assert (asked, summary.input_value()) == (["beforeunload"], "Half a sentence")
        summary.fill(before)
        page.locator("#text button[type=submit]").click()
        expect(page.get_by_text("The text is saved.")).to_be_visible()
        page.locator("a[href$='/clauses/add/']").first.click()
        page.wait_for_url("**/clauses/add/")
        page.locator("[name=text_en]").fill("By daylight")
        with page.expect_event("dialog"):
            page.get_by_role("link", name="Back without saving").click()
        assert asked == ["beforeunload", "beforeunload"]


def test_a_manager_joins_nine_bodies_needs_and_a_supplier_without_javascript_downloads_the_brief(
    browser: Browser, portal: str
) -> None:
    language, title = "fi", "Deliveries without emissions, from the door on"
    with reader(browser, portal) as manager:
        sign_in(manager, "manager@example.org", language)
        join_needs_of_all_nine(manager, language, title)
        write_texts(manager, title)
        for clause in CLAUSES:
            write_clause(manager, *clause)
        slug = manager.url.split("/challenges/")[1].split("/")[0]
        circulate(manager, slug, language)
        with reader(browser, portal) as oslo:
            sign_in(oslo, "oslo@example.org", language)
            sign_newest(oslo, language, looks=True)
        manager.goto(f"/{language}/workspace/challenges/{slug}/publish/")
        publish(manager)
        public_link = manager.locator("main a[href*='/challenges/deliveries-']:not([href*=workspace])").first
        public_link.wait_for(timeout=180_000)
        address = public_link.get_attribute("href")

    with reader(browser, portal, java_script_enabled=False) as supplier:
        supplier.goto(f"/{language}/challenges/")
        supplier.get_by_role("link", name=f"{title} ({language})").click()
        assert address
        assert supplier.url.startswith(portal + "/".join(address.split("/")[:4]))
        assert supplier.context.cookies() == []
        link = supplier.locator("a[href$='brief.pdf']").first.get_attribute("href")
        answer = supplier.request.get(link)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        assert "set-cookie" not in answer.headers
        brief = answer.body()
        assert hashlib.sha256(brief).hexdigest() in supplier.content()
        pdf = PdfReader(BytesIO(brief))
        assert pdf.metadata.title.startswith(f"{title} ({language})")
        assert pdf.trailer["/Root"]["/Lang"] == language
        text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
        assert f"Goods arrive without emissions ({language})." in text
        for body in ["Turku", "Göteborgs Stads Leasing"]:
            assert body in text
