"""What is written for a company while it is joined with another is not left behind with it: it is refused."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from events.meetings import wishing
from events.models import MeetingCompany, Registration
from events.registering import coming
from events.registering.forms import colleague
from suppliers.companies import checking
from suppliers.models import Company, CompanyJoin, Question, Representative, Response
from suppliers.questions import asking
from suppliers.responses import beginning
from tests.acts import together
from tests.events.registering.test_seats import wish
from tests.factories import DialogueFactory, RepresentativeFactory, StaffRoleFactory, TermsFactory
from tests.factories.meetings import MeetingDayFactory
from tests.factories.requests import InformationRequestFactory, opened
from tests.published import published_statement

Act = Callable[[], Any]


def asks(one: Representative) -> Act:
    challenge = published_statement().challenge
    return lambda: asking.ask(challenge, one.company, one.user, text="How many?", language="en")


def begins(one: Representative) -> Act:
    request = opened(InformationRequestFactory(dialogue=DialogueFactory()))
    return lambda: beginning.begin(request, one.company, one.user, "en")


def wishes(one: Representative) -> Act:
    day = MeetingDayFactory()
    return lambda: wishing.wish(day, one.company, one.user, [])


def comes(one: Representative) -> Act:
    registration = wish(TermsFactory().event, company=one.company, user=one.user)
    return lambda: transaction.atomic(coming.register)(registration)


@pytest.mark.django_db
def test_who_brings_more_people_does_so_for_the_company_that_hers_was_joined_with() -> None:
    old, new = RepresentativeFactory(), RepresentativeFactory()
    leader = wish(TermsFactory().event, company=new.company, user=new.user)
    coming.register(leader)
    more = [colleague(leader, "Kari Nordmann", "kari@example.org")]
    checking.take_over(new.company, old.company)
    [brought] = coming.bring_more(leader, more)
    brought.refresh_from_db()
    assert (brought.company, brought.places.count(f"organisation:company-{old.company_id}")) == (old.company, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("prepared", "model"),
    [(asks, Question), (begins, Response), (wishes, MeetingCompany), (comes, Registration)],
)
def test_who_writes_for_a_company_in_the_moment_in_which_it_is_joined_is_refused(
    monkeypatch: pytest.MonkeyPatch, prepared: Callable[[Representative], Act], model: Any
) -> None:
    old, new = RepresentativeFactory(), RepresentativeFactory(company__state="unchecked")
    Company.objects.filter(pk=new.company_id).update(organisation_number=old.company.organisation_number)
    checking.propose_join(Company.objects.get(pk=new.company_id), StaffRoleFactory().user)
    act, take_over, taken, is_done = prepared(new), checking.take_over, Event(), Event()

    def and_meanwhile_it_is_written(*companies: Company) -> None:
        take_over(*companies)
        taken.set()
        is_done.wait(0.5)

    def write() -> None:
        assert taken.wait(10)
        act()
        is_done.set()

    monkeypatch.setattr(checking, "take_over", and_meanwhile_it_is_written)
    joined, refusal = together(lambda: checking.answer(CompanyJoin.objects.get(), old.user, agreed=True), write)
    assert (joined, type(refusal), model.objects.filter(company=new.company_id).count()) == (None, PermissionDenied, 0)
