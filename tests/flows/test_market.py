"""Two competing companies, from the first follow to what the market was told at the end: both know the very same."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import reader, run_sql, sign_in
from tests.flows.looking import look_over

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
SLUG = "emission-free-deliveries"
DIALOGUE, CHALLENGE = f"/dialogues/{SLUG}/", f"/challenges/{SLUG}/"
REQUEST = "/requests/quiet-nights-in-the-city/"
DESK = "/en/workspace/requests/quiet-nights-in-the-city/"
ANSWERS = f"{DESK}answers/"
WORDS = "Which side doors must a van have at the loading docks of libraries?"
OTHER_WORDS = WORDS.replace("must a van", "should the van")
PUBLIC = "Which doors must a van have at libraries?"
ASKED, HELD, HEARD = "How quiet are your vans?", "How many at night?", "Nights are quiet where the ground is even."
UPDATED = re.compile(rb"<updated>[^<]*</updated>")  # of a feed without entries: now
PATIENCE = 180  # seconds; a machine with other things to do needs them, a quiet one needs five
PUBLIC_TO_ALL = [DIALOGUE, f"{DIALOGUE}questions/", f"{DIALOGUE}ledger/", f"{DIALOGUE}ledger/pack.zip"]
PUBLIC_TO_ALL += [f"{DIALOGUE}ledger/ledger.csv", f"{DIALOGUE}ledger/ledger.json", f"{DIALOGUE}feed/"]
PUBLIC_TO_ALL += [CHALLENGE, f"{CHALLENGE}feed/", REQUEST, "/requests/", "/events/feed/"]


@pytest.fixture
def people(browser: Browser, portal: str) -> Iterator[dict[str, Page]]:
    """Each with a browser of her own: `one` and `other` compete, `colleague` is of the other's company."""
    names = ("one", "other", "colleague", "manager", "second")
    with ExitStack() as stack:
        yield {name: stack.enter_context(reader(browser, portal)) for name in names}


def save(page: Page) -> None:
    page.locator("main form:has([name=csrfmiddlewaretoken]) button[type=submit]").first.click()


def in_all_languages(page: Page, name: str, text: str) -> None:
    """Where they are folded away, they are opened first."""
    for code in LANGUAGES:
        field = page.locator(f"[name={name}_{code}]")
        field.evaluate("field => field.closest('details')?.setAttribute('open', '')")
        field.fill(f"{text} ({code})")


# Following and asking


def follow(page: Page) -> None:
    page.goto(f"/en/workspace/follows/add/challenge/?name={CHALLENGE.split('/')[2]}")
    page.get_by_role("button", name="Follow").click()
    page.wait_for_url("**/workspace/follows/")


def ask(page: Page, words: str) -> None:
    """From the button of the public page to the form."""
    page.goto(f"/en{CHALLENGE}")
    page.locator("main a[href*='/ask/challenge/']").click()
    page.locator("textarea[name=text]").fill(words)
    page.locator("select[name=language]").select_option("en")
    page.locator("main form button[type=submit]").click()
    page.get_by_text("Your question is sent").wait_for()


def tick_one_after_the_other(manager: Page, *words: str) -> None:
    """Each is found alone, and all that were ticked are ticked still where the list shows them together."""
    manager.goto("/en/workspace/questions/")
    boxes, count = manager.locator("#list input[name=question]"), manager.locator("#bundle [role=status]")
    for number, found in enumerate(words, 1):
        manager.locator(".list-tools [type=search]").fill(found)
        expect(manager.locator("#list tbody")).to_have_text(re.compile(re.escape(found)))
        expect(boxes).to_have_count(1)
        boxes.check()
        expect(count).to_have_text(f"Chosen: {number}")
        with manager.expect_navigation():
            manager.locator("#sort-asked").click()
        expect(count).to_have_text(f"Chosen: {number}")
    look_over(manager)
    manager.locator(".list-tools [type=search]").fill("loading docks")
    expect(boxes).to_have_count(len(words))
    for box in boxes.all():
        expect(box).to_be_checked()


def answer_and_release(manager: Page, second: Page) -> None:
    """Both questions at once, in all languages, looked at by a second person."""
    tick_one_after_the_other(manager, WORDS, OTHER_WORDS)
    manager.get_by_role("button", name="Answer the ticked questions together").click()
    manager.wait_for_url("**/questions/answers/*/")
    in_all_languages(manager, "question", PUBLIC)
    in_all_languages(manager, "text", "On the **right** side.")
    manager.get_by_role("button", name="Save the answer").click()
    manager.get_by_text("The answer is saved").wait_for()
    look_over(manager)
    assert manager.locator("a[href$='/release/']").count() == 0, "nobody has checked it"
    second.goto(manager.url)
    second.locator("form[action$='/check/'] button").click()
    second.locator("a[href$='/release/']").click()
    assert PUBLIC not in second.request.get(f"/en{DIALOGUE}questions/?q=libraries").text()
    second.locator("main form button[type=submit]").click()
    second.get_by_text("The answer is released").wait_for()
    look_over(second)


def read_answer(page: Page) -> tuple[str, str]:
    page.reload()
    page.get_by_role("link", name="Read the answer").click()
    page.get_by_role("heading", level=1, name=PUBLIC).wait_for()
    return page.url, page.locator("main").inner_text()


# A request for information


def build_and_open(manager: Page) -> None:
    manager.goto("/en/workspace/requests/add/")
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
    look_over(manager)


def begin(person: Page, *, has_begun: bool = False) -> str:
    """From the public page to the company's response, to which one that has begun comes at once; its address."""
    person.goto(f"/en{REQUEST}")
    person.get_by_role("link", name="Answer for your company").click()
    if not has_begun:
        person.locator("main li form button").first.click()
    person.wait_for_url("**/responses/*/")
    return person.url


def answer(person: Page, number: int, name: str, said: str, *, reason: str = "") -> None:
    """One question, confidential where there is a reason."""
    if not person.url.endswith(f"/{number}/"):
        person.goto(re.sub(r"(/responses/\w+/).*", rf"\g<1>{number}/", person.url))
    person.locator(f"[name={name}]").fill(said)
    if reason:
        person.locator("[name=is_confidential]").check()
        person.locator("[name=confidential_reason]").fill(reason)
    person.get_by_role("button", name="Save and go on").click()
    person.wait_for_url(f"**/{number + 1}/" if number < 2 else "**/submit/")


def submit(person: Page) -> None:
    person.get_by_role("button", name="Submit for").click()
    expect(person.get_by_text("Version 1 is submitted")).to_be_visible()
    look_over(person)


def time_passes(slug: str) -> None:
    """The deadline is over. No door and no statement may move it back, so the triggers look away here."""
    moved = "opened_at = now() - interval '2 day', closes_at = clock_timestamp()"
    run_sql(f"UPDATE suppliers_informationrequest SET {moved} WHERE slug = %s", slug)  # noqa: S608


def wait_until_it_is_closed(page: Page) -> None:
    """A worker does it. What was made of the ledger is old by then, and the next entry makes it anew."""
    wait_until(lambda: last_entries(page)[-1] == "request_closed")
    of_it = "language = 'en' AND dialogue_id = (SELECT id FROM dialogues_dialogue WHERE slug = %s)"
    run_sql(f"UPDATE dialogues_ledgerfile SET made_at = made_at - interval '1 day' WHERE {of_it}", SLUG)  # noqa: S608


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def receipt_of(person: Page, response: str) -> bytes:
    person.goto(response)
    address = person.get_by_role("link", name="Receipt of version 1").get_attribute("href") or ""
    wait_until(lambda: person.request.get(address).status != 202)
    return person.request.get(address).body()


# What came of it


def read_and_write(manager: Page) -> str:
    """Both answers are read, the confidential part too; what was heard is written and published. Its address."""
    manager.goto(f"{ANSWERS}questions/1/")
    for said in ("Electric, 48 decibels", "Silent, 39 decibels", "Our own tyres."):
        expect(manager.get_by_text(said).first).to_be_visible()
    manager.goto(f"{ANSWERS}synthesis/")
    save(manager)
    manager.wait_for_url("**/workspace/syntheses/*/")
    for name, text in (("title", "What the market told"), ("heard", HEARD), ("changed", "Docks get even ground.")):
        in_all_languages(manager, name, text)
    in_all_languages(manager, "heard", "Fjordbud is quiet.")
    manager.locator("#texts button[type=submit]").last.click()
    expect(manager.get_by_text("“Fjordbud” stands in").first).to_be_visible()
    look_over(manager)
    in_all_languages(manager, "heard", HEARD)
    manager.locator("#texts button[type=submit]").last.click()
    manager.get_by_role("button", name="Publish in all languages").click()
    return manager.locator(f"main a[href*='{DIALOGUE}heard/']").first.get_attribute("href") or ""


def last_entries(page: Page) -> list[str]:
    """The kinds of the last two."""
    entries = page.request.get(f"/en{DIALOGUE}ledger/ledger.json").json()["entries"]
    return [entry["content"]["kind"] for entry in entries[-2:]]


def is_settled(page: Page) -> bool:
    """What is made of ledger and request has the last of it."""
    ledger = page.request.get(f"/en{DIALOGUE}ledger/").text()
    is_made = "pack.zip" in ledger and "is being made anew" not in ledger
    papers = [page.request.get(f"/{code}{REQUEST}").text() for code in ("en", "fi")]
    return is_made and all("questions.pdf" in said for said in papers)


def public_information(page: Page, addresses: list[str]) -> dict[str, bytes]:
    found = {address: page.request.get(address) for address in addresses}
    assert {address: answer.status for address, answer in found.items() if answer.status != 200} == {}
    return {address: UPDATED.sub(b"", answer.body()) for address, answer in found.items()}


def test_two_competitors_follow_ask_answer_and_have_the_same_public_information_at_the_end(
    people: dict[str, Page],
) -> None:
    one, other, colleague, manager, second = people.values()
    emails = ("supplier", "hyldebil", "hyldebil.sales", "manager", "manager2")
    for page, name in zip(people.values(), emails, strict=True):
        sign_in(page, f"{name}@example.org")
    follow(one), follow(other)
    ask(one, WORDS), ask(other, OTHER_WORDS)
    answer_and_release(manager, second)
    read = [read_answer(page) for page in (one, other)]
    assert read[0] == read[1]
    assert "Demo" not in read[0][1]

    build_and_open(manager)
    first, theirs = begin(one), begin(other)
    assert begin(colleague, has_begun=True) == theirs
    assert one.request.get(theirs).status == other.request.get(first).status == manager.request.get(first).status == 404
    answer(one, 1, "text", "Electric, 48 decibels.", reason="Our own tyres.")
    answer(one, 2, "number", "12"), submit(one)
    # Her colleague had the page open all the while: nothing goes over the other's words
    colleague.goto(f"{theirs}1/"), other.goto(f"{theirs}1/")
    other.locator("[name=text]").fill("Silent.")
    expect(other.locator("#saved")).to_contain_text("Saved")
    colleague.locator("[name=text]").fill("Very quiet.")
    expect(colleague.locator("#saved")).to_contain_text("Somebody else changed this meanwhile")
    colleague.get_by_role("button", name="Save", exact=True).click()
    expect(colleague.locator(".theirs")).to_contain_text("Silent.")
    look_over(colleague)
    answer(colleague, 1, "text", "Silent, 39 decibels.", reason="Prices.")
    answer(colleague, 2, "number", "7"), submit(colleague)
    assert manager.request.get(ANSWERS).status == 403, "nobody reads before the deadline"

    time_passes("quiet-nights-in-the-city")
    wait_until_it_is_closed(one)
    heard = read_and_write(manager)
    assert receipt_of(one, first).startswith(b"%PDF-")
    assert last_entries(one) == ["request_closed", "synthesis"]
    wait_until(lambda: is_settled(one))
    addresses = [f"/en{path}" for path in PUBLIC_TO_ALL] + [f"/fi{CHALLENGE}", f"/fi{REQUEST}", heard, read[0][0]]
    known = [public_information(page, addresses) for page in (one, other)]
    assert known[0] == known[1]
    assert HEARD.encode() in known[0][heard]
    assert not [address for address, content in known[0].items() if b"48 decibels" in content or b"tyres" in content]
    for page in (one, other):
        page.goto("/en/workspace/follows/")
        news = page.locator("section", has_text="What changed since")
        expect(news.get_by_text(f"{PUBLIC} (en)").first).to_be_visible()
