"""Requests for information and responses. Of another company's response nobody learns anything, staff neither."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from core.storage import private_files
from suppliers.models import AnswerFile, InformationRequest, RequestPaper, Response, ResponseReceipt
from suppliers.requests.enums import QuestionKind
from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, NOBODY, SIGNED_IN, Access, World
from tests.factories.requests import (
    AnswerFactory,
    RequestQuestionFactory,
    ResponseFactory,
    opened,
    submitted,
)

SUPPLIER = frozenset({"supplier"})
MANAGING = frozenset({"manager"}) | ADMINISTRATOR


def draft(world: World) -> InformationRequest:
    return RequestQuestionFactory(request__dialogue=world.dialogue, position=1, kind=QuestionKind.FILE).request


def slug(world: World) -> list[str]:
    return [draft(world).slug]


def question(world: World) -> list[Any]:
    request = draft(world)
    return [request.slug, request.questions.get().pk]


def open_request(world: World) -> list[str]:
    return [opened(draft(world)).slug]


def paper(world: World) -> list[Any]:
    request = opened(draft(world))
    file = private_files().save("questions.pdf", ContentFile(b"%PDF-1.7\n"))
    RequestPaper.objects.create(request=request, edition=1, language="en", file=file, size=9, sha256="0" * 64)
    return [request.slug, 1]


def over(world: World) -> list[str]:
    return [opened(draft(world), hours=-1).slug]


def scheduled(world: World) -> list[str]:
    request = draft(world)
    InformationRequest.objects.filter(pk=request.pk).update(state="scheduled", opens_at=request.closes_at)
    return [request.slug]


def open_question(world: World) -> list[Any]:
    found = question(world)
    opened(InformationRequest.objects.get(slug=found[0]))
    return found


def key(_world: World) -> dict[str, str]:
    return {"key": str(uuid4())}


def response(world: World) -> Response:
    """A submitted one, with a file and a receipt."""
    made = ResponseFactory(request=draft(world), company=world.company)
    answer = AnswerFactory(response=made, question=made.request.questions.get())
    AnswerFile.objects.create(answer=answer, file=ContentFile(b"%PDF-1.7\n", "a"), name="a.pdf", size=9)
    submitted(made)
    said = {"content": {"language": "en", "answers": []}, "content_hash": "0" * 64, "language": "en"}
    ResponseReceipt.objects.create(response=made, version=1, at=made.submitted_at, **said)
    opened(made.request)
    return made


def mine(world: World) -> list[str]:
    return [world.company.key, response(world).key]


def first(world: World) -> list[Any]:
    return [*mine(world), 1]


def file(world: World) -> list[str]:
    return [*mine(world), AnswerFile.objects.get(answer__version=0).key]


def begin(world: World) -> list[str]:
    return [world.company.key, *open_request(world)]


DRAFTING = Access(read=MANAGING, send=MANAGING, args=slug)
ANSWERING = Access(read=SUPPLIER, send=SUPPLIER, args=mine)

ACCESS = {
    "requests": Access(read=EVERYBODY),
    "request": Access(read=EVERYBODY, args=open_request),
    "request-paper": Access(read=EVERYBODY, args=paper),
    "workspace-requests": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-request-add": Access(read=MANAGERS | ADMINISTRATOR, send=MANAGERS | ADMINISTRATOR),
    "workspace-request": Access(read=MANAGING, args=slug),
    "workspace-request-text": DRAFTING,
    "workspace-request-times": DRAFTING,
    "workspace-request-copy": Access(read=NOBODY, send=MANAGING, args=slug, data=key),
    "workspace-request-delete": DRAFTING,
    "workspace-request-preview": Access(read=MANAGING, args=slug),
    "workspace-request-open": DRAFTING,
    "workspace-request-recall": Access(read=NOBODY, send=MANAGING, args=scheduled),
    "workspace-request-extend": Access(read=MANAGING, send=MANAGING, args=open_request),
    "workspace-request-reopen": Access(read=MANAGING, send=MANAGING, args=over),
    "workspace-request-withdraw": Access(read=MANAGING, send=MANAGING, args=open_request),
    "workspace-request-correct": Access(read=MANAGING, send=MANAGING, args=open_request),
    "workspace-request-question-add": Access(
        read=MANAGING, send=MANAGING, args=lambda world: [*slug(world), QuestionKind.TEXT]
    ),
    "workspace-request-question": Access(read=MANAGING, send=MANAGING, args=question),
    "workspace-request-question-copy": Access(read=NOBODY, send=MANAGING, args=question, data=key),
    "workspace-request-question-move": Access(read=NOBODY, send=MANAGING, args=question),
    "workspace-request-question-remove": Access(read=MANAGING, send=MANAGING, args=question),
    "workspace-request-question-correct": Access(read=MANAGING, send=MANAGING, args=open_question),
    "workspace-request-answer": Access(read=SIGNED_IN, args=open_request),
    "workspace-responses": Access(read=SUPPLIER, args=lambda world: [world.company.key]),
    "workspace-response-begin": Access(read=NOBODY, send=SUPPLIER, args=begin),
    "workspace-response": ANSWERING,
    "workspace-answer": Access(read=SUPPLIER, send=SUPPLIER, args=first),
    "workspace-answer-file": Access(read=SUPPLIER, args=file),
    "workspace-answer-file-remove": Access(read=NOBODY, send=SUPPLIER, args=file),
    "workspace-response-submit": ANSWERING,
    "workspace-response-withdraw": ANSWERING,
    "workspace-response-receipt": Access(read=SUPPLIER, args=first),
}
