from datetime import date

import factory
from factory.django import DjangoModelFactory

from core.enums import Country
from municipalities.enums import Kind, MembershipRole
from municipalities.models import EmailDomain, Membership, Municipality, Participation
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory


class MunicipalityFactory(DjangoModelFactory):
    """A municipality without names in other languages; with a `parent` a municipal company."""

    class Meta:
        model = Municipality

    kind = factory.LazyAttribute(lambda row: Kind.COMPANY if row.parent else Kind.MUNICIPALITY)
    country = Country.NORWAY
    official_name = factory.Sequence(lambda n: f"Municipality {n}")
    parent = None
    population = 100_000


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    role = MembershipRole.EDITOR


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation
        django_get_or_create = ["municipality", "dialogue"]

    municipality = factory.SubFactory(MunicipalityFactory)
    dialogue = factory.SubFactory(DialogueFactory)
    since = date(2019, 10, 24)


class EmailDomainFactory(DjangoModelFactory):
    class Meta:
        model = EmailDomain

    municipality = factory.SubFactory(MunicipalityFactory)
    domain = factory.Sequence(lambda n: f"body{n}.example.org")
