"""A company that registered a second time, a colleague who is invited, and those who follow, in several states."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo.files import read
from suppliers.companies import registering
from suppliers.following import doors, mailing, subjects
from suppliers.models import Company, CompanyInvitation, Follow, Follower

SINCE = datetime(2020, 1, 7, 9, tzinfo=UTC)


def load() -> int:
    before = rows()
    registered_twice()
    invited()
    for entry in read("market_follows")["follow"]:
        with suppress(Http404):  # a test may load a part of the challenges
            follow(entry)
    if rows() != before and (digest := mailing.claim_day()):
        while mailing.write_batch(digest, mailing.news_of(digest), mailing.Letters(digest)):
            continue
    return rows() - before


def rows() -> int:
    return sum(model.objects.count() for model in (Company, CompanyInvitation, Follow, Follower))


def registered_twice() -> None:
    """Staff see that its number is confirmed already, and may propose to join the two."""
    person = User.objects.get(email="hyldebil.copenhagen@example.org")
    if not person.representations.exists():
        first = Company.objects.get(organisation_number="10000009", state="confirmed")
        typed = {"website": "", "size_class": "", "country": first.country}
        name = "Hyldebil Demo, Copenhagen (invented)"
        registering.register(person, {**typed, "name": name, "organisation_number": first.organisation_number})


def invited() -> None:
    person = User.objects.get(email="supplier@example.org")
    company = person.representations.get().company
    new = {"name": "Fjordbud Demo, colleague", "language": "nb", "invited_by": person, "links_sent": 1}
    ends = timezone.now() + timedelta(days=9)
    email = "fjordbud.colleague@example.org"
    CompanyInvitation.objects.get_or_create(company=company, email=email, defaults={**new, "expires_at": ends})


def follow(entry: dict[str, Any]) -> None:
    """An account through its door; an address as it is once the link in the mail was opened, or was not."""
    asked = QueryDict(mutable=True)
    asked.update({name: entry[name] for name in ("name", "search") if name in entry})
    subject = subjects.asked_for(entry["kind"], asked)
    topic = {"topic": subject.topic, "query": subject.query}
    if person := User.objects.filter(email=entry["who"]).first():
        if not Follow.objects.filter(follower__user=person, **topic).exists():
            doors.follow(person, subject)
            Follow.objects.filter(follower__user=person, **topic).update(confirmed_at=SINCE)
            mails = {"wants_mail": entry.get("mails", True), "last_looked_at": SINCE}
            Follower.objects.filter(user=person).update(**mails)
        return
    language = {"language": entry["language"]}
    follower, _new = Follower.objects.get_or_create(email=entry["who"], user=None, defaults=language)
    confirmed = SINCE if entry.get("confirmed", True) else None
    Follow.objects.get_or_create(follower=follower, **topic, defaults={"confirmed_at": confirmed})
