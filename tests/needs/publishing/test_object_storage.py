"""Briefs, receipts and attachments in an object storage: how they come there, and who gets them from it."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import boto3
import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage, storages
from django.urls import reverse

from core.storage_address import read_storage
from dialogue_portal.machine.services import free_port
from needs.auditing import findings
from needs.models import Attachment, Receipt
from needs.publishing.owed import claim
from needs.publishing.releasing import publish_if_ready, release
from needs.publishing.rendering import render
from needs.signing import receipts
from tests.factories import AttachmentFactory
from tests.needs.publishing.test_downloads import TEXT, body, get
from tests.needs.roles import signed_in
from tests.needs.scenes import circulated, ready_to_circulate, ready_to_release, signatory_of, signed
from tests.published import published_statement

pytestmark = pytest.mark.django_db


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


def test_a_storage_that_does_not_answer_is_a_503(settings) -> None:
    published_statement(challenge__slug="vans")
    in_storage(settings, f"s3://key:secret@127.0.0.1:{free_port()}/portal?tls=0")
    try:
        assert get().status_code == 503
    finally:
        storages._storages.clear()
