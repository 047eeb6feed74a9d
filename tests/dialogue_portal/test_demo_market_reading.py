"""The demo's synthesis keeps the portal's own rules, and is made once."""

import pytest

from accounts.models import User
from dialogue_portal.demo import market_reading
from dialogue_portal.demo.needs import MANAGER
from dialogues.models import LedgerEntry
from suppliers.models import AnswerTag, Synthesis, TaggedAnswer
from tests.factories.dialogues import DialogueFactory
from tests.factories.reading import answered
from tests.factories.requests import AnswerFactory, InformationRequestFactory, RequestQuestionFactory, opened, submitted

pytestmark = pytest.mark.django_db


def test_the_demo_tags_answers_and_publishes_what_was_heard_once() -> None:
    dialogue = DialogueFactory(slug=market_reading.DIALOGUE)
    assert market_reading.load() == 0
    request = InformationRequestFactory(dialogue=dialogue)
    question = RequestQuestionFactory(request=request)
    submitted(AnswerFactory(response__request=request, question=question, text="Lading er dyrt.").response)
    opened(request, hours=-48)
    manager = answered(1, dialogue=dialogue).manager
    User.objects.filter(pk=manager.pk).update(email=MANAGER)
    assert market_reading.load() > 0
    assert market_reading.load() == 0
    assert list(TaggedAnswer.objects.values_list("tag__name", flat=True)) == ["Charging"]
    assert AnswerTag.objects.count() == 4
    assert Synthesis.objects.public().count() == LedgerEntry.objects.filter(kind="synthesis").count() == 1
