"""Files that people send: what they are is told by their content, and whatever is not on the list is refused.

The name must fit the content, office files are looked into, and each refusal says why and what to do. Nothing is
unpacked: of a zip only its list is read, and two small parts.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from zipfile import ZipFile

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.archives import DAMAGED, TooMuch, open_archive
from core.names import clean_name

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5000
MOST_OF_A_PART = 1024 * 1024
LONGEST_NAME = 120
OPEN_XML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
WORTH = gettext_lazy("PDF, Word (DOCX), Excel (XLSX), PowerPoint (PPTX), OpenDocument (ODT, ODS), PNG, JPEG, CSV, TXT")
MACROS = ("vbaproject", "vbadata", "macrosheets/", "activex/")
PROGRAMS = (".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".js", ".vbs", ".jar", ".msi", ".hta")
WITH_MACROS = (".docm", ".xlsm", ".pptm", ".xlsb", ".dotm", ".xltm")


@dataclass(frozen=True)
class Kind:
    """What a file may be: the endings that its name may have, and the type that it is handed out as."""

    endings: tuple[str, ...]
    content_type: str


PDF = Kind((".pdf",), "application/pdf")
PNG = Kind((".png",), "image/png")
JPEG = Kind((".jpg", ".jpeg"), "image/jpeg")
DOCX = Kind((".docx",), OPEN_XML + "wordprocessingml.document")
XLSX = Kind((".xlsx",), OPEN_XML + "spreadsheetml.sheet")
PPTX = Kind((".pptx",), OPEN_XML + "presentationml.presentation")
ODT = Kind((".odt",), ODF + "text")
ODS = Kind((".ods",), ODF + "spreadsheet")
CSV = Kind((".csv",), "text/csv")
TXT = Kind((".txt",), "text/plain")
BY_MAGIC = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".jfif": JPEG}


def kind_of(file: Any, name: str) -> Kind:
    """What a file is. Raises ValidationError, with the reason, for whatever is not worth keeping."""
    if not file.size:
        raise ValidationError(_("This file is empty. Choose the right one, or save it once more."))
    if file.size > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise ValidationError(_("This file is larger than %(limit)s MB. Send a smaller one.") % {"limit": limit})
    kind = by_content(file, ending(name))
    file.seek(0)
    if ending(name) not in kind.endings:
        raise ValidationError(
            _("The name of this file does not fit what is in it: it should end in %(ending)s. Rename it.")
            % {"ending": kind.endings[0]}
        )
    return kind


def by_content(file: Any, named: str) -> Kind:
    file.seek(0)
    content: bytes = file.read()
    if content.startswith(b"PK"):
        return office(file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(_("This is an old or protected Office file. Save it as DOCX, XLSX, PPTX or PDF."))
    if kind := BY_MAGIC.get(magic(content)):
        return kind
    text = as_text(content)
    if text is None or text.lstrip().startswith(("<", "#!")):
        raise ValidationError(_("Files of this kind are not taken. You may send: %(kinds)s.") % {"kinds": WORTH})
    return CSV if named == ".csv" else TXT


def magic(content: bytes) -> str:
    """The likeliest ending by what the content begins with, or an empty text."""
    try:
        return puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return ""


def as_text(content: bytes) -> str | None:
    """The text, in UTF-8 or as Windows writes it in the west; None for anything with bytes that no text has."""
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text) else text
    return None


# Office files


def office(file: Any) -> Kind:
    """A zip is taken where it is an office document without anything in it that can be run."""
    try:
        with open_archive(file, MOST_PARTS, MOST_UNPACKED) as archive:
            refuse_parts(archive)
            return document(archive)
    except TooMuch:
        raise ValidationError(_("This file unpacks to far more than it is. Send it as a PDF.")) from None
    except DAMAGED:
        raise ValidationError(_("This file is damaged or protected. Save it once more and send that.")) from None


def refuse_parts(archive: ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if any(has_macros(name) for name in names):
        raise ValidationError(_("This file contains macros. Save it without them, as DOCX, XLSX or PDF."))
    if any(name.endswith(PROGRAMS) or "oleobject" in name for name in names):
        raise ValidationError(_("This file has another program’s file in it. Remove that, or send a PDF."))


def has_macros(name: str) -> bool:
    return any(sign in name for sign in MACROS) or name.startswith(("basic/", "scripts/")) or name.endswith(WITH_MACROS)


def document(archive: ZipFile) -> Kind:
    types = part(archive, "[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise ValidationError(_("This file contains macros. Save it without them, as DOCX, XLSX or PDF."))
    for kind in (DOCX, XLSX, PPTX):
        if f"{kind.content_type}.main+xml".encode() in types:
            return kind
    mimetype = part(archive, "mimetype").decode("ascii", "replace")
    for kind in (ODT, ODS):
        if mimetype == kind.content_type:
            return kind
    raise ValidationError(_("Archives are not taken. Send the files in it one by one: %(kinds)s.") % {"kinds": WORTH})


def part(archive: ZipFile, name: str) -> bytes:
    """The beginning of a part, or nothing where there is none; never more than is needed."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as opened:
        return opened.read(MOST_OF_A_PART)


# Names


def ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def file_name(name: str) -> str:
    """One line without a path, short enough to be kept, with its ending."""
    clean = clean_name(name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, suffix = PurePath(clean).stem, PurePath(clean).suffix[:10]
    safe = "".join("_" if sign in '<>:"|?*' else sign for sign in stem)
    return f"{safe[: LONGEST_NAME - len(suffix)]}{suffix}"


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes no more to the disk than may be kept; the rest is only counted, so that the form can say how it was."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES:
            super().receive_data_chunk(raw_data, start)
