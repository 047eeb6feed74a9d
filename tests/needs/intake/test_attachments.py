"""The files of a need: added once, few and small, given to whoever may read the need, gone when they are removed."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.uploads import MOST_BYTES
from needs.enums import NeedState
from needs.models import Attachment, Need
from tests.acts import together
from tests.factories import AttachmentFactory, NeedFactory
from tests.needs.roles import ROLES, answers, person, signed_in
from tests.reading import asked_by

PDF = b"%PDF-1.7\nminutes"


def page(need: Need) -> str:
    return reverse("workspace-need-attachments", args=[need.pk])


def sent(content: bytes = PDF, name: str = "Minutes.pdf", key: object = None) -> dict[str, object]:
    return {"key": key or uuid4(), "file": SimpleUploadedFile(name, content)}


def on_disk(settings) -> list[bytes]:
    return [path.read_bytes() for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


@pytest.fixture
def need(db) -> Need:
    return NeedFactory(state=NeedState.DRAFT)


@pytest.fixture
def editor(need: Need) -> Client:
    return signed_in(person("editor", need))


def test_a_file_is_added_once_and_handed_out_to_be_kept(need: Need, editor: Client, settings) -> None:
    key = uuid4()
    assert {editor.post(page(need), sent(name="../Møde\u202e.pdf", key=key)).url for _ in range(2)} == {page(need)}
    file = Attachment.objects.get()
    assert (file.name, file.content_type, file.size, len(file.sha256)) == ("Møde.pdf", "application/pdf", len(PDF), 64)
    assert (file.file.name.startswith(f"needs/{need.pk}/"), "." in file.file.name) == (True, False)
    answer = editor.get(reverse("workspace-need-attachment", args=[need.pk, file.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert on_disk(settings) == [PDF]
    with pytest.raises(ValueError, match="no address"):
        file.file.url  # noqa: B018


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "empty.pdf", "is empty"),
        (b"<html><script>alert(1)</script>", "page.pdf", "not taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "map.svg", "not taken"),
        (b"%PDF-1.7" + b"x" * MOST_BYTES, "large.pdf", "larger than 20 MB"),
        (PDF, "minutes.docx", "should end in .pdf"),
    ],
)
def test_what_is_refused_is_told_why_and_nothing_is_kept(
    need: Need, editor: Client, settings, content: bytes, name: str, why: str
) -> None:
    answer = editor.post(page(need), sent(content, name))
    assert why in answer.context["form"].errors["file"][0]
    assert (Attachment.objects.exists(), on_disk(settings)) == (False, [])
    assert "At most 20 MB each and 10 files" in answer.content.decode()


def test_the_eleventh_file_is_refused(need: Need, editor: Client) -> None:
    for _ in range(10):
        AttachmentFactory(need=need)
    assert "as many as a need may have" in editor.get(page(need)).content.decode()
    answer = editor.post(page(need), sent())
    assert "There are 10 files already" in answer.context["form"].non_field_errors()[0]
    assert need.attachments.count() == 10


def test_a_removed_file_is_gone_from_the_disk_when_that_is_settled(
    need: Need, editor: Client, settings, django_capture_on_commit_callbacks
) -> None:
    file = AttachmentFactory(need=need)
    remove = reverse("workspace-need-attachment-remove", args=[need.pk, file.pk])
    assert asked_by(editor.get(page(need)).content.decode(), remove) == f"Remove … {file.name}"
    with django_capture_on_commit_callbacks() as committed:
        assert editor.post(remove).url == page(need)
    assert (need.attachments.exists(), len(on_disk(settings))) == (False, 1)
    for settle in committed:
        settle()
    assert on_disk(settings) == []
    assert (editor.post(remove).url, editor.get(remove).status_code) == (page(need), 405)


def test_what_is_submitted_keeps_its_files(editor: Client, need: Need) -> None:
    file = AttachmentFactory(need=need)
    Need.objects.update(state=NeedState.SUBMITTED)
    editor.post(reverse("workspace-need-attachment-remove", args=[need.pk, file.pk]))
    answer = editor.post(page(need), sent())
    assert "not being written any more" in answer.context["form"].non_field_errors()[0]
    assert list(need.attachments.all()) == [file]


@pytest.mark.django_db
def test_a_file_is_read_by_whoever_may_read_the_need_and_never_by_way_of_another() -> None:
    file = AttachmentFactory()
    address = reverse("workspace-need-attachment", args=[file.need_id, file.pk])
    got = {}
    for role in ROLES:
        answer = signed_in(person(role, file.need)).get(address)
        got[role] = answer.status_code
        if answer.streaming:
            b"".join(answer.streaming_content)  # to its end, which closes the file
    assert got == answers(200, supplier=404, manager_elsewhere=404)
    other = NeedFactory()
    elsewhere = reverse("workspace-need-attachment", args=[other.pk, file.pk])
    assert signed_in(person("editor", other)).get(elsewhere).status_code == 404
    draft = AttachmentFactory(need__state=NeedState.DRAFT)
    assert (
        signed_in(person("manager", draft.need))
        .get(reverse("workspace-need-attachment", args=[draft.need_id, draft.pk]))
        .status_code
        == 404
    )


@pytest.mark.sent_twice("workspace-need-attachments")
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_adds_one_file(settings) -> None:
    need = NeedFactory(state=NeedState.DRAFT)
    user, key = person("editor", need), uuid4()
    results = together(*[lambda: signed_in(user).post(page(need), sent(key=key)).status_code] * 2)
    assert (results, need.attachments.count(), len(on_disk(settings))) == ([302, 302], 1, 1)
