"""Requests for information and what companies answer."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from suppliers.models import Answer, InformationRequest, RequestQuestion, Response
from suppliers.requests.enums import QuestionKind, RequestState
from tests.factories.base import LANGUAGES, Translated
from tests.factories.dialogues import DialogueFactory
from tests.factories.suppliers import CompanyFactory

EASTER = {f"reason_{code}": f"Easter. ({code})" for code in LANGUAGES}  # why one is reopened


def in_hours(hours: float) -> Any:
    return timezone.now() + timedelta(hours=hours)


class InformationRequestFactory(Translated):
    """A draft without questions, which would close in a day; `opened(…)` opens one."""

    class Meta:
        model = InformationRequest

    dialogue = factory.SubFactory(DialogueFactory)
    slug = factory.Sequence(lambda n: f"request-{n}")
    title = factory.Sequence(lambda n: f"What can you deliver? {n}")
    introduction = "Tell us what you can deliver without emissions."
    closes_at = factory.LazyFunction(lambda: in_hours(24))


class RequestQuestionFactory(Translated):
    class Meta:
        model = RequestQuestion

    request = factory.SubFactory(InformationRequestFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = QuestionKind.TEXT
    text = factory.Sequence(lambda n: f"Question {n}?")
    options = factory.LazyAttribute(lambda row: "One\nTwo\nThree" if row.kind in QuestionKind.with_options() else "")


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = Response

    request = factory.SubFactory(InformationRequestFactory)
    company = factory.SubFactory(CompanyFactory)
    language = "en"


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    response = factory.SubFactory(ResponseFactory)
    question = factory.SubFactory(RequestQuestionFactory)


def opened(request: InformationRequest, *, hours: float = 24) -> InformationRequest:
    """The draft, open, with so many hours until it closes; with fewer than none it is over already."""
    request.state, request.closes_at = RequestState.OPEN, in_hours(hours)
    request.opened_at = min(in_hours(-1), request.closes_at - timedelta(days=1))
    request.save()
    return request


def submitted(response: Response) -> Response:
    """The response as it is submitted: a copy of what is being written. Only as long as answers are taken."""
    response.versions += 1
    for answer in response.answers.being_written():
        answer.pk, answer.version = None, response.versions
        answer._state.adding = True
        answer.save()
    response.state, response.submitted_at = "submitted", timezone.now()
    response.save()
    return response
