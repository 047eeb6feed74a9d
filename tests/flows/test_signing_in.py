"""A person adds a passkey and an authenticator app and signs in with them, in a Chromium that plays the device too."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from tests.flows.conftest import reader, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, portal: str) -> Iterator[Page]:
    """By name and not by number: a passkey belongs to a name."""
    narrow = {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}}
    with reader(browser, portal.replace("127.0.0.1", "localhost"), **narrow) as page:
        yield page


def give_device(page: Page, **changes: object) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **changes}})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def arrive(page: Page, at: str) -> None:
    """The page is there, accessible, and whole at 320 px."""
    page.wait_for_url(at)
    look_over(page)


def sign_out(page: Page) -> None:
    press(page, "Sign out")
    page.wait_for_url("**/en/")


def say_who(page: Page) -> None:
    arrive(page, "**/reauthenticate/**")
    page.get_by_label("Password", exact=True).fill("nordic-demo")
    press(page, "Go on")


def remove_all(page: Page) -> None:
    """As it was, for the tests that come after."""
    page.goto("/en/account/2fa/webauthn/")
    page.get_by_role("link", name="Remove Mine").click()
    arrive(page, "**/remove/")
    press(page, "Remove")
    arrive(page, "**/webauthn/")
    page.goto("/en/account/2fa/totp/deactivate/")
    arrive(page, "**/deactivate/")
    press(page, "Remove")
    arrive(page, "**/2fa/")


def test_a_passkey_and_an_app_are_added_and_sign_in(page: Page) -> None:
    give_device(page)
    sign_in(page, "gladsaxe@example.org")
    page.goto("/en/account/2fa/webauthn/add/")
    say_who(page)
    arrive(page, "**/webauthn/add/")
    page.get_by_label("Name of the passkey").fill("Mine")
    press(page, "Add the passkey")
    arrive(page, "**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.goto("/en/account/2fa/totp/activate/")
    arrive(page, "**/totp/activate/")
    secret = page.locator(".key").inner_text()
    page.get_by_label("Code that the app shows").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    press(page, "Set up")
    arrive(page, "**/2fa/")
    sign_out(page)
    page.goto("/en/account/login/?next=/en/workspace/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/en/workspace/")
    sign_out(page)
    page.goto("/en/account/login/?next=/en/workspace/")
    page.get_by_label("E-mail address").fill("gladsaxe@example.org")
    page.get_by_label("Password", exact=True).fill("nordic-demo")
    press(page, "Sign in")
    arrive(page, "**/2fa/authenticate/**")
    press(page, "Use a passkey")
    page.wait_for_url("**/en/workspace/")
    page.goto("/en/account/2fa/webauthn/")
    arrive(page, "**/webauthn/")
    page.get_by_role("link", name="Rename Mine").click()
    say_who(page)
    arrive(page, "**/edit/")
    page.goto("/en/account/2fa/recovery-codes/generate/")
    arrive(page, "**/generate/")
    remove_all(page)


def test_who_turns_the_browser_s_question_down_is_told_what_else_there_is(page: Page) -> None:
    give_device(page, isUserVerified=False)
    page.goto("/en/account/login/")
    press(page, "Sign in with a passkey")
    trouble = page.get_by_role("alert")
    trouble.wait_for()
    assert trouble.inner_text() == "That did not work, or took too long. Try again, or choose another way."
    look_over(page)
