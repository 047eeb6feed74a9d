"""The record and the catch-up pack: owed after each entry, made by a worker, complete or saying what is missing."""

import hashlib
import json
import tracemalloc
from datetime import timedelta
from io import BytesIO
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.canonical import checksum
from core.languages import CODES
from dialogues import auditing
from dialogues.enums import LedgerKind
from dialogues.ledger import files
from dialogues.ledger.recording import record
from dialogues.models import Dialogue, LedgerEntry, LedgerFile
from needs.models import Statement
from tests.published import published_statement
from tests.reading import assert_same_for_everybody, read

pytestmark = pytest.mark.django_db
PAGE = "/en/dialogues/{}/ledger/"


def make_once() -> Statement:
    """With all files of its dialogue's ledger."""
    statement = published_statement()
    assert files.make_owed() == 12
    return statement


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


@pytest.fixture
def dialogue(statement: Statement) -> Dialogue:
    return statement.challenge.dialogue


def one_is_owed() -> None:
    """The English pack alone, as if it had never been made."""
    LedgerFile.objects.filter(kind="pack", language="en").update(number=0, made_at=None)


def pack_of(slug: str, language: str = "en") -> ZipFile:
    response = Client().get(f"/{language}/dialogues/{slug}/ledger/pack.zip")
    assert response.status_code == 200
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_publishing_a_statement_is_an_entry_with_its_briefs_in_all_languages(statement: Statement) -> None:
    [entry] = LedgerEntry.objects.all()

    assert (entry.kind, entry.subject, entry.at) == (LedgerKind.BRIEF_PUBLISHED, statement, statement.published_at)
    assert {(file["language"], file["sha256"]) for file in entry.files} == {
        (brief.language, brief.sha256) for brief in statement.briefs.all()
    }
    assert entry.languages == sorted(CODES)
    assert str(entry.title) == statement.title
    assert f"challenge-{statement.challenge_id}" in entry.topics


def test_the_pack_has_every_file_page_and_entry_with_their_checksums(statement: Statement) -> None:
    pack = pack_of(statement.challenge.dialogue.slug, "fi")

    brief = statement.briefs.get(language="fi")
    name = f"files/001-{statement.challenge.slug}-v1-fi.pdf"
    assert [part for part in pack.namelist() if part.startswith("files/")] == [name]
    assert hashlib.sha256(pack.read(name)).hexdigest() == brief.sha256
    [page] = [part for part in pack.namelist() if part.startswith("pages/")]
    html = pack.read(page).decode()
    assert '<html lang="fi">' in html
    assert "http://testserver/fi/challenges/" in html
    assert "<form" not in html
    listed = json.loads(pack.read("ledger.json"))
    assert [checksum(entry["content"]) for entry in listed["entries"]] == [entry["hash"] for entry in listed["entries"]]
    sums = dict(reversed(line.split("  ")) for line in pack.read("SHA256SUMS").decode().splitlines())
    assert sums == {
        part: hashlib.sha256(pack.read(part)).hexdigest() for part in pack.namelist() if part != "SHA256SUMS"
    }


def test_one_worker_at_a_time_makes_them_so_that_others_are_free(statement: Statement) -> None:
    one_is_owed()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [files.ALONE])
        assert files.make_owed() == 0
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    assert files.make_owed() == 1


def test_the_audit_names_records_and_packs_that_are_lost(dialogue: Dialogue) -> None:
    assert list(auditing.findings()) == []
    lost = LedgerFile.objects.get(kind="pack", language="fi")
    default_storage.delete(lost.file)
    assert list(auditing.findings()) == [
        f"ledger of {dialogue.slug}, pack in fi: the file {lost.file} is not on the storage"
    ]


def test_a_new_entry_makes_the_files_anew_and_the_old_ones_stay_until_then(dialogue: Dialogue) -> None:
    LedgerFile.objects.update(made_at=timezone.now())
    before = LedgerFile.objects.get(kind="pack", language="en")
    address = ("dialogue", [dialogue.slug])
    record(dialogue, "news", subject=dialogue, titles={"en": "The date is set"}, page=address, topics=[])

    assert "is being made anew" in read(PAGE.format(dialogue.slug))
    assert len(pack_of(dialogue.slug).namelist()) == 6
    assert files.make_owed() == 0, "they were made just now"
    LedgerFile.objects.update(made_at=timezone.now() - timedelta(seconds=settings.LEDGER_FILES_SECONDS))
    assert files.make_owed() == 12
    assert files.make_owed() == 0

    after = LedgerFile.objects.get(kind="pack", language="en")
    assert (before.number, after.number) == (1, 2)
    assert not default_storage.exists(before.file)
    assert "The date is set" in pack_of(dialogue.slug).read("ledger.csv").decode()
    assert "is being made anew" not in read(PAGE.format(dialogue.slug))


def test_a_pack_of_large_files_passes_through_a_small_memory(dialogue: Dialogue) -> None:
    most, piece = 24 * 1024 * 1024, bytes(range(256)) * 256
    with TemporaryFile() as large:
        for _place in range(most // len(piece)):
            large.write(piece)
        large.seek(0)
        sha256 = hashlib.file_digest(large, "sha256").hexdigest()
        large.seek(0)
        name = default_storage.save("large.pdf", File(large))
    film = {"language": "en", "name": "film.pdf", "size": most, "sha256": sha256, "stored": name, "content_type": ""}
    address = ("dialogue", [dialogue.slug])
    record(dialogue, "material", subject=dialogue, titles={"en": "Film"}, files=[film], page=address, topics=[])
    row = LedgerFile(dialogue=dialogue, kind="pack", language="en", tried_for=2)
    entries = list(LedgerEntry.objects.select_related("dialogue").order_by("number"))
    files.made_and_stored(row, entries)  # what is loaded once is loaded

    tracemalloc.start()
    _name, made = files.made_and_stored(row, entries)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (made["size"] > most, made["missing"]) == (True, [])
    assert peak < most / 4


def test_a_pack_says_what_is_missing_in_it(statement: Statement, dialogue: Dialogue) -> None:
    brief = statement.briefs.get(language="en")
    with default_storage.open(str(brief.file), "wb") as file:
        file.write(b"somebody's else")
    one_is_owed()

    files.make_owed()

    missing = f"files/001-{statement.challenge.slug}-v1-en.pdf"
    assert LedgerFile.objects.get(kind="pack", language="en").missing == [missing]
    assert missing in pack_of(dialogue.slug).read("README.txt").decode()
    assert missing in read(PAGE.format(dialogue.slug))


def test_a_pack_that_lacks_something_is_made_again_at_once_when_staff_ask_for_it(
    statement: Statement, dialogue: Dialogue
) -> None:
    name = str(statement.briefs.get(language="en").file)
    with default_storage.open(name) as file:
        whole = file.read()
    default_storage.delete(name)
    one_is_owed()
    assert files.make_owed() == 1
    default_storage.save(name, ContentFile(whole))

    files.again(dialogue)

    assert files.make_owed() == 1, "the others lack nothing"
    assert not LedgerFile.objects.exclude(missing=[]).exists()
    assert "README.txt" in pack_of(dialogue.slug).namelist()


def test_what_was_shared_at_a_closed_event_alone_is_listed_and_not_handed_out(dialogue: Dialogue) -> None:
    slides = {"language": "en", "name": "slides.pdf", "size": 1, "sha256": "0" * 64, "stored": "x", "content_type": ""}
    said = {"titles": {"en": "Slides"}, "page": ("dialogue", [dialogue.slug]), "topics": ["events"]}
    record(dialogue, "material", subject=dialogue, files=[slides], audience="Workshop in Oslo", **said)
    one_is_owed()
    files.make_owed()

    assert "Workshop in Oslo" in read(PAGE.format(dialogue.slug))
    assert not [name for name in pack_of(dialogue.slug).namelist() if "slides" in name]


def test_the_record_is_a_tagged_pdf_in_the_language_of_its_address(dialogue: Dialogue) -> None:
    address = f"/sv/dialogues/{dialogue.slug}/ledger/record.pdf"

    response = Client().get(address)

    reader = PdfReader(BytesIO(b"".join(response.streaming_content)))
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    [entry] = LedgerEntry.objects.all()
    assert entry.hash in reader.pages[0].extract_text().replace("\n", "")
    assert Client().get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_the_ledger_is_the_same_for_everybody_and_asks_the_database_as_often_with_many_entries(
    dialogue: Dialogue, django_assert_num_queries
) -> None:
    page = PAGE.format(dialogue.slug)
    assert_same_for_everybody(page)
    with django_assert_num_queries(6):
        Client().get(page)
    for number in range(60):
        address = ("dialogue", [dialogue.slug])
        record(dialogue, "news", subject=dialogue, titles={"en": f"News {number}"}, page=address, topics=[])
    with django_assert_num_queries(6):
        assert "News 59" in Client().get(page).content.decode()
    assert "News 3" in read(f"{page}?page=2")
    assert "News 59" not in read(f"{page}?kind=brief_published")
