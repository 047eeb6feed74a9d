"""What the database itself refuses, whoever asks it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F, Model

from suppliers.models import Answer, InformationRequest, RequestCorrection, RequestQuestion, Response
from suppliers.requests.enums import RequestState
from tests.factories.requests import (
    AnswerFactory,
    InformationRequestFactory,
    RequestQuestionFactory,
    ResponseFactory,
    in_hours,
    opened,
    submitted,
)

pytestmark = pytest.mark.django_db


def refused(row: Model, **fields: object) -> bool:
    """Whether the database refuses to write these fields of the row."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**fields)
    except DatabaseError:
        return True
    return False


def test_an_open_request_changes_in_nothing_but_its_state_and_a_later_deadline() -> None:
    request = InformationRequestFactory()
    question = RequestQuestionFactory(request=request)
    assert not refused(request, title_nb="Hva kan dere?", readers="participants")
    assert not refused(question, text_nb="Hva?", most=3)
    request.refresh_from_db()
    opened(request)
    assert refused(request, title_nb="Hva?")
    assert refused(request, readers="managers")
    assert refused(request, zone="Europe/Helsinki")
    assert refused(request, state=RequestState.DRAFT)
    assert refused(request, closes_at=F("closes_at") - timedelta(minutes=1))
    assert refused(question, text_nb="Hvem?")
    assert refused(question, position=7)
    assert refused(question, is_required=True)
    assert not refused(request, closes_at=F("closes_at") + timedelta(minutes=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        RequestQuestionFactory(request=request)
    with pytest.raises(DatabaseError), transaction.atomic():
        RequestQuestion.objects.filter(pk=question.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        InformationRequest.objects.filter(pk=request.pk)._raw_delete("default")  # type: ignore[attr-defined]


def test_a_text_of_an_open_request_changes_as_a_correction_says_and_not_otherwise() -> None:
    question = RequestQuestionFactory(text_nb="Hvor mnage?", text_sv="Hur många?")
    request = opened(question.request)
    correction = RequestCorrection.objects.create(
        request=request, question=question, before={"text_nb": "Hvor mnage?"}, after={"text_nb": "Hvor mange?"}
    )
    assert refused(question, text_nb="Hvor mange biler?")
    assert refused(question, text_nb="Hvor mange?", text_sv="Hur många bilar?")
    assert refused(question, text_nb="Hvor mange?", is_required=True)
    assert not refused(question, text_nb="Hvor mange?")
    assert refused(correction, after={"text_nb": "Hvor?"})
    RequestCorrection.objects.create(
        request=request, question=question, before={"is_required": False}, after={"is_required": True}
    )
    assert refused(question, is_required=True)
    RequestCorrection.objects.create(request=request, before={"title_nb": request.title_nb}, after={"title_nb": "Nytt"})
    assert not refused(request, title_nb="Nytt")


def test_a_submitted_answer_never_changes_and_none_is_submitted_after_the_deadline() -> None:
    answer = AnswerFactory(text="Twelve vans.", response__request=InformationRequestFactory())
    response, request = submitted(answer.response), answer.response.request
    version = Answer.objects.get(response=response, version=1)
    assert refused(version, text="Thirteen vans.")
    assert not refused(answer, text="Thirteen vans.")
    assert refused(answer, version=2)
    opened(request, hours=-1)
    assert not refused(answer, text="Fourteen vans.")
    assert refused(response, versions=2)
    assert refused(response, state="withdrawn")
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerFactory(response=response, question=answer.question, version=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.filter(pk=response.pk)._raw_delete("default")  # type: ignore[attr-defined]
    # Reopened for everyone, by a deadline that is still to come
    assert refused(request, closes_at=in_hours(-0.5))
    assert not refused(request, closes_at=in_hours(1))
    assert not refused(response, versions=2)


def test_a_draft_response_may_go() -> None:
    answer = AnswerFactory(response=ResponseFactory())
    answer.response.delete()
    assert not Answer.objects.exists()
