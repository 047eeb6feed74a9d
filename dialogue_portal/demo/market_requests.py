"""The request for information of spring 2020 with six companies' answers, and one that takes answers now.

The first is history: it is written as the doors would have left it, since they go by today's clock. The second goes
through the doors.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from accounts.models import User
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read, translated
from dialogue_portal.demo.needs import MANAGER
from dialogue_portal.demo.story import Happening
from dialogues.enums import LedgerKind
from needs.models import Challenge
from suppliers.models import Answer, AnswerFile, Company, InformationRequest, RequestQuestion, Response
from suppliers.requests import opening, telling, writing
from suppliers.requests.enums import QuestionKind, Readers, RequestState
from suppliers.responses import beginning, submitting
from suppliers.responses.document import content
from suppliers.responses.enums import ResponseState
from suppliers.responses.progress import Progress

Entry = dict[str, Any]
ZONE = "Europe/Oslo"
TEXTS = ("text", "help", "options", "unit")
LIMITS = ("kind", "is_required", "most", "least", "greatest", "places")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE))


def begun(entry: Entry, closes_at: datetime | None, readers: str, manager: User) -> InformationRequest | None:
    """A draft with its questions; None where it is there already."""
    dialogue = dialogues()[read("market_requests")["dialogue"]]
    titles = translated(title=entry["title"])
    if InformationRequest.objects.filter(dialogue=dialogue, title_en=titles["title_en"]).exists():
        return None
    rfi = writing.begin(dialogue, titles, manager)
    said = {"closes_at": closes_at, "zone": ZONE, "readers": readers}
    writing.write(rfi, {**translated(introduction=entry.get("introduction", {})), **said}, manager)
    for row in entry["question"]:
        writing.add(rfi, question(row), manager)
    return InformationRequest.objects.select_related("dialogue").get(pk=rfi.pk)


def question(row: Entry) -> Entry:
    fields: Entry = {name: row[name] for name in LIMITS if name in row}
    if slug := row.get("challenge"):
        fields["challenge"] = Challenge.objects.filter(slug=slug).first()
    return {**fields, **translated(**{name: row[name] for name in TEXTS if name in row})}


# Spring 2020


def happenings() -> Iterator[Happening]:
    """Opened with its answers, and closed."""
    entry, manager = read("market_requests"), User.objects.get(email=MANAGER)
    opens, closes = at(entry["opened"], 9), at(entry["closed"], 16)
    if rfi := begun(entry, closes, Readers.SIGNATORIES, manager):
        details = telling.deadline(closes, rfi)
        yield Happening(opens, partial(answer_all, rfi, entry, manager, opens, closes))
        opened = partial(telling.share, LedgerKind.REQUEST_OPENED, rfi, manager, details=details, at=opens)
        yield Happening(opens, opened)
        yield Happening(
            closes, partial(telling.share, LedgerKind.REQUEST_CLOSED, rfi, None, details=details, at=closes)
        )


def answer_all(rfi: InformationRequest, entry: Entry, manager: User, opens: datetime, closes: datetime) -> None:
    for row in entry["response"]:
        answer_history(rfi, row)
    InformationRequest.objects.filter(pk=rfi.pk).update(
        state=RequestState.CLOSED, opened_at=opens, closed_at=closes, made_at=opens - timedelta(days=20)
    )
    steps = [("open", "draft", "open", manager, opens), ("close", "open", "closed", None, closes)]
    for action, before, after, actor, when in steps:
        rfi.trail.create(action=action, from_state=before, to_state=after, actor=actor, at=when)


def company_of(person: User) -> Company:
    company = Company.objects.acted_for_by(person).first()
    if company is None:
        raise RuntimeError(f"{person} represents no company.")
    return company


def answer_history(rfi: InformationRequest, row: Entry) -> None:
    """As it was submitted then: its version, its receipt, and a step in the trail."""
    person, when = User.objects.get(email=row["by"]), at(row["day"], 14)
    response = Response.objects.create(
        request=rfi,
        company=company_of(person),
        language=row["language"],
        begun_by=person,
        begun_at=when - timedelta(days=8),
    )
    write_answers(response, row, person, when)
    Response.objects.filter(pk=response.pk).update(state=ResponseState.SUBMITTED, versions=1, submitted_at=when)
    current = Response.objects.select_related("company", "request__dialogue").get(pk=response.pk)
    current.trail.create(action="submit", from_state="draft", to_state="submitted", actor=person, at=when)
    progress = Progress(current)
    with translation.override(row["language"]):
        submitting.record_version(current, progress, content(current, progress), person)


def write_answers(response: Response, row: Entry, person: User, when: datetime) -> None:
    places = {str(found.position): found for found in response.request.questions.all()}
    for number, said in row["answer"].items():
        reason = row.get("confidential", {}).get(number, "")
        fields = {"is_confidential": bool(reason), "confidential_reason": reason}
        value = in_column(places[number], said)
        Answer.objects.create(
            response=response, question=places[number], written_by=person, written_at=when, **value, **fields
        )
    if name := row.get("file"):
        wanted = response.request.questions.get(kind=QuestionKind.FILE)
        answer = Answer.objects.create(response=response, question=wanted, written_by=person, written_at=when)
        add_file(answer, name, person)


def in_column(asked: RequestQuestion, said: Any) -> Entry:
    match asked.kind:
        case QuestionKind.NUMBER:
            return {"number": Decimal(str(said))}
        case QuestionKind.CHOICE | QuestionKind.SEVERAL:
            return {"chosen": said}
        case QuestionKind.DATE:
            return {"day": said}
        case QuestionKind.TABLE:
            return {"rows": said}
    return {"text": said}


def add_file(answer: Answer, name: str, person: User) -> None:
    row = AnswerFile(answer=answer, name=name, content_type="application/pdf", size=len(PDF), added_by=person)
    row.sha256 = sha256(PDF).hexdigest()
    row.file.save(f"responses/{answer.response.key}/{row.key}", ContentFile(PDF))


# The one that is open now


def load_open() -> int:
    """With a draft of one company, to go on with; and one that is still being written."""
    entries, manager = read("market_requests"), User.objects.get(email=MANAGER)
    entry = entries["now"]
    begun(entries["draft"], None, Readers.MANAGERS, manager)
    closes = at(timezone.localdate() + timedelta(days=entry["days_left"]), 16)
    rfi = begun(entry, closes, Readers.PARTICIPANTS, manager)
    if rfi is None:
        return 0
    opening.open_now(rfi, manager)
    person = User.objects.get(email="supplier@example.org")
    response = beginning.begin(rfi, company_of(person), person, "nb")
    said = {"1": "Ramper som passer til våre biler, og at vi slipper å vente mer enn ti minutter.", "4": [1, 2]}
    write_answers(response, {"answer": said}, person, timezone.now())
    return 1
