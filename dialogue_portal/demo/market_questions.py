"""Questions of the invented companies about the challenges of 2020, in every state, with the answers that all got."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read, translated
from dialogue_portal.demo.needs import MANAGER, noon
from dialogue_portal.demo.story import Happening
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import Question, QuestionAnswer
from suppliers.questions import answering, asking, bundling, deadlines, releasing
from suppliers.questions.bundling import lock_draft
from suppliers.questions.enums import Source, VersionState
from suppliers.questions.subjects import kinds

Entry = dict[str, Any]
CHECKER = "manager2@example.org"
ZONE = "Europe/Oslo"
CLOSED, CLOSED_FOR = datetime(2021, 1, 29, 12, tzinfo=ZoneInfo(ZONE)), "parcels-and-mail-without-emissions"
OPEN_FOR, AHEAD = "emission-free-deliveries", timedelta(days=30)
CLOSED_ON, BEGUN = noon(date(2020, 12, 9)), noon(date(2020, 11, 14))
RELEASE_AHEAD = timedelta(days=7)


def happenings() -> Iterator[Happening]:
    """All of them where there is none yet; without those about what a smaller demo leaves out."""
    entries = read("market_questions")
    dialogue, manager = dialogues()[entries["dialogue"]], User.objects.get(email=MANAGER)
    if Question.objects.filter(dialogue=dialogue).exists():
        return
    yield Happening(BEGUN, partial(deadlines.set_terms, dialogue, True, 5, manager))
    for entry in entries["question"]:
        yield Happening(before_deadline(entry), partial(ask, entry, manager))
    for entry in entries["answer"]:
        at = noon(entry["released"]) if "released" in entry else timezone.now()
        yield Happening(at, partial(answer, dialogue, entry, manager))
        if corrected := entry.get("correction"):
            yield Happening(noon(corrected["released"]), partial(correct, dialogue, entry, manager))
    yield Happening(CLOSED_ON, partial(set_deadline, dialogue, CLOSED_FOR, CLOSED, manager, CLOSED_ON))
    soon = datetime.combine(timezone.localdate() + AHEAD, time(12), tzinfo=ZoneInfo(ZONE))
    yield Happening(timezone.now(), partial(set_deadline, dialogue, OPEN_FOR, soon, manager))


def before_deadline(entry: Entry) -> datetime:
    """When it is asked; what was in time is put down before the deadline is set, which is over by today's clock."""
    is_in_time = CLOSED_FOR in entry["about"] and entry.get("state") != "late"
    return CLOSED_ON - timedelta(minutes=1) if is_in_time else moment(entry)


def set_deadline(dialogue: Dialogue, slug: str, closes: datetime, manager: User, at: datetime | None = None) -> None:
    if challenge := Challenge.objects.filter(slug=slug).first():
        deadlines.set_deadline(dialogue, challenge, closes, ZONE, manager, at=at)


def moment(entry: Entry) -> datetime:
    """A day of history, or so many days ago."""
    return noon(entry["on"]) if "on" in entry else timezone.now() - timedelta(days=entry.get("ago", 0), hours=3)


def ask(entry: Entry, manager: User) -> None:
    kind, _colon, name = entry["about"].partition(":")
    thing, at = kinds()[kind].find(name), moment(entry)
    if thing is None:
        return
    words = {"text": entry["text"], "language": entry["language"], "at": at}
    person = User.objects.get(email=entry["by"]) if "by" in entry else None
    company = person.representations.active().get().company if person else None
    if source := entry.get("source"):
        heard = {"source": Source(source), "heard_on": at.date(), "oral_answer": entry.get("oral_answer", "")}
        question = asking.take_down(thing, manager, company=company, **words, **heard)
    else:
        question = asking.ask(thing, company, person, **words)  # type: ignore[arg-type]
    if entry.get("state") == "declined":
        bundling.decline(question, manager, entry["reason"], at + timedelta(days=2))
    elif entry.get("state") == "withdrawn":
        asking.withdraw(question, person)


def asked(dialogue: Dialogue, entry: Entry) -> list[Question]:
    return list(Question.objects.filter(dialogue=dialogue, text__in=entry["questions"]).order_by("asked_at"))


def answer(dialogue: Dialogue, entry: Entry, manager: User) -> None:
    """Bundled, written and checked by the doors, and then as far as the entry says."""
    questions = asked(dialogue, entry)
    if not questions:
        return
    released = noon(entry["released"]) if "released" in entry else None
    made = bundling.bundle(questions, manager, released and released - timedelta(days=3))
    write(made, entry, manager)
    if entry.get("state") in ("checked", "due"):
        check(made)
    if released:
        release(made, manager, released)
    elif entry.get("state") == "due":
        nine = datetime.combine(timezone.localdate() + RELEASE_AHEAD, time(9), tzinfo=ZoneInfo(ZONE))
        releasing.release(made, manager, release_at=nine, zone=ZONE)


def correct(dialogue: Dialogue, entry: Entry, manager: User) -> None:
    corrected, questions = entry["correction"], asked(dialogue, entry)
    if not questions or questions[0].answer is None:
        return
    made = questions[0].answer
    answering.correct(made, manager)
    write(made, {"language": entry["language"], "question": entry["question"], **corrected}, manager)
    release(made, manager, noon(corrected["released"]))


def write(made: QuestionAnswer, entry: Entry, manager: User) -> None:
    texts = translated(question=entry["question"], text=entry["text"])
    values = {**texts, "language": entry["language"], "changes_need": entry.get("changes_need", False)}
    answering.write(lock_draft(made), values, manager)


def check(made: QuestionAnswer, at: datetime | None = None) -> None:
    answering.check(made, User.objects.get(email=CHECKER), answering.stamp(made.versions.latest("number")), at)


def release(made: QuestionAnswer, manager: User, at: datetime) -> None:
    """On the day of history: written two days before, checked one day before."""
    made.versions.filter(state=VersionState.DRAFT).update(written_at=at - timedelta(days=2))
    check(made, at - timedelta(days=1))
    releasing.release(made, manager, at=at)
