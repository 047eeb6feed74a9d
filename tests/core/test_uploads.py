"""What files are, by their content: what is taken, and each refusal with its reason."""

import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import archives, exports, uploads

WORD = f'<Types><Override ContentType="{uploads.DOCX.content_type}.main+xml"/>'.encode()
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


def zipped(**parts: bytes) -> bytes:
    """`Content_Types=b…` is [Content_Types].xml; a double underscore in a name is a slash."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            file = "[Content_Types].xml" if name == "Content_Types" else name.replace("__", "/").replace("_DOT_", ".")
            archive.writestr(file, content)
    return made.getvalue()


def kind(name: str, content: bytes) -> uploads.Kind:
    return uploads.kind_of(SimpleUploadedFile(name, content), name)


TAKEN = {
    "plan.pdf": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", uploads.PDF),
    "map.PNG": (PNG, uploads.PNG),
    "photo.jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", uploads.JPEG),
    "need.docx": (zipped(Content_Types=WORD, word__document_DOT_xml=b"<w/>"), uploads.DOCX),
    "need.odt": (zipped(mimetype=uploads.ODT.content_type.encode(), content=b"<o/>"), uploads.ODT),
    "lines.csv": ("år;enhet\n2027;kjøretøy\n".encode(), uploads.CSV),
    "old.csv": ("år;enhet\r\n2027;kjøretøy\r\n".encode("cp1252"), uploads.CSV),
    "note.txt": ("\ufeffÞörf".encode("utf-16"), uploads.TXT),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_told_by_its_content(name: str) -> None:
    content, expected = TAKEN[name]
    assert kind(name, content) == expected


@pytest.mark.django_db  # an answer that is closed looks at the connection
def test_a_workbook_that_a_program_made_is_taken() -> None:
    response = exports.export([1, 2], [exports.Column("n", lambda row: row)], "xlsx", "numbers")
    content = b"".join(response.streaming_content)
    response.close()
    assert kind("numbers.xlsx", content) == uploads.XLSX


REFUSED = {
    "empty.pdf": (b"", "is empty"),
    "large.pdf": (b"%PDF-1.7" + b"x" * uploads.MOST_BYTES, "larger than 20 MB"),
    "page.pdf": (b"<!DOCTYPE html><script>alert(1)</script>", "not taken"),
    "picture.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not taken"),
    "picture.png": (b"<?xml version='1.0'?><svg/>", "not taken"),
    "page.txt": (b"\xef\xbb\xbf \n<html><body>", "not taken"),
    "run.txt": (b"#!/bin/sh\nrm -rf ~", "not taken"),
    "program.pdf": (b"MZ\x90\x00\x03\x00\x00\x00", "not taken"),
    "plan.docx": (b"%PDF-1.7\n1 0 obj", "should end in .pdf"),
    "plan": (b"%PDF-1.7\n1 0 obj", "should end in .pdf"),
    "plan.pdf.exe": (b"%PDF-1.7\n1 0 obj", "should end in .pdf"),
    "need.pdf": (zipped(Content_Types=WORD), "should end in .docx"),
    "macros.docx": (zipped(Content_Types=WORD, word__vbaProject_DOT_bin=b"x"), "contains macros"),
    "named.docx": (zipped(Content_Types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "contains macros"),
    "inside.docx": (zipped(Content_Types=WORD, word__embeddings__setup_DOT_exe=b"MZ"), "another program"),
    "scripts.odt": (zipped(mimetype=uploads.ODT.content_type.encode(), Basic__module=b"Sub"), "contains macros"),
    "many.zip": (zipped(one=b"1", two=b"2"), "Archives are not taken"),
    "broken.docx": (zipped(Content_Types=WORD)[:-30], "damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old or protected Office file"),
    "binary.csv": (b"a;b\n\x00\x01\x02", "not taken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_why(name: str) -> None:
    content, why = REFUSED[name]
    with pytest.raises(ValidationError, match=why):
        kind(name, content)


def test_a_zip_bomb_is_told_by_its_list_alone() -> None:
    bomb = io.BytesIO()
    with ZipFile(bomb, "w") as archive:
        archive.writestr("[Content_Types].xml", WORD)
        archive.writestr("bomb", b"")
        archive.getinfo("bomb").file_size = uploads.MOST_UNPACKED + 1
    with pytest.raises(ValidationError, match="unpacks to far more"):
        kind("bomb.docx", bomb.getvalue())


def listed(parts: int, said: int, *, locator: bytes = b"", comment: bytes = b"") -> bytes:
    """An archive of nothing but its list: so many parts, and how many it says they are."""
    entries = (b"PK\x01\x02" + bytes(24) + b"\x01\0" + bytes(16) + b"a") * parts
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, said, said, len(entries), 0, len(comment))
    return entries + locator + end + comment


MANY = {
    "many": listed(6_000, 6_000),
    "more than are counted": listed(100_000, 100_000 % 2**16),
    "ZIP64": listed(6_000, 1, locator=b"PK\x06\x07" + bytes(16)),
}


@pytest.mark.parametrize("how", MANY)
def test_an_office_file_with_100_000_entries_is_refused_before_its_list_is_read(how: str, monkeypatch) -> None:
    monkeypatch.setattr(archives, "ZipFile", None)
    with pytest.raises(ValidationError, match="unpacks to far more"):
        kind("many.docx", MANY[how])


@pytest.mark.parametrize("content", [listed(2, 1), listed(1, 1, comment=b"x"), listed(1, 1) + b"\n", b"PK"])
def test_an_archive_of_which_others_may_find_another_list_is_damaged(content: bytes) -> None:
    with pytest.raises(ValidationError, match="damaged"):
        kind("many.docx", content)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Åse\\Behov 2027.pdf", "Behov 2027.pdf"),
        ("two\r\nlines\x00.pdf", "two lines .pdf"),
        ("cod\u202efdp.exe", "codfdp.exe"),
        ('a<b>:"|?*.pdf', "a_b_______.pdf".replace("_______", "______")),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("..", ""),
    ],
)
def test_a_name_is_one_line_without_a_path_and_without_marks_that_turn_it_around(sent: str, kept: str) -> None:
    assert uploads.file_name(sent) == kept


def test_no_more_of_a_file_is_written_to_the_disk_than_may_be_kept() -> None:
    handler = uploads.BoundedUploadHandler()
    handler.new_file("file", "large.pdf", "application/pdf", None)
    start = 0
    for _ in range(5):
        handler.receive_data_chunk(b"x" * (8 * 1024 * 1024), start)
        start += 8 * 1024 * 1024
    file = handler.file_complete(start)
    file.seek(0, io.SEEK_END)
    assert (file.size, file.tell()) == (40 * 1024 * 1024, 24 * 1024 * 1024)
    file.close()
