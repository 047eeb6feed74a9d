from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from dialogues.models import Theme
from municipalities.enums import InterestState
from municipalities.models import Applicant, Interest
from tests.factories.base import Translated
from tests.factories.dialogues import DialogueFactory
from tests.factories.municipalities import MunicipalityFactory

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


class ThemeFactory(Translated):
    class Meta:
        model = Theme

    dialogue = factory.SubFactory(DialogueFactory)
    name = factory.Sequence(lambda n: f"Theme {n}")


class InterestFactory(DjangoModelFactory):
    """A body's interest that waits, with one person behind it; `people=0` leaves her out."""

    class Meta:
        model = Interest
        skip_postgeneration_save = True

    dialogue = factory.SubFactory(DialogueFactory, phase="mapping")
    municipality = factory.SubFactory(MunicipalityFactory)
    country = factory.LazyAttribute(lambda row: row.municipality.country if row.municipality else "NO")
    body_name = factory.LazyAttribute(lambda row: "" if row.municipality else "Nordre Vannverk")
    state = InterestState.CONFIRMED
    waits_since = MONDAY

    @factory.post_generation
    def people(interest: Interest, create: bool, extracted: int | None, **kwargs: Any) -> None:  # noqa: N805
        for _place in range(1 if extracted is None else extracted):
            ApplicantFactory(interest=interest)


class ApplicantFactory(DjangoModelFactory):
    """Who has confirmed her address, unless the interest is unconfirmed."""

    class Meta:
        model = Applicant

    interest = factory.SubFactory(InterestFactory, people=0)
    name = factory.Sequence(lambda n: f"Applicant {n}")
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    language = "nb"
    buys = "Varer levert med varebil."
    links_sent = 1
    link_sent_at = MONDAY
    confirmed_at = factory.LazyAttribute(
        lambda row: None if row.interest.state == InterestState.UNCONFIRMED else MONDAY
    )
