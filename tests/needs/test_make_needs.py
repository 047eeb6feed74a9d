"""Needs by the hundred thousand."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from needs.models import DemandLine, Need, SearchText
from tests.factories import CategoryFactory, CpvCodeFactory, DialogueFactory, MunicipalityFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(settings) -> None:
    settings.DEMO = True
    DialogueFactory(slug="deliveries")
    DialogueFactory(slug="waste")
    for country in ("NO", "SE", "DK", "FI", "IS"):
        MunicipalityFactory(country=country)
    MunicipalityFactory(country="NO", closed_on="2020-01-01", official_name="Closed")
    for slug in ("goods-delivery", "waste-collection"):
        CategoryFactory(slug=slug)
    CpvCodeFactory(code="60100000")
    for slug in ("deliveries", "tonnes"):
        UnitFactory(slug=slug)


def titles() -> list[tuple]:
    texts = [f"{name}_{code}" for name in ("title", "outcome") for code in ("en", "nb", "sv", "da", "fi", "is")]
    return list(Need.objects.order_by("pk").values_list("municipality__country", "language", "state", *texts))


def test_needs_are_made_in_five_languages_of_all_bodies_that_are_not_closed(ground) -> None:
    call_command("make_needs", 300)
    made = Need.objects.values_list("municipality__country", "language").annotate(number=Count("pk")).order_by()
    assert {(country, language) for country, language, _number in made} == {
        ("NO", "nb"),
        ("SE", "sv"),
        ("DK", "da"),
        ("FI", "fi"),
        ("IS", "is"),
    }
    assert Need.objects.count() == SearchText.objects.count() == 300
    assert set(Need.objects.values_list("dialogue__slug", flat=True)) == {"deliveries", "waste"}
    assert not Need.objects.filter(municipality__official_name="Closed").exists()


def test_each_has_its_texts_in_its_language_and_demand(ground) -> None:
    call_command("make_needs", 100)
    for need in Need.objects.all():
        assert all(getattr(need, f"{name}_{need.language}") for name in ("title", "situation", "outcome"))
        assert "{" not in getattr(need, f"situation_{need.language}")
    assert Need.objects.filter(demand_lines=None).count() == 0
    assert set(DemandLine.objects.values_list("unit__slug", flat=True)) == {"deliveries", "tonnes"}


def test_the_same_seed_makes_the_same_needs(ground) -> None:
    call_command("make_needs", 20, seed=7)
    first = titles()
    Need.objects.all().delete()
    call_command("make_needs", 20, seed=7)
    assert [row[3:] for row in titles()] == [row[3:] for row in first]


def test_a_dialogue_may_be_named(ground) -> None:
    call_command("make_needs", 10, dialogue="waste")
    assert set(Need.objects.values_list("dialogue__slug", flat=True)) == {"waste"}


def test_outside_the_demo_it_refuses(ground, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="only where the setting DEMO is on"):
        call_command("make_needs", 10)
    assert not Need.objects.exists()


def test_what_is_missing_is_named(settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="There is no dialogue yet"):
        call_command("make_needs", 10)
    DialogueFactory()
    with pytest.raises(CommandError, match="There is no dialogue “other”"):
        call_command("make_needs", 10, dialogue="other")
    with pytest.raises(CommandError, match="no bodies, categories or units yet"):
        call_command("make_needs", 10)
