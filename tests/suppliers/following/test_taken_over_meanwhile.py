"""An account takes over what its address follows while a mailing is written: each piece of news reaches her once."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from core.models import Mail
from suppliers.enums import MailingKind, MailingState
from suppliers.following import doors, mailing
from suppliers.following.subjects import of_events
from suppliers.models import Follower, Mailing
from suppliers.tasks import tell_followers
from tests.acts import begun
from tests.factories import UserFactory
from tests.factories.suppliers import FollowerFactory, FollowFactory
from tests.suppliers.following.news import told

BIKES, FERRIES, VANS = "cpv-34430000", "cpv-60600000", "cpv-34100000"


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "BATCH", 1)


def follower_of(*topics: str, **owner: object) -> Follower:
    follower = FollowerFactory(**owner)
    for topic in topics:
        FollowFactory(follower=follower, topic=topic)
    return follower


def claimed(*topics: str) -> Mailing:
    for topic in topics:
        told(None, topic, titles={"en": topic})
    return mailing.claim(MailingKind.DAILY, mailing.untold())


def write(one: Mailing) -> None:
    """To the next followers."""
    mailing.write_batch(one, mailing.news_of(one), mailing.Letters(one))


def told_of(*addresses: str) -> Counter[str]:
    """How often the mails to her told of what."""
    texts = Mail.objects.filter(to__in=addresses, template="suppliers/mail/digest").values_list("text", flat=True)
    return Counter(topic for text in texts for topic in (BIKES, FERRIES, VANS) if topic in text)


def finish() -> Mailing:
    Mailing.objects.update(leased_until="2026-01-01T00:00Z")
    tell_followers()
    return Mailing.objects.get(state=MailingState.FINISHED)


@pytest.mark.django_db
def test_who_was_told_by_her_address_is_not_told_again(one_at_a_time: None) -> None:
    person = UserFactory()
    follower_of(BIKES, email=person.email)
    one = claimed(BIKES)
    write(one)
    doors.follow(person, of_events())
    assert finish().written == 1
    assert told_of(person.email) == {BIKES: 1}


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["account", "address"])
def test_who_follows_by_both_is_told_of_what_the_one_that_was_told_does_not_follow(
    one_at_a_time: None, first: str
) -> None:
    person = UserFactory()
    owners = {"account": {"user": person, "email": ""}, "address": {"email": person.email}}
    for owner in sorted(owners, key=lambda owner: owner != first):
        follower_of(BIKES, FERRIES if owner == "account" else VANS, **owners[owner])
    one = claimed(BIKES, FERRIES, VANS)
    write(one)
    doors.follow(person, of_events())
    assert (finish().written, told_of(person.email)) == (2, {BIKES: 1, FERRIES: 1, VANS: 1})


@pytest.mark.django_db
def test_of_a_mailing_that_reached_none_or_all_of_them_nothing_is_told_twice(one_at_a_time: None) -> None:
    person = UserFactory()
    follower_of(BIKES, email=person.email)
    follower_of(FERRIES, user=person, email="")
    one = claimed(BIKES, FERRIES)
    write(one)
    write(one)
    claimed_next = told(None, VANS, titles={"en": VANS})
    follower_of(VANS, email="other@example.org")
    EmailAddress.objects.create(user=person, email="other@example.org", verified=True)
    mailing.claim(MailingKind.URGENT, mailing.untold().filter(pk=claimed_next.pk))
    doors.follow(person, of_events())
    Mailing.objects.update(leased_until="2026-01-01T00:00Z")
    tell_followers()
    assert told_of(person.email) == {BIKES: 1, FERRIES: 1}
    assert Mail.objects.filter(template="suppliers/mail/urgent").values_list("to", flat=True).get() == person.email


@pytest.mark.django_db
def test_an_account_that_wants_no_mails_gets_none_for_its_address(one_at_a_time: None) -> None:
    person = UserFactory()
    follower_of(BIKES, user=person, email="")
    follower_of(VANS, email=person.email)
    one = claimed(BIKES, VANS)
    write(one)
    Follower.objects.filter(user=person).update(wants_mail=False)
    doors.follow(person, of_events())
    assert (finish().written, told_of(person.email)) == (1, {BIKES: 1})


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_over_in_the_middle_of_a_batch_waits_for_its_end(one_at_a_time: None) -> None:
    person: User = UserFactory()
    follower_of(BIKES, email=person.email)
    one = claimed(BIKES)
    with transaction.atomic():
        write(one)
        taking_over = begun(lambda: doors.follow(person, of_events()))
    taking_over.result()
    done = finish()
    assert (done.written, done.done_with.count()) == (1, 0)
    assert told_of(person.email) == {BIKES: 1}
