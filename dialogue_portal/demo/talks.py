"""What hangs on the needs: who translated them, what was said about them, and their files, which are made here."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation
from xlsxwriter import Workbook

from accounts.models import User
from core import uploads
from core.merging import mark
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER, entries, needs
from needs.intake import attachments, comments
from needs.intake.translations import Standing, original_mark, standing
from needs.models import Need, NeedTranslation

RESOURCES = "/Resources << /Font << /F1 5 0 R >> >>"
PLACES = [("Place", "First delivery", "Deliveries a day"), ("A", "07:00", 2), ("B", "08:30", 1), ("C", "10:15", 2)]


def load() -> int:
    known = needs()
    people = {user.email: user for user in User.objects.filter(email__endswith="@example.org")}
    return record_translations(known, people[MANAGER]) + sum(
        load_talk(known[talk["need"]], talk, people) for talk in read("talks")["talk"] if talk["need"] in known
    )


def record_translations(known: dict[str, Need], translator: User) -> int:
    """Whoever translated is the programme manager; some translations are older than the original."""
    outdated = {(talk["need"], code) for talk in read("talks")["talk"] for code in talk.get("outdated", [])}
    there = set(NeedTranslation.objects.values_list("need", "language"))
    missing = [
        NeedTranslation(need=need, language=code, original_mark=seen, written_by=translator)
        for entry in entries()
        if (need := known.get(entry["key"]))
        for code in sorted(entry["title"].keys() - {need.language})
        if (need.pk, code) not in there and standing(need, code, None) != Standing.MISSING
        for seen in [mark("before") if (entry["key"], code) in outdated else original_mark(need)]
    ]
    return len(NeedTranslation.objects.bulk_create(missing))


def load_talk(need: Need, talk: dict[str, Any], people: dict[str, User]) -> int:
    """Once, as long as nothing of it is there."""
    if need.comments.exists() or need.attachments.exists():
        return 0
    member = need.municipality.memberships.exclude(role="observer").order_by("pk").first()
    for name in talk.get("files", []):
        file: Any = ContentFile(made(name), name)
        file.kind = uploads.kind_of(file, name)
        attachments.store(need, file, member.user if member else people[MANAGER])
    for said in talk.get("comment", []):
        with translation.override(said["language"]):
            comments.comment(need, people[said["by"]], said["text"])
    return len(talk.get("files", [])) + len(talk.get("comment", []))


def made(name: str) -> bytes:
    """A small file of the kind that its name says."""
    kind = name.rpartition(".")[2]
    if kind == "pdf":
        return pdf(["Noise measured before seven", "School A: 61 dB", "School B: 58 dB", "School C: 64 dB"])
    return workbook() if kind == "xlsx" else "\n".join(";".join(map(str, row)) for row in PLACES).encode()


def workbook() -> bytes:
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(PLACES):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A page with some lines on it."""
    text = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 14 Tf 20 TL 60 760 Td {text} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + RESOURCES + " >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
