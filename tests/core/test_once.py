"""A form that is sent twice makes one thing."""

from uuid import uuid4

import pytest

from core.models import Submission
from core.once import OnceForm, once
from tests.acts import together


@pytest.mark.django_db
def test_the_second_time_answers_as_the_first() -> None:
    key, made = uuid4(), []

    def make() -> str:
        made.append("thing")
        return f"/things/{len(made)}/"

    assert [once(key, make), once(key, make), once(uuid4(), make)] == ["/things/1/", "/things/1/", "/things/2/"]


@pytest.mark.django_db
def test_what_failed_may_be_sent_again() -> None:
    key = uuid4()

    def refuse() -> str:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        once(key, refuse)
    assert once(key, lambda: "/things/1/") == "/things/1/"


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one() -> None:
    key, made = uuid4(), []

    def send() -> str:
        return once(key, lambda: made.append("thing") or f"/things/{len(made)}/")

    answers = together(send, send)
    assert (made, answers, Submission.objects.count()) == (["thing"], ["/things/1/"] * 2, 1)


def test_each_form_that_is_shown_has_a_key_of_its_own() -> None:
    first, second = (OnceForm()["key"].value() for _ in range(2))
    assert first != second


@pytest.mark.django_db
def test_an_address_may_be_as_long_as_fifty_chosen_needs_make_it() -> None:
    address = "/en/workspace/needs/?" + "&".join(f"need={number}" for number in range(1_000_000, 1_000_050))
    key = uuid4()
    assert [once(key, lambda: address), once(key, lambda: "/elsewhere/")] == [address, address]
