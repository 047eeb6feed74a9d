"""Questions of the invented companies about the challenges of 2020, in every state, with the answers that all got."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read, translated
from dialogue_portal.demo.needs import MANAGER, noon
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import AnswerTransition, AnswerVersion, Question, QuestionAnswer, QuestionTransition
from suppliers.questions import answering, asking, bundling, deadlines, releasing
from suppliers.questions.bundling import lock_draft
from suppliers.questions.enums import Source
from suppliers.questions.subjects import KINDS

Entry = dict[str, Any]
CHECKER = "manager2@example.org"
ZONE = "Europe/Oslo"
CLOSED, CLOSED_FOR = datetime(2021, 1, 29, 12, tzinfo=ZoneInfo(ZONE)), "parcels-and-mail-without-emissions"
OPEN_FOR, AHEAD = "emission-free-deliveries", timedelta(days=30)
RELEASE_AHEAD = timedelta(days=7)


def load() -> int:
    """All of them or none: they hang together."""
    entries = read("market_questions")
    dialogue = dialogues()[entries["dialogue"]]
    is_smaller = not Challenge.objects.filter(slug=OPEN_FOR).exists()  # what they are about is missing
    if is_smaller or Question.objects.filter(dialogue=dialogue).exists():
        return 0
    manager = User.objects.get(email=MANAGER)
    deadlines.set_terms(dialogue, True, 5, manager)
    for entry in entries["question"]:
        if entry.get("state") != "late":
            ask(dialogue, entry, manager)
    for entry in entries["answer"]:
        answer(dialogue, entry, manager)
    said = (Challenge.objects.get(slug=CLOSED_FOR), CLOSED, ZONE, manager)
    deadlines.set_deadline(dialogue, *said, at=noon(date(2020, 12, 9)))
    for entry in entries["question"]:
        if entry.get("state") == "late":
            ask(dialogue, entry, manager)
    soon = datetime.combine(timezone.localdate() + AHEAD, time(12), tzinfo=ZoneInfo(ZONE))
    deadlines.set_deadline(dialogue, Challenge.objects.get(slug=OPEN_FOR), soon, ZONE, manager)
    return len(entries["question"])


def moment(entry: Entry) -> datetime:
    """A day of history, or so many days ago."""
    return noon(entry["on"]) if "on" in entry else timezone.now() - timedelta(days=entry.get("ago", 0), hours=3)


def ask(dialogue: Dialogue, entry: Entry, manager: User) -> None:
    kind, _colon, name = entry["about"].partition(":")
    thing, at = KINDS[kind].find(name), moment(entry)
    words = {"text": entry["text"], "language": entry["language"], "at": at}
    person = User.objects.get(email=entry["by"]) if "by" in entry else None
    company = person.representations.active().get().company if person else None
    if source := entry.get("source"):
        heard = {"source": Source(source), "heard_on": at.date(), "oral_answer": entry.get("oral_answer", "")}
        question = asking.take_down(thing, manager, company=company, **words, **heard)
    else:
        question = asking.ask(thing, company, person, **words)  # type: ignore[arg-type]
    QuestionTransition.objects.filter(subject=question).update(at=at)
    if entry.get("state") == "declined":
        bundling.decline(question, manager, entry["reason"], at + timedelta(days=2))
    elif entry.get("state") == "withdrawn":
        asking.withdraw(question, person)


def answer(dialogue: Dialogue, entry: Entry, manager: User) -> None:
    """Bundled, written and checked by the doors, and then as far as the entry says."""
    questions = [Question.objects.get(dialogue=dialogue, text=text) for text in entry["questions"]]
    made = bundling.bundle(questions, manager)
    write(made, entry, manager)
    released = noon(entry["released"]) if "released" in entry else None
    if entry.get("state") in ("checked", "due") or released:
        check(made)
    if released:
        releasing.release(made, manager, at=released)
        dated(made, released)
        if corrected := entry.get("correction"):
            answering.correct(made, manager)
            write(made, {"language": entry["language"], "question": entry["question"], **corrected}, manager)
            check(made)
            releasing.release(made, manager, at=noon(corrected["released"]))
            dated(made, noon(corrected["released"]), number=2)
    elif entry.get("state") == "due":
        nine = datetime.combine(timezone.localdate() + RELEASE_AHEAD, time(9), tzinfo=ZoneInfo(ZONE))
        releasing.release(made, manager, release_at=nine, zone=ZONE)


def write(made: QuestionAnswer, entry: Entry, manager: User) -> None:
    texts = translated(question=entry["question"], text=entry["text"])
    values = {**texts, "language": entry["language"], "changes_need": entry.get("changes_need", False)}
    answering.write(lock_draft(made), values, manager)


def check(made: QuestionAnswer) -> None:
    answering.check(made, User.objects.get(email=CHECKER), answering.stamp(made.versions.latest("number")))


def dated(made: QuestionAnswer, at: datetime, number: int = 1) -> None:
    """The steps on the day of history: written two days before, checked one day before."""
    rows = AnswerVersion.objects.filter(answer=made, number=number)
    rows.update(written_at=at - timedelta(days=2), checked_at=at - timedelta(days=1), release_at=at)
    AnswerTransition.objects.filter(subject__in=rows).update(at=at)
    QuestionTransition.objects.filter(subject__answer=made, action="bundle").update(at=at - timedelta(days=3))
    Question.objects.filter(answer=made).update(bundled_at=at - timedelta(days=3))
