"""Steps of signing that several journeys take, in any language."""

from playwright.sync_api import Page

from tests.flows.looking import look_over


def circulate(manager: Page, slug: str, language: str = "en", *, only: tuple[str, ...] = (), quorum: int = 1) -> None:
    """From the desk, to the bodies that are proposed, or to these alone."""
    manager.goto(f"/{language}/workspace/challenges/{slug}/circulate/")
    if only:
        chosen = manager.locator("main input[type=checkbox]:checked")
        while chosen.count():
            chosen.first.uncheck()
        for body in only:
            manager.get_by_label(body).first.check()
    manager.locator("input[name=quorum]").fill(str(quorum))
    manager.locator("main form button[type=submit]").click()
    manager.wait_for_url(f"**/{slug}/signing/*/")


def sign_newest(page: Page, language: str = "en", reservation: str = "", *, looks: bool = False) -> None:
    """What a body was asked last."""
    open_newest(page, language)
    fill_in_and_sign(page, reservation, looks=looks)


def open_newest(page: Page, language: str = "en") -> None:
    """Among what waits, which is listed by its deadline, the one with the highest number."""
    page.goto(f"/{language}/workspace/signing/")
    links = page.locator("main section a[href*='/workspace/signing/']").all()
    page.goto(max((link.get_attribute("href") or "" for link in links), key=number_in))


def number_in(address: str) -> int:
    return int(address.rstrip("/").rsplit("/", 1)[1])


def fill_in_and_sign(page: Page, reservation: str = "", *, looks: bool = False) -> None:
    """Read, fill in, show that it is you where that is asked, sign; if it `looks`, over each page on the way."""

    def look() -> None:
        if looks:
            look_over(page)

    if reservation:
        page.locator(".clause details summary").nth(2).click()
        page.locator("textarea[name^=reservation-]").nth(2).fill(reservation)
    page.locator("input[name=decision][value=approve]").check()
    page.locator("input[name=mandate]").fill("26/100")
    look()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm/")
    look()
    if page.locator("#confirm-it-is-me").count():
        page.locator("#confirm-it-is-me").click()
        page.locator("input[name=password]").fill("nordic-demo")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/confirm/")
    page.locator("main form button[type=submit]").click()
    page.locator("main a[href$='.pdf']").first.wait_for()
    look()
