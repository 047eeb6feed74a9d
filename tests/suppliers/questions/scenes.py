"""A public challenge, two companies that ask about it, and two managers who answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from dialogues.models import Dialogue, LedgerEntry
from needs.models import Challenge
from suppliers.models import AnswerVersion, Company, Question, QuestionAnswer
from suppliers.questions import answering, asking, bundling, releasing
from suppliers.questions.bundling import lock_draft
from tests.factories import CompanyFactory, RepresentativeFactory, StaffRoleFactory, UserFactory
from tests.published import published_statement


@dataclass
class Scene:
    dialogue: Dialogue
    challenge: Challenge
    company: Company
    person: User
    other: Company
    rival: User
    manager: User
    second: User

    def ask(self, text: str = "How many charging points are there?", *, rival: bool = False, **said: Any) -> Question:
        company, by = (self.other, self.rival) if rival else (self.company, self.person)
        return asking.ask(self.challenge, company, by, **{"text": text, "language": "en", **said})

    def answer(self, *questions: Question, by: User | None = None) -> QuestionAnswer:
        """Written in all languages, and neither checked nor released."""
        answer = bundling.bundle(questions or [self.ask()], self.manager)
        write(answer, by or self.manager)
        return answer

    def released(self, *questions: Question, at: datetime | None = None) -> QuestionAnswer:
        answer = self.answer(*questions)
        releasing.release(answer, self.manager, at=at)
        answer.refresh_from_db()
        return answer

    def ledger(self) -> list[tuple[str, Any, Any]]:
        """What entries of questions say: kind, English title, where it is read."""
        rows = LedgerEntry.objects.filter(kind__in=["answers_released", "answer_corrected", "question_deadline"])
        return [(row.kind, row.titles["en"], row.page[0]) for row in rows.order_by("number")]


def scene() -> Scene:
    statement = published_statement()
    challenge = Challenge.objects.get(pk=statement.challenge_id)
    dialogue = challenge.dialogue
    company, other = CompanyFactory(name="Kargo Sykler AS", website="https://kargo.example"), CompanyFactory()
    manager, second = [StaffRoleFactory(dialogue=dialogue, user=UserFactory(name=name)).user for name in ("Mia", "Sol")]
    person = RepresentativeFactory(company=company, user__language="nb").user
    rival = RepresentativeFactory(company=other, user__language="sv").user
    return Scene(dialogue, challenge, company, person, other, rival, manager, second)


def in_all(question: str = "How many points?", text: str = "At least twelve.") -> dict[str, str]:
    said = {}
    for code, _name in settings.LANGUAGES:
        said |= {f"question_{code}": f"{question} ({code})", f"text_{code}": f"{text} ({code})"}
    return said


def write(answer: QuestionAnswer, by: User, **values: Any) -> AnswerVersion:
    with transaction.atomic():
        draft = lock_draft(answer)
        answering.write(draft, values or in_all(), by)
    draft.refresh_from_db()
    return draft


def only_version(answer: QuestionAnswer) -> AnswerVersion:
    return answer.versions.latest("number")
