"""`make shots`: the pictures of README and docs, taken of the demo that runs (`make demo`)."""

import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from dialogue_portal.machine.chromium import MISSING, find_chromium
from dialogue_portal.machine.demo import answers

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/pictures"
SITE = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
QUIET = ["--no-sandbox", "--disable-background-networking"]
CHALLENGE = "/en/challenges/emission-free-deliveries/"
COLOURS = 128


def main() -> None:
    chromium = find_chromium()
    if not chromium:
        raise SystemExit(MISSING)
    if not answers(urlsplit(SITE).port or 80):
        raise SystemExit(f"No demo runs at {SITE}: start it with `make demo`, and take the pictures beside it.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        page = window(browser)
        keep("home", shot(page, "/en/"))
        keep("challenge", shot(page, CHALLENGE))
        keep("brief", first_page(page.request.get(CHALLENGE + "v1/brief.pdf").body()))
        sign_in(page, "manager@example.org")
        keep("needs", shot(page, "/en/workspace/needs/?category=goods-delivery"))
        keep("desk", shot(page, "/en/workspace/challenges/consolidated-city-deliveries/"))
        browser.close()


def window(browser: Browser) -> Page:
    page = browser.new_context(base_url=SITE, viewport={"width": 1280, "height": 800}, color_scheme="light").new_page()
    page.set_default_timeout(10_000)
    return page


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("nordic-demo")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/workspace/")


def shot(page: Page, path: str) -> Image.Image:
    page.goto(path)
    return Image.open(BytesIO(page.screenshot()))


def first_page(pdf: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=1.2).to_pil()


def keep(name: str, picture: Image.Image) -> None:
    picture.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
