"""Briefs as they are fetched: in parts, by the proxy, and counted."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client

from needs.models import DownloadCount, Statement
from needs.publishing import placing
from needs.publishing.counting import count_log, downloads
from needs.publishing.releasing import release
from needs.publishing.rendering import render
from tests.acts import together
from tests.needs.scenes import ready_to_release
from tests.published import published_statement

pytestmark = pytest.mark.django_db
VANS = "/en/challenges/vans/v1/brief.pdf"
TEXT = b"%PDF of version 1 in en"


def make_once() -> Statement:
    return published_statement(challenge__slug="vans")


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


def get(address: str = VANS, method: str = "get", **headers: str):
    return getattr(Client(), method)(address, headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def counted() -> dict[str, int]:
    return dict(DownloadCount.objects.values_list("language", "count"))


# HTTP


def test_a_part_of_a_brief_is_sent_to_who_asks_for_it(statement) -> None:
    parts = {
        "bytes=0-3": (206, b"%PDF", "bytes 0-3/23"),
        "bytes=20-": (206, b" en", "bytes 20-22/23"),
        "bytes=-2": (206, b"en", "bytes 21-22/23"),
        "bytes=0-999": (206, TEXT, "bytes 0-22/23"),
        "bytes=23-": (416, b"", "bytes */23"),
        "bytes=3-1": (200, TEXT, None),
        "bytes=0-1,3-4": (200, TEXT, None),
        "elephants=1-2": (200, TEXT, None),
    }
    responses = {asked: get(Range=asked) for asked in parts}
    assert parts == {
        asked: (response.status_code, body(response), response.headers.get("Content-Range"))
        for asked, response in responses.items()
    }


def test_who_has_another_file_gets_all_of_this_one(statement) -> None:
    other = get(**{"Range": "bytes=0-3", "If-Range": '"another"'})
    assert body(other) == TEXT
    assert body(get(**{"Range": "bytes=0-3", "If-Range": other.headers["ETag"]})) == b"%PDF"


def test_only_whole_downloads_are_counted_and_nothing_of_who_fetched_them(statement) -> None:
    first = get()
    body(first)
    body(get("/fi/challenges/vans/v1/brief.pdf"))
    body(get())
    body(get(method="head"))
    body(get(Range="bytes=0-3"))
    get(**{"If-None-Match": first.headers["ETag"]})
    get("/en/challenges/vans/v2/brief.pdf")
    assert counted() == {"en": 2, "fi": 1}
    assert {field.name for field in DownloadCount._meta.fields} == {"id", "edition", "language", "day", "count"}
    assert [(languages, total) for _day, languages, total in downloads(statement)] == [({"en": 2, "fi": 1}, 3)]
    assert first.cookies == {}


def test_a_file_that_is_gone_or_cut_off_is_said_and_can_be_found_in_the_log(statement, caplog) -> None:
    brief = statement.briefs.get(language="en")
    path = Path(brief.file.path)
    for damage in (lambda: path.write_bytes(b"%PDF"), path.unlink):
        damage()
        response = get()
        assert (response.status_code, response.headers["Cache-Control"]) == (503, "no-store")
        assert response.headers["Retry-After"] == "120"
        assert "The file cannot be fetched right now" in response.content.decode()
        assert f"A file cannot be read: Missing: {brief.file.name}" in caplog.text
    assert counted() == {}


def test_nothing_else_is_reached_by_a_clever_address(statement) -> None:
    for address in (
        "/en/challenges/../v1/brief.pdf",
        "/en/challenges/vans/v1/..%2f..%2fbrief.pdf",
        "/en/challenges/%2e%2e/v1/brief.pdf",
        "/en/challenges/vans/v1/edition-1/brief.pdf",
        "/en/challenges/vans/v1/edition-02/brief.pdf",
        "/xx/challenges/vans/v1/brief.pdf",
    ):
        assert get(address).status_code == 404, address


def test_where_the_proxy_may_read_the_disk_it_is_told_what_to_send(statement, settings) -> None:
    settings.X_ACCEL_PREFIX = "/stored/"
    brief = statement.briefs.get(language="en")
    response = get()
    assert response.headers["X-Accel-Redirect"] == f"/stored/{brief.file.name}"
    assert (response.content, response.headers["Content-Type"]) == (b"", "application/pdf")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    Path(brief.file.path).unlink()
    assert get().status_code == 503


# The proxy's tree


def tree() -> set[str]:
    root = Path(django_settings.PUBLIC_FILES_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


@pytest.mark.django_db(transaction=True)
def test_what_is_public_lies_at_the_path_of_its_address_and_nothing_else_does(caplog) -> None:
    published = make_once()
    codes = [code for code, _name in django_settings.LANGUAGES]
    files = {f"{code}/challenges/vans/v1/brief.pdf" for code in codes}
    assert tree() == files
    root = Path(django_settings.PUBLIC_FILES_ROOT)
    english = root / "en/challenges/vans/v1/brief.pdf"
    assert (english.read_bytes(), oct(english.stat().st_mode)[-3:]) == (TEXT, "644")
    assert english.samefile(published.briefs.get(language="en").file.path)
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    brief = scene.statement.briefs.first()
    assert render(brief.pk)
    placing.place_missing()
    assert tree() == files

    before = english.stat().st_mtime_ns
    english.unlink()
    norwegian = root / "nb/challenges/vans/v1/brief.pdf"
    norwegian.unlink()
    norwegian.write_bytes(b"half")
    assert placing.place_missing() == 2
    assert placing.place_missing() == 0
    assert english.stat().st_mtime_ns == before
    # A file that is lost keeps no other from its place
    Path(published.briefs.get(language="sv").file.path).unlink()
    for code in ("sv", "da"):
        (root / f"{code}/challenges/vans/v1/brief.pdf").unlink()
    assert placing.place_missing() == 1
    assert tree() == files - {"sv/challenges/vans/v1/brief.pdf"}
    assert "could not be placed" in caplog.text


# The proxy's log


def line(address: str, at: str = "2026-11-25T20:39:11+00:00") -> str:
    return f"{at} {address}\n"


def test_each_line_of_the_proxys_log_is_counted_once_also_when_it_is_put_away(statement, settings, tmp_path) -> None:
    log = tmp_path / "downloads.log"
    settings.DOWNLOAD_LOG = str(log)
    assert count_log() == 0
    others = ["/en/challenges/vans/v9/brief.pdf", "/en/challenges/vans/", "/xx/challenges/vans/v1/brief.pdf"]
    log.write_text(line(VANS) * 2 + "".join(map(line, others)) + "rubbish\n" + line(VANS, "yesterday") + "2026-11-25T2")
    assert (count_log(), count_log()) == (2, 0)
    with log.open("a") as more:
        more.write("0:40:00+00:00 /fi/challenges/vans/v1/brief.pdf\n")
    log.rename(f"{log}.1")
    log.write_text(line(VANS, "2026-11-26T01:30:00+02:00") + line(VANS, "2026-11-26T10:00:00+00:00"))
    assert count_log() == 3
    log.write_text(line(VANS))
    assert count_log() == 1
    call_command("count_downloads")
    assert downloads(statement) == [(date(2026, 11, 26), {"en": 1}, 1), (date(2026, 11, 25), {"en": 4, "fi": 1}, 5)]


@pytest.mark.django_db(transaction=True)
def test_several_who_count_at_once_count_each_line_once(settings, tmp_path) -> None:
    make_once()
    settings.DOWNLOAD_LOG = str(tmp_path / "downloads.log")
    Path(settings.DOWNLOAD_LOG).write_text(line(VANS) * 3)
    assert sorted(together(*[count_log] * 3)) == [0, 0, 3]
    assert counted() == {"en": 3}
