"""What was shown and said at an event: written, agreed, given to everybody, and never changed afterwards."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.audit import findings
from core.canonical import checksum
from core.workflow import Refused, WrongState
from dialogues.ledger import pack
from dialogues.ledger.dangers import dangers
from dialogues.models import LedgerEntry
from events.enums import Audience, EventState
from events.models import Event, Material, MaterialFile, Minutes
from events.telling import materials, minutes
from tests.factories import EventFactory, MaterialFactory, MinutesFactory, SessionFactory, StaffRoleFactory
from tests.factories.event_telling import SLIDES
from tests.needs.roles import signed_in
from tests.reading import asked_by, assert_same_for_everybody, read

LANGUAGES = [code for code, _ in settings.LANGUAGES]
pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(title="Workshop", slug="workshop", state=EventState.HELD)


@pytest.fixture
def manager(event: Event) -> Any:
    return StaffRoleFactory(dialogue=event.dialogue).user


@pytest.fixture
def client(manager: Any) -> Client:
    return signed_in(manager)


def titles(text: str) -> dict[str, str]:
    return {f"title_{code}": text if code == "en" else f"{text} ({code})" for code in LANGUAGES}


def test_material_is_added_in_two_languages_and_everybody_fetches_it_once_it_is_public(
    client: Client, event: Event, manager: Any
) -> None:
    sent = {**titles("Slides"), "language": "en", "key": str(uuid4())}
    for _twice in range(2):
        file = SimpleUploadedFile("../Slides\u202e.pdf", SLIDES)
        assert (
            client.post(reverse("workspace-material-add", args=["workshop"]), {**sent, "file": file}).status_code == 302
        )
    material = Material.objects.get()
    more = {"language": "fi", "file": SimpleUploadedFile("Kalvot.pdf", SLIDES + b"!"), "key": str(uuid4())}
    client.post(reverse("workspace-material-file-add", args=["workshop", material.pk]), more)
    first, second = material.files.all()
    public_page = reverse("event-material", args=["workshop", first.pk])
    assert (client.get(public_page).status_code, "Slides" in read("/en/events/workshop/")) == (404, False)
    assert (
        b"".join(client.get(reverse("workspace-material-file", args=["workshop", first.pk])).streaming_content)
        == SLIDES
    )

    publish = reverse("workspace-material-publish", args=["workshop", material.pk])
    remove = reverse("workspace-material-file-remove", args=["workshop", second.pk])
    page = client.get("/en/workspace/events/workshop/").content.decode()
    assert (asked_by(page, publish), asked_by(page, remove)) == (
        "Publish to everybody … Slides", "Remove … Kalvot.pdf")  # fmt: skip
    client.post(reverse("workspace-material-show", args=["workshop", material.pk]))
    client.post(publish)

    answer = Client().get(public_page)
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (SLIDES, "application/pdf")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Slides.pdf English, 15 bytes" in read("/nb/events/workshop/").replace("\xa0", " ").replace(
        "byte ", "bytes "
    )
    assert_same_for_everybody("/en/events/workshop/")
    shown, published = LedgerEntry.objects.order_by("number")
    assert [(entry.kind, entry.audience, entry.languages) for entry in (shown, published)] == [
        ("material", "Workshop", ["en", "fi"]),
        ("material", "", ["en", "fi"]),
    ]
    assert published.titles["nb"] == "Workshop (nb): Slides (nb)"
    assert [(file["name"], file["size"], file["sha256"]) for file in published.files] == [
        (row.name, row.size, row.sha256) for row in (first, second)
    ]
    assert list(LedgerEntry.objects.public()) == [published]


def test_a_lost_file_is_said_and_not_cached(event: Event, manager: Any) -> None:
    material = MaterialFactory(event=event)
    materials.publish(material, manager)
    file = material.files.get()
    file.file.storage.delete(file.file.name)
    answer = Client().get(reverse("event-material", args=["workshop", file.pk]))
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(b"", "empty.pdf", "empty"), (b"MZ\x00\x01", "tool.exe", "not taken"), (SLIDES, "slides.docx", "does not fit")],
)
def test_files_of_other_kinds_are_refused_with_the_reason(
    client: Client, event: Event, content: bytes, name: str, said: str
) -> None:
    sent = {**titles("Slides"), "language": "en", "key": str(uuid4()), "file": SimpleUploadedFile(name, content)}
    page = client.post(reverse("workspace-material-add", args=["workshop"]), sent)
    assert said in str(page.context["form"].errors["file"])
    assert not Material.objects.exists()


def test_material_that_lacks_something_is_not_published_and_goes_with_its_last_file(event: Event, manager: Any) -> None:
    nameless, lonely = (
        MaterialFactory(event=event, title_sv=""),
        MaterialFactory(event=EventFactory(dialogue=event.dialogue, state="draft")),
    )
    with pytest.raises(Refused, match="missing in Svenska"):
        materials.publish(nameless, manager)
    with pytest.raises(Refused, match="The event is a draft"):
        materials.publish(lonely, manager)
    materials.rename(nameless, manager, titles("Slides"))
    materials.remove_file(lonely.files.get(), manager)
    materials.publish(nameless, manager)
    with pytest.raises(WrongState):
        materials.publish(nameless, manager)
    with pytest.raises(WrongState, match="stays as it was"):
        materials.remove_file(nameless.files.get(), manager)
    assert [(row.pk, row.state) for row in Material.objects.all()] == [(nameless.pk, "public")]


def test_minutes_are_written_in_all_languages_agreed_and_published(client: Client, event: Event) -> None:
    page = reverse("workspace-event-minutes", args=["workshop"])
    texts = {f"text_{code}": f"Asked *well* ({code})." for code in LANGUAGES}

    def step(action: str, **more: str) -> str:
        sent = {"seen": client.get(page).context["seen"], **more}
        answer = client.post(reverse("workspace-event-minutes-step", args=["workshop", action]), sent, follow=True)
        return " ".join(str(message) for message in answer.context["messages"])

    client.post(page, {**texts, "text_is": "", "seen": ""})
    assert "Texts are missing in Íslenska" in step("agree")
    client.post(page, {**texts, "seen": ""})
    assert "agreed" in step("agree", note="All bodies")
    assert "Write the reason" in step("reopen")
    assert "draft again" in step("reopen", reason="A word")
    client.post(page, {**texts, "text_en": "Asked better.", "seen": ""})
    assert "agreed" in step("agree")
    refused = client.post(page, {**texts, "text_en": "Too late.", "seen": ""}).content.decode()
    assert [said in refused for said in ("The minutes are agreed.", "Too late.", "Who agreed?")] == [True, True, False]
    assert "Asked better." not in read("/en/events/workshop/")
    assert "public" in step("publish")
    assert "Asked better." in read("/en/events/workshop/")
    (entry,) = LedgerEntry.objects.all()
    kept = Minutes.objects.get()
    assert (entry.kind, entry.titles["fi"], sorted(entry.languages)) == (
        "minutes",
        "Workshop (fi)",
        sorted(LANGUAGES),
    )
    assert entry.details == {"checksum": checksum(minutes.content(kept))}
    assert [(row.action, row.reason) for row in kept.trail.all()] == [
        ("agree", "All bodies"),
        ("reopen", "A word"),
        ("agree", ""),
        ("publish", ""),
    ]


def test_nobody_agrees_with_another_text_than_the_page_shows(client: Client, event: Event, manager: Any) -> None:
    written = MinutesFactory(event=event, text="Nobody asked.")
    page = reverse("workspace-event-minutes", args=["workshop"])
    agree = reverse("workspace-event-minutes-step", args=["workshop", "agree"])
    shown = client.get(page)
    minutes.write(written, manager, text_en="One company asked.")
    refused = client.post(agree, {"seen": shown.context["seen"], "note": "All bodies"}, follow=True)
    assert "The minutes were changed meanwhile." in refused.content.decode()
    assert refused.context["note_form"]["note"].value() == "All bodies"
    conflict = {"text_en": "Two asked.", "seen": shown.context["form"]["seen"].value()}
    typed = client.post(page, conflict).content.decode()
    said = "Those who were there agree"
    assert [said in read for read in (refused.content.decode(), typed)] == [True, False]
    assert "data-typed" in typed
    client.post(agree, {"seen": refused.context["seen"]})
    kept = Minutes.objects.get()
    assert (kept.state, kept.text_en, kept.content_hash) == ("agreed", "One company asked.", refused.context["seen"])


def test_nobody_publishes_another_text_than_the_page_shows(client: Client, event: Event, manager: Any) -> None:
    """Though it is agreed, too, as a colleague opened it again meanwhile."""
    written = MinutesFactory(event=event, text="Nobody asked.")
    minutes.agree(written, manager, minutes.mark(written))
    shown = client.get(reverse("workspace-event-minutes", args=["workshop"]))
    minutes.reopen(written, manager, "A word")
    changed = minutes.write(written, manager, text_en="One company asked.")
    minutes.agree(changed, manager, minutes.mark(changed))
    publish = reverse("workspace-event-minutes-step", args=["workshop", "publish"])
    refused = client.post(publish, {"seen": shown.context["seen"]}, follow=True)
    assert "The minutes were changed meanwhile." in refused.content.decode()
    assert Minutes.objects.get().state == "agreed"
    client.post(publish, {"seen": refused.context["seen"]})
    assert Minutes.objects.get().state == "published"


def test_a_session_has_minutes_of_its_own(client: Client, event: Event) -> None:
    session = SessionFactory(event=event, title="Breakout", track="Vans")
    address = f"/en/workspace/events/workshop/minutes/{session.pk}/"
    assert address in client.get("/en/workspace/events/workshop/minutes/").content.decode()
    texts = {f"text_{code}": f"Charging was asked for ({code})." for code in LANGUAGES}
    assert client.post(address, {**texts, "seen": ""}).headers["Location"] == address
    for step in ("agree/", "publish/"):
        sent = {"seen": client.get(address).context["seen"]}
        assert client.post(address + step, sent).headers["Location"] == address
    kept, entry = Minutes.objects.get(), LedgerEntry.objects.get()
    assert (kept.session, kept.state, entry.titles["en"]) == (session, "published", "Workshop: Breakout · Vans")
    assert "Minutes: Breakout · Vans" in read("/en/events/workshop/")
    elsewhere = SessionFactory()
    assert client.get(f"/en/workspace/events/workshop/minutes/{elsewhere.pk}/").status_code == 404


@pytest.mark.sent_twice("workspace-event-minutes-step")
def test_published_minutes_are_corrected_and_what_they_said_before_stays_to_be_read(
    client: Client, event: Event, manager: Any
) -> None:
    first = MinutesFactory(event=event, text="Nobody asked.")
    with pytest.raises(WrongState, match="Only published minutes"):
        minutes.correct(first, manager)
    minutes.agree(first, manager, minutes.mark(first))
    minutes.publish(first, manager, minutes.mark(first))

    def step(action: str) -> str:
        address = reverse("workspace-event-minutes-step", args=["workshop", action])
        return client.post(address, follow=True).content.decode()

    for _twice in range(2):
        assert "A correction of what is public" in (written := step("correct"))
    discard = reverse("workspace-event-minutes-step", args=["workshop", "discard"])
    assert asked_by(written, discard) == "Throw the correction away …"
    assert "thrown away" in step("discard")
    assert "Only a correction" in step("discard")
    step("correct")
    second = minutes.of_event(event)
    second = minutes.write(second, manager, text_en="One company asked.")
    assert ("Nobody asked." in (page := read("/en/events/workshop/")), "One company" in page) == (True, False)
    minutes.agree(second, manager, minutes.mark(second))
    agreed = client.get("/en/workspace/events/workshop/minutes/").content.decode()
    publish = reverse("workspace-event-minutes-step", args=["workshop", "publish"])
    assert asked_by(agreed, publish) == "Publish the minutes …"
    minutes.publish(second, manager, minutes.mark(second))

    page = read("/en/events/workshop/")
    assert page.index("were corrected") < page.index("One company asked.") < page.index("Nobody asked.")
    assert [(row.number, row.state, [step.action for step in row.trail.all()]) for row in event.minutes.all()] == [
        (1, "superseded", ["agree", "publish", "supersede"]),
        (2, "published", ["agree", "publish"]),
    ]
    entries = LedgerEntry.objects.order_by("number")
    hashes = [row.content_hash for row in event.minutes.order_by("number")]
    assert [(entry.kind, entry.details) for entry in entries] == [
        ("minutes", {"checksum": hashes[0]}),
        ("minutes_corrected", {"checksum": hashes[1], "before": hashes[0]}),
    ]
    assert list(findings()) == []
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        event.minutes.filter(number=1).update(state="published")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events_minutes SET text_en = 'x'",
        "DELETE FROM events_minutes",
        "UPDATE events_material SET title_en = 'x'",
        "UPDATE events_material SET state = 'draft'",
        "DELETE FROM events_materialfile",
        "UPDATE events_materialfile SET sha256 = 'x'",
        "UPDATE events_minutestransition SET action = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_was_published(event: Event, manager: Any, change: str) -> None:
    materials.publish(MaterialFactory(event=event), manager)
    written = MinutesFactory(event=event)
    minutes.agree(written, manager, minutes.mark(written))
    minutes.publish(written, manager, minutes.mark(written))
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert MaterialFile.objects.get().sha256 != "x"


def test_the_checker_names_material_that_only_some_saw_and_minutes_that_are_late(event: Event, manager: Any) -> None:
    def named() -> list[tuple[str, str]]:
        return [(danger.kind, danger.url) for danger in dangers(event.dialogue)]

    recent = timezone.now() - timedelta(days=13)
    last = EventFactory(dialogue=event.dialogue, slug="last", starts_at=recent, ends_at=recent + timedelta(hours=1))
    EventFactory(dialogue=event.dialogue, state=EventState.CANCELLED)
    EventFactory(dialogue=event.dialogue, state=EventState.DRAFT)
    EventFactory(state=EventState.HELD)  # of another dialogue
    bodies = EventFactory(dialogue=event.dialogue, slug="bodies", state="held", audience=Audience.MUNICIPALITIES)
    slides, handout, own = (MaterialFactory(event=one) for one in (event, last, bodies))
    assert named() == [
        ("material-unpublished", "/en/workspace/events/workshop/#material"),
        ("material-unpublished", "/en/workspace/events/last/#material"),
        ("minutes-missing", "/en/workspace/events/workshop/minutes/"),
        ("minutes-missing", "/en/workspace/events/bodies/minutes/"),
    ]
    for material in (slides, handout):
        materials.publish(material, manager)
    materials.show(own, manager)
    written = MinutesFactory(event=event)
    minutes.agree(written, manager, minutes.mark(written))
    minutes.publish(written, manager, minutes.mark(written))
    assert named() == [
        ("material-unpublished", "/en/workspace/events/bodies/#material"),
        ("minutes-missing", "/en/workspace/events/bodies/minutes/"),
    ]


def test_the_pack_has_public_material_and_the_audit_finds_what_was_changed_past_the_portal(
    event: Event, manager: Any
) -> None:
    material, written = MaterialFactory(event=event), MinutesFactory(event=event)
    materials.show(material, manager)
    materials.publish(material, manager)
    minutes.agree(written, manager, minutes.mark(written))
    minutes.publish(written, manager, minutes.mark(written))
    entries = list(LedgerEntry.objects.order_by("number"))
    output = BytesIO()
    missing = pack.make(event.dialogue, entries, "en", output)
    archive = ZipFile(output)
    assert (archive.read("files/002-Slides en.pdf"), missing) == (SLIDES, [])
    assert list(findings()) == []

    file = material.files.get()
    file.file.storage.delete(file.file.name)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE events_minutes DISABLE TRIGGER minutes_stand")
        cursor.execute("UPDATE events_minutes SET text_en = 'Nothing was asked.'")
        cursor.execute("ALTER TABLE events_minutes ENABLE TRIGGER minutes_stand")
    assert pack.make(event.dialogue, entries, "en", BytesIO()) == ["files/002-Slides en.pdf"]
    name, stored = event.dialogue.slug, file.file.name
    assert sorted(findings()) == [
        f"ledger of {name}, entry 1: the file {stored} is not on the storage",
        f"ledger of {name}, entry 2: the file {stored} is not on the storage",
        f"minutes of workshop: the text does not have the checksum {Minutes.objects.get().content_hash}",
    ]
