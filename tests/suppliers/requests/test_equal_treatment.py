"""Where a request for information puts equal treatment in danger."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.ledger.dangers import dangers
from needs.enums import StatementState
from suppliers.models import RequestQuestion
from suppliers.requests import opening
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.needs import StatementFactory
from tests.factories.requests import InformationRequestFactory, RequestQuestionFactory, opened

pytestmark = pytest.mark.django_db


def test_a_new_version_during_an_open_request_and_a_missing_language_are_found() -> None:
    statement = StatementFactory(
        number=2, clauses=0, state=StatementState.PUBLISHED, content={"clauses": []}, published_at=timezone.now()
    )
    dialogue = statement.challenge.dialogue
    request = InformationRequestFactory(dialogue=dialogue, title="Vans")
    RequestQuestionFactory(request=request)
    opened(request)
    assert [danger.title for danger in dangers(dialogue)] == [
        f"“{statement.title_en}” was changed during an open request"
    ]
    other = InformationRequestFactory(dialogue=dialogue, title="Lorries")
    RequestQuestionFactory(request=other, challenge=StatementFactory(challenge__dialogue=dialogue).challenge)
    opened(other)
    assert len(dangers(dialogue)) == 1
    opening.extend(request, request.closes_at + timedelta(days=1), StaffRoleFactory(dialogue=dialogue).user)
    assert [danger for danger in dangers(dialogue) if danger.kind == "statement-changed"] == []
    late = InformationRequestFactory(dialogue=dialogue, title="Boats", closes_at=timezone.now() - timedelta(days=3))
    RequestQuestionFactory(request=late, text_fi="")
    late.opened_at, late.state = timezone.now() - timedelta(days=9), "closed"
    late.save()
    assert RequestQuestion.objects.filter(request=late).exists()
    assert [(danger.kind, danger.explanation) for danger in dangers(dialogue)] == [
        ("request-language", "Something is missing in Suomi. Put it right, for all to see.")
    ]
