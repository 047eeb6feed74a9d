"""What happens at the same moment: the database settles who comes first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suppliers.models import AnswerVersion, QuestionAnswer, QuestionDeadline
from suppliers.questions import asking, bundling, releasing
from tests.acts import done_or_refused, pause_until
from tests.suppliers.questions.scenes import Scene, in_all, only_version, scene, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Scene:
    return scene()


def test_of_two_who_bundle_the_same_question_one_gets_it(here) -> None:
    question, other = here.ask(), here.ask("And this?")
    acts = (
        lambda: bundling.bundle([question, other], here.manager),
        lambda: bundling.bundle([other, question], here.second),
    )
    assert sorted(done_or_refused(*acts)) == ["done", "refused"]
    assert QuestionAnswer.objects.count() == 1


def test_withdrawn_and_released_at_the_same_moment_is_one_of_the_two(here) -> None:
    question = here.ask()
    answer = here.answer(question, here.ask("Another?", rival=True))
    results = done_or_refused(
        lambda: asking.withdraw(question, here.person), lambda: releasing.release(answer, here.manager)
    )
    question.refresh_from_db()
    assert question.state == ("withdrawn" if results[0] == "done" else "answered")
    assert (results[1], only_version(answer).state) == ("done", "released")


def test_changed_and_due_at_the_same_moment_is_one_of_the_two(here) -> None:
    question = here.ask()
    answer = here.answer(question)
    releasing.release(answer, here.manager, release_at=timezone.now() + timedelta(days=1))
    AnswerVersion.objects.update(release_at=timezone.now())
    results = done_or_refused(
        lambda: asking.edit(question, here.person, text="And where?", language="en"), releasing.settle
    )
    question.refresh_from_db()
    said = (question.text, question.state, only_version(answer).state)
    released = ("How many charging points are there?", "answered", "released")
    assert said == (("And where?", "bundled", "draft") if results[0] == "done" else released)


def test_what_is_released_is_what_was_stored_before_and_a_later_writer_is_refused(here) -> None:
    answer = here.answer()
    results = done_or_refused(
        lambda: write(answer, here.second, **in_all(text="Changed.")), lambda: releasing.release(answer, here.manager)
    )
    text = "Changed. (en)" if results[0] == "done" else "At least twelve. (en)"
    assert (results[1], only_version(answer).text_en) == ("done", text)


def test_workers_that_find_the_same_answer_due_release_it_once(here) -> None:
    answer = here.answer()
    releasing.release(answer, here.manager, release_at=timezone.now() + timedelta(days=1))
    AnswerVersion.objects.update(release_at=timezone.now())
    done_or_refused(releasing.settle, releasing.settle, releasing.settle)
    assert [kind for kind, _title, _page in here.ledger()] == ["answers_released"]


def test_a_deadline_is_over_in_the_second_in_which_it_is_by_the_database_s_clock(here) -> None:
    """Also for a transaction that began before it."""
    soon = timezone.now() + timedelta(seconds=1)
    QuestionDeadline.objects.create(dialogue=here.dialogue, closes_at=soon, zone="Europe/Oslo")
    assert here.ask("In time?").state == "received"
    pause_until(soon)
    assert here.ask("Too late?").state == "late"
