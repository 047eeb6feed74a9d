from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum.no import orgnr

from core.enums import Country
from suppliers.enums import CompanyState
from suppliers.models import Company, CompanyInvitation, Follow, Follower, Representative
from tests.factories.accounts import UserFactory


def norwegian_number(place: int) -> str:
    """One that a register could have given: with the right last digit."""
    begun = (f"8{number:07d}" for number in range(10 * place, 10 * place + 10))
    return next(whole for start in begun for digit in range(10) if orgnr.is_valid(whole := f"{start}{digit}"))


class CompanyFactory(DjangoModelFactory):
    """A confirmed Norwegian company that nobody represents."""

    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n} AS")
    country = Country.NORWAY
    organisation_number = factory.Sequence(norwegian_number)
    state = CompanyState.CONFIRMED


class RepresentativeFactory(DjangoModelFactory):
    class Meta:
        model = Representative

    user = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)


class CompanyInvitationFactory(DjangoModelFactory):
    """A representative's invitation, whose first mail was sent just now."""

    class Meta:
        model = CompanyInvitation

    company = factory.SubFactory(CompanyFactory)
    email = factory.Sequence(lambda n: f"asked{n}@example.org")
    name = "Åse Þórsdóttir"
    language = "nb"
    invited_by = factory.LazyAttribute(lambda asked: RepresentativeFactory(company=asked.company).user)
    links_sent = 1
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class FollowerFactory(DjangoModelFactory):
    """An address without an account."""

    class Meta:
        model = Follower

    email = factory.Sequence(lambda n: f"follower{n}@example.org")
    language = "en"


class FollowFactory(DjangoModelFactory):
    """Confirmed a year ago."""

    class Meta:
        model = Follow

    follower = factory.SubFactory(FollowerFactory)
    topic = "events"
    confirmed_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=365))
