"""Answers that may be read, and what is made of them."""

from dataclasses import dataclass
from typing import Any

from suppliers.models import Answer, InformationRequest, RequestQuestion, Response, Synthesis, SynthesisVersion
from suppliers.requests.enums import ConfidentialReaders, QuestionKind, Readers
from tests.factories.base import LANGUAGES
from tests.factories.dialogues import DialogueFactory, StaffRoleFactory
from tests.factories.requests import (
    AnswerFactory,
    InformationRequestFactory,
    RequestQuestionFactory,
    ResponseFactory,
    opened,
    submitted,
)
from tests.factories.suppliers import CompanyFactory


@dataclass
class Answered:
    """A request with a text, a number, a choice and a date, which companies answered; `manager` runs its dialogue.

    The text of the first company is confidential.
    """

    request: InformationRequest
    questions: list[RequestQuestion]
    responses: list[Response]
    manager: Any

    def answer(self, company: int, question: int) -> Answer:
        rows = Answer.objects.filter(response=self.responses[company], question=self.questions[question], version=1)
        return rows.get()


def answered(
    companies: int = 3,
    *,
    readers: str = Readers.PARTICIPANTS,
    confidential: str = ConfidentialReaders.MANAGERS,
    hours: float = -1,
    dialogue: Any = None,
) -> Answered:
    set_so = {"readers": readers, "confidential_readers": confidential}
    request = InformationRequestFactory(dialogue=dialogue or DialogueFactory(), **set_so)
    kinds = [QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.CHOICE, QuestionKind.DATE]
    questions = [RequestQuestionFactory(request=request, kind=kind, position=at) for at, kind in enumerate(kinds, 1)]
    responses = [response_of(request, questions, place) for place in range(companies)]
    opened(request, hours=hours)
    return Answered(request, questions, responses, StaffRoleFactory(dialogue=request.dialogue).user)


def response_of(request: InformationRequest, questions: list[RequestQuestion], place: int) -> Response:
    company = CompanyFactory(name=f"Nordvarp {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]} AS")
    response = ResponseFactory(request=request, company=company, language="nb")
    secret = {"is_confidential": True, "confidential_reason": "Våre priser."} if place == 0 else {}
    said = f"=Hemmelig{place}" if place == 0 else f"=Åpent svar {place}"
    AnswerFactory(response=response, question=questions[0], text=said, **secret)
    AnswerFactory(response=response, question=questions[1], number=10 * (place + 1))
    AnswerFactory(response=response, question=questions[2], chosen=[1 + place % 2])
    AnswerFactory(response=response, question=questions[3], day=f"2021-0{1 + place % 9}-01")
    return submitted(response)


def synthesis(scene: Answered, *, challenge: Any = None, **said: str) -> Synthesis:
    """With a draft whose texts are there in every language, but for what is `said` otherwise."""
    of = {"dialogue": scene.request.dialogue, "request": scene.request, "challenge": challenge}
    made = Synthesis.objects.create(**of, made_by=scene.manager)
    texts = {"title": "What the market told", "heard": "Charging is the hard part.", "changed": "We ask for less."}
    every = {f"{name}_{code}": text for name, text in texts.items() for code in LANGUAGES}
    SynthesisVersion.objects.create(synthesis=made, number=1, **(every | said))
    return made
