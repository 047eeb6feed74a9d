"""What was made of the answers to the first request: tags, notes, and what was heard, published in six languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from dialogue_portal.demo.files import read, translated
from dialogue_portal.demo.needs import MANAGER
from dialogue_portal.demo.story import Happening
from suppliers.models import Answer, AnswerTag, InformationRequest, ReadingNote
from suppliers.reading import notes, opening
from suppliers.responses.enums import WayOfReading
from suppliers.synthesis import writing

DIALOGUE = "emission-free-deliveries"
PUBLISHED = datetime(2020, 6, 26, 8, tzinfo=UTC)


def happenings() -> Iterator[Happening]:
    yield Happening(PUBLISHED, load)


def load() -> int:
    """Nothing where no request has closed with answers to it, or where somebody has begun to read."""
    manager = User.objects.filter(email=MANAGER).first()
    closed = InformationRequest.objects.over().filter(dialogue__slug=DIALOGUE).order_by("closes_at").first()
    if manager is None or closed is None or closed.tags.exists() or closed.syntheses.exists():
        return 0
    answers = list(
        Answer.objects.readable_by(manager)
        .filter(response__request=closed)
        .exclude(text="")
        .select_related("response__request__dialogue", "response__company", "question__request")
        .order_by("question__position", "response__pk")
    )
    if not answers:
        return 0
    opening.log(manager, closed, WayOfReading.SUMMARY, {answer.response for answer in answers})
    tags = [tag(closed, entry, answers, manager) for entry in read("market_reading")["tag"]]
    made = writing.begin(closed, None, manager)
    with writing.open_draft(made, manager) as draft:
        writing.write(draft, translated(**read("market_reading")["synthesis"]), manager)
    writing.publish(made, writing.seen_of(made.versions.get()), manager, PUBLISHED)
    return len(tags) + ReadingNote.objects.count() + 1


def tag(request: InformationRequest, entry: dict[str, Any], answers: list[Answer], manager: User) -> AnswerTag:
    """On each answer with one of its words; the first of them gets the note."""
    made = notes.make_tag(request, entry["name"], manager)
    fitting = [row for row in answers if any(word in row.text.lower() for word in entry["words"])]
    for answer in fitting:
        notes.tag_answer(made, answer.response, answer.question, manager)
    for answer in fitting[:1]:
        notes.write_note(answer.response, answer.question, entry["note"], manager)
    return made
