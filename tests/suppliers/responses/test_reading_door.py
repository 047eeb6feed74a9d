"""Who reads what companies answered, and from when on."""

from typing import Any

import pytest
from django.utils import timezone

from municipalities.enums import MembershipRole, ParticipationRole
from suppliers.models import Answer, Response
from suppliers.requests.enums import Readers
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory, StaffRoleFactory
from tests.factories.municipalities import MembershipFactory, ParticipationFactory
from tests.factories.needs import SignatureFactory
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


def people(dialogue: Any) -> dict[str, Any]:
    """One of each who might ask."""
    member = MembershipFactory(role=MembershipRole.OBSERVER)
    ParticipationFactory(dialogue=dialogue, municipality=member.municipality)
    watching = MembershipFactory(role=MembershipRole.SIGNATORY)
    ParticipationFactory(dialogue=dialogue, municipality=watching.municipality, role=ParticipationRole.OBSERVER)
    signing = MembershipFactory(role=MembershipRole.EDITOR)
    SignatureFactory(statement__challenge__dialogue=dialogue, municipality=signing.municipality)
    return {
        "admin": UserFactory(is_superuser=True, is_staff=True),
        "manager": StaffRoleFactory(dialogue=dialogue).user,
        "other_manager": StaffRoleFactory().user,
        "coordinator": StaffRoleFactory(dialogue=dialogue, country="NO").user,
        "participant": member.user,
        "observing": watching.user,
        "signed": signing.user,
        "stranger": UserFactory(),
    }


def took_back(dialogue: Any) -> Any:
    """Of a body that took back what it signed of the newest words: what it signed of older ones was left as it is."""
    membership = MembershipFactory()
    own = {"municipality": membership.municipality, "statement__content": {}, "statement__clauses": 0}
    first = SignatureFactory(**own, statement__challenge__dialogue=dialogue, statement__state="superseded")
    newer = {**own, "statement__challenge": first.statement.challenge}
    back = {"withdrawn_at": timezone.now(), "withdrawal_reason": "Not our words."}
    SignatureFactory(**newer, statement__number=2, statement__state="published", **back)
    SignatureFactory(**newer, statement__number=3, statement__state="abandoned")
    return membership.user


def who_reads(found: dict[str, Any]) -> set[str]:
    return {name for name, user in found.items() if Response.objects.readable_by(user).exists()}


READ_BY = {
    Readers.MANAGERS: {"admin", "manager"},
    Readers.SIGNATORIES: {"admin", "manager", "signed"},
    Readers.PARTICIPANTS: {"admin", "manager", "participant"},
}


@pytest.mark.parametrize("readers", Readers)
def test_nobody_reads_before_the_deadline_and_then_those_whom_the_request_names(readers: str) -> None:
    dialogue = DialogueFactory()
    request = InformationRequestFactory(dialogue=dialogue, readers=readers)
    response = submitted(AnswerFactory(response__request=request).response)
    ResponseFactory(request=request)  # never submitted
    found = {**people(dialogue), "took back": took_back(dialogue)}
    assert who_reads(found) == set()
    opened(request, hours=1)
    assert who_reads(found) == set()
    assert not Answer.objects.readable_by(found["admin"]).exists()
    assert not Answer.objects.hidden_from(found["manager"]).exists()
    request = opened(InformationRequestFactory(dialogue=dialogue, readers=readers), hours=1)
    over = InformationRequestFactory(dialogue=dialogue, readers=readers)
    response = submitted(AnswerFactory(response__request=over).response)
    submitted(AnswerFactory(response=ResponseFactory(request=request)).response)
    opened(over, hours=-1)
    assert who_reads(found) == READ_BY[Readers(readers)]
    assert list(Response.objects.readable_by(found["manager"])) == [response]
    # Reopened for everyone: nobody reads on
    over.closes_at = in_hours(1)
    over.save()
    assert who_reads(found) == set()


def test_of_the_answers_the_last_submitted_is_read_and_the_confidential_ones_by_managers_only() -> None:
    dialogue = DialogueFactory()
    request = InformationRequestFactory(dialogue=dialogue, readers=Readers.PARTICIPANTS)
    first, second = RequestQuestionFactory(request=request), RequestQuestionFactory(request=request)
    response = ResponseFactory(request=request)
    written = AnswerFactory(response=response, question=first, text="Ten vans.")
    secret = AnswerFactory(
        response=response, question=second, text="90 euro.", is_confidential=True, confidential_reason="Our prices."
    )
    submitted(response)
    Answer.objects.filter(pk=written.pk).update(text="Twelve vans.")
    Answer.objects.filter(pk=secret.pk).update(text="80 euro.")
    submitted(response)
    Answer.objects.filter(pk=written.pk).update(text="Not sent yet.")
    opened(request, hours=-1)
    found = people(dialogue)

    def texts(rows: Any) -> list[str]:
        return list(rows.values_list("text", flat=True))

    assert texts(Answer.objects.readable_by(found["manager"])) == ["Twelve vans.", "80 euro."]
    assert texts(Answer.objects.readable_by(found["participant"])) == ["Twelve vans."]
    assert texts(Answer.objects.hidden_from(found["participant"])) == ["80 euro."]
    assert texts(Answer.objects.hidden_from(found["manager"])) == []
    assert texts(Answer.objects.hidden_from(found["stranger"])) == []
