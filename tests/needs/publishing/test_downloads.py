"""Briefs and receipts as they are fetched: in parts, from disk or object storage, by the proxy, and counted."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.storage_address import read_storage
from dialogue_portal.machine.services import free_port
from needs.auditing import findings
from needs.models import Attachment, DownloadCount, Receipt, Statement
from needs.publishing import placing
from needs.publishing.counting import count_log, downloads
from needs.publishing.owed import claim
from needs.publishing.releasing import publish_if_ready, release
from needs.publishing.rendering import render
from needs.signing import receipts
from tests.acts import together
from tests.factories import AttachmentFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import circulated, ready_to_circulate, ready_to_release, signatory_of, signed
from tests.published import published_statement

pytestmark = pytest.mark.django_db
VANS = "/en/challenges/vans/v1/brief.pdf"
TEXT = b"%PDF of version 1 in en"


@pytest.fixture
def statement() -> Statement:
    return published_statement(challenge__slug="vans")


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
    published = published_statement(challenge__slug="vans")
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
    published_statement(challenge__slug="vans")
    settings.DOWNLOAD_LOG = str(tmp_path / "downloads.log")
    Path(settings.DOWNLOAD_LOG).write_text(line(VANS) * 3)
    assert sorted(together(*[count_log] * 3)) == [0, 0, 3]
    assert counted() == {"en": 3}


# Object storage


@pytest.mark.parametrize(
    "address", ["s3://host/bucket", "s3://key:secret@host", "http://key:secret@host/b", "s3://key:secret@host/b?zone=1"]
)
def test_an_address_of_a_storage_that_says_too_little_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL must be like"):
        read_storage(address)


@pytest.fixture(scope="module")
def s3() -> Iterator[int]:
    """A server that speaks S3, as a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}/moto-api/"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The object storage did not start")


def in_storage(settings, url: str) -> None:
    private = read_storage(url.replace("/portal?", "/portal-private?"), private=True)
    settings.STORAGES = {**settings.STORAGES, "default": read_storage(url), "private": private}
    storages._storages.clear()


@pytest.fixture
def bucket(s3: int, settings):
    in_storage(settings, f"s3://key:sec%2Fret@127.0.0.1:{s3}/portal?region=us-east-1&tls=0")
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{s3}",
        aws_access_key_id="key",
        aws_secret_access_key="sec/ret",
        region_name="us-east-1",
    )
    for name in ("portal", "portal-private"):
        client.create_bucket(Bucket=name)
    yield client
    storages._storages.clear()


@pytest.mark.django_db(transaction=True)
def test_briefs_go_to_the_object_storage_and_come_from_it_whole_and_in_parts(bucket) -> None:
    statement = published_statement(challenge__slug="vans")
    objects = [entry["Key"] for entry in bucket.list_objects_v2(Bucket="portal")["Contents"]]
    assert len(objects) == 6
    whole, part, head = get(), get(Range="bytes=1-3"), get(method="head")
    assert (body(whole), whole.headers["Content-Length"], body(part), body(head)) == (TEXT, "23", b"PDF", b"")
    english = Path(django_settings.PUBLIC_FILES_ROOT) / "en/challenges/vans/v1/brief.pdf"
    assert english.read_bytes() == TEXT
    brief = statement.briefs.get(language="en")
    assert default_storage.size(brief.file.name) == 23
    bucket.delete_object(Bucket="portal", Key=brief.file.name)
    assert get().status_code == 503


def test_a_storage_that_refuses_fails_the_brief_with_its_words_and_keeps_everything_unpublished(bucket) -> None:
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    bucket.delete_bucket(Bucket="portal")
    brief = scene.statement.briefs.first()
    assert not render(brief.pk)
    brief.refresh_from_db()
    assert brief.state == "failed"
    assert "The object storage did not take" in brief.error
    assert not publish_if_ready(scene.statement.pk)
    assert claim(brief.pk) is None


def test_private_files_go_to_a_bucket_of_their_own_and_come_from_it_for_those_who_may_read_them(
    bucket, caplog, monkeypatch
) -> None:
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", storages["private"])  # as it is at the start
    scene = ready_to_circulate()
    signature = signed(circulated(scene))
    assert receipts.make(signature.receipt.pk)
    receipt = Receipt.objects.get()
    attachment = AttachmentFactory(need=scene.needs[0], content=b"%PDF-1.7 of Oslo")
    kept = {entry["Key"] for entry in bucket.list_objects_v2(Bucket="portal-private")["Contents"]}
    assert kept == {receipt.file.name, attachment.file.name}
    assert "Contents" not in bucket.list_objects_v2(Bucket="portal")
    with pytest.raises(ValueError, match="no address"):
        receipt.file.url  # noqa: B018 - asked for what it refuses
    address = reverse("workspace-receipt", args=[signature.pk])
    own, other = signed_in(signature.signed_by), signed_in(signatory_of(scene.needs[1].municipality))
    whole, part = own.get(address), own.get(address, headers={"Range": "bytes=0-3"})
    assert hashlib.sha256(body(whole)).hexdigest() == receipt.sha256
    assert (part.status_code, body(part), whole.headers["Cache-Control"]) == (206, b"%PDF", "private, no-store")
    assert (other.get(address).status_code, whole.headers["ETag"]) == (403, f'"{receipt.sha256}"')
    file = reverse("workspace-need-attachment", args=[scene.needs[0].pk, attachment.pk])
    assert body(own.get(file)) == b"%PDF-1.7 of Oslo"
    assert list(findings()) == []
    bucket.delete_object(Bucket="portal-private", Key=receipt.file.name)
    assert own.get(address).status_code == 503
    assert f"A file cannot be read: Missing: {receipt.file.name}" in caplog.text
    assert list(findings()) == [f"receipt {receipt.pk}: the file {receipt.file.name} is not on the storage"]


def test_a_storage_that_does_not_answer_is_a_503(statement, settings) -> None:
    in_storage(settings, f"s3://key:secret@127.0.0.1:{free_port()}/portal?tls=0")
    try:
        assert get().status_code == 503
    finally:
        storages._storages.clear()
