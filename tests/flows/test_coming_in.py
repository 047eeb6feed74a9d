"""A municipality comes in: from the home page to a workspace with two colleagues and a passkey."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser

BODY = "Tampere"
ANNA = ("Anna Öst-Ærø", "anna.ost@tampere.example")
COLLEAGUES = [("Þóra Ákadóttir", "thora@tampere.example"), ("Åke Đorđe", "ake@tampere.example")]
PASSWORD = "seven calm reindeer swim"


@pytest.fixture
def site(portal: str) -> str:
    """The same portal by a name: browsers give passkeys to names, not to numbers."""
    return portal.replace("127.0.0.1", "localhost")


def follow_link(page: Page, to: str, subject: str, part: str) -> None:
    """Opens the address in a mail of the demo's mailbox, on the name that this browser knows the portal by."""
    page.goto(f"/en/mailbox/?q={to}")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    link = page.locator(f".letter a[href*='{part}']").first.get_attribute("href")
    page.goto(urlsplit(link)._replace(scheme="", netloc="").geturl())


def register_interest(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("link", name="Register interest").first.click()
    line = page.get_by_role("combobox", name=re.compile("Your municipality"))
    line.press_sequentially(BODY.lower())
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text(BODY)
    look_over(page)
    line.press("ArrowDown")
    line.press("Enter")
    page.locator("[name=name]").fill(ANNA[0])
    page.locator("[name=email]").fill(ANNA[1])
    page.locator("[name=buys]").fill("Two million deliveries a year to schools and homes.")
    page.locator("[name=consent]").check()
    page.wait_for_timeout(3500)  # nobody fills in a form in less: the portal takes that for a program
    page.get_by_role("button", name="Register interest").click()
    page.wait_for_url("**/interest/sent/")


def accept_as_coordinator(page: Page) -> None:
    sign_in(page, "coordinator.fi@example.org")
    page.goto("/en/workspace/interest/")
    page.locator("main").get_by_role("link", name=re.compile(BODY)).first.click()
    page.get_by_role("link", name=re.compile("^Accept")).click()
    page.locator("select[name^=person_]").select_option("signatory")
    look_over(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Accepted")
    look_over(page)


def become_colleague(page: Page, name: str, email: str) -> None:
    follow_link(page, email, "You are invited", "/account/invitations/")
    look_over(page)
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.locator("main")).to_contain_text(BODY)


def add_passkey(context: BrowserContext, page: Page) -> None:
    protocol = context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    more = {"isUserVerified": True, "automaticPresenceSimulation": True}
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **more}})
    page.goto("/en/account/2fa/webauthn/add/")
    if page.locator("[name=password]").count():
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(lambda url: "/add/" not in url)


def sign_in_with_passkey(page: Page) -> None:
    page.locator("header").get_by_role("button", name="Sign out").click()
    page.goto("/en/account/login/")
    page.get_by_role("button", name=re.compile("passkey")).click()
    page.wait_for_url("**/workspace/**")


def invite(page: Page, name: str, email: str) -> None:
    page.get_by_role("link", name=re.compile("Invite a colleague")).first.click()
    page.locator("[name=email]").fill(email)
    page.locator("[name=name]").fill(name)
    page.get_by_label("Editor").check()
    page.get_by_role("button", name="Send the invitation").click()


@pytest.fixture
def people(browser: Browser, site: str) -> Iterator[dict[str, Page]]:
    """Each with a browser of her own."""
    with (
        reader(browser, site) as anna,
        reader(browser, site) as coordinator,
        reader(browser, site) as thora,
        reader(browser, site) as ake,
    ):
        yield {"anna": anna, "coordinator": coordinator, "thora": thora, "ake": ake}


def test_a_municipality_comes_in_with_two_colleagues_and_a_passkey(people: dict[str, Page]) -> None:
    anna, coordinator = people["anna"], people["coordinator"]
    register_interest(anna)
    follow_link(anna, ANNA[1], "Confirm that", "/interest/confirm/")
    anna.get_by_role("button", name="Confirm").click()
    expect(anna.locator("main")).to_contain_text("Thank you. We have it.")
    look_over(anna)
    assert anna.context.cookies() == []

    accept_as_coordinator(coordinator)
    become_colleague(anna, *ANNA)
    add_passkey(anna.context, anna)
    sign_in_with_passkey(anna)

    for (name, email), who in zip(COLLEAGUES, ("thora", "ake"), strict=True):
        anna.goto("/en/workspace/")
        anna.get_by_role("link", name=re.compile("Colleagues")).first.click()
        invite(anna, name, email)
        consent(coordinator, email)
        become_colleague(people[who], name, email)

    anna.goto("/en/workspace/")
    anna.get_by_role("link", name=re.compile("Colleagues")).first.click()
    for name, _email in [ANNA, *COLLEAGUES]:
        expect(anna.locator("main")).to_contain_text(name)


def consent(page: Page, email: str) -> None:
    """The body's addresses are not known yet, so staff say yes to the first ones."""
    page.goto("/en/workspace/invitations/")
    page.get_by_role("link", name=re.compile(re.escape(email))).first.click()
    page.get_by_role("button", name=re.compile("Consent|consent")).first.click()
