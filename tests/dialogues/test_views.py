"""Dialogues as everybody reads them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from dialogues.enums import Precision
from dialogues.models import Dialogue
from events.enums import EventState
from tests.factories import (
    ContactFactory,
    DialogueFactory,
    EventFactory,
    MilestoneFactory,
    MunicipalityFactory,
    NewsFactory,
    ParticipationFactory,
    PartnerFactory,
)
from tests.published import published_statement
from tests.reading import assert_same_for_everybody, read, title_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory(slug="deliveries", title="Deliveries 2019", theme="Emission-free delivery")


def test_the_pages_are_the_same_for_everybody(dialogue) -> None:
    assert_same_for_everybody("/en/dialogues/")
    assert_same_for_everybody("/en/dialogues/deliveries/")


def test_a_list_without_dialogues_says_so() -> None:
    assert "The first dialogue is being prepared." in read("/en/dialogues/")


def test_the_list_shows_title_theme_and_phase(dialogue) -> None:
    assert "Market dialogue Deliveries 2019 Emission-free delivery" in read("/en/dialogues/")


def test_a_page_is_in_the_language_of_its_address(dialogue) -> None:
    assert title_of("/nb/dialogues/deliveries/").startswith("Deliveries 2019 (nb)")
    assert title_of("/is/dialogues/deliveries/").startswith("Deliveries 2019 (is)")


def test_a_text_that_is_not_translated_is_shown_with_its_language(dialogue) -> None:
    dialogue.title_fi = ""
    dialogue.save()
    assert "Deliveries 2019 (" in read("/fi/dialogues/deliveries/").split("Emission-free delivery (fi)")[1][:20]


def test_milestones_are_dated_as_exactly_as_they_are_known(dialogue) -> None:
    MilestoneFactory(dialogue=dialogue, title="Awarded", on=date(2019, 5, 1), precision=Precision.MONTH)
    MilestoneFactory(dialogue=dialogue, title="Market dialogue", on=date(2020, 3, 26))
    MilestoneFactory(dialogue=dialogue, title="Results", on=None, precision=Precision.UNDECIDED)
    page = read("/en/dialogues/deliveries/")
    assert "1 May 2019 Awarded 2 26 March 2020 Market dialogue 3 to be decided Results" in page
    assert "1: May 2019, Awarded; 2: 26 March 2020, Market dialogue" in page


def test_the_page_of_a_planned_dialogue_does_not_say_that_it_began(dialogue) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(starts_on=date(2099, 1, 1), ends_on=date(2099, 12, 31))
    assert "Begins January 2099 Ends December 2099" in read("/en/dialogues/deliveries/")


def test_participants_stand_by_country_and_nobody_is_counted_twice(dialogue) -> None:
    gothenburg = MunicipalityFactory(official_name="Göteborg", country="SE", population=571_868)
    leasing = MunicipalityFactory(official_name="Göteborgs Stads Leasing", country="SE", parent=gothenburg)
    oslo = MunicipalityFactory(official_name="Oslo", country="NO", population=693_494)
    for body in (gothenburg, leasing, oslo):
        ParticipationFactory(dialogue=dialogue, municipality=body)
    page = read("/en/dialogues/deliveries/")
    assert "3 public buyers 2 countries 1,265,362 inhabitants 0 published challenges" in page
    assert "Norway Oslo Sweden Göteborg Göteborgs Stads Leasing" in page


def test_partners_and_contacts_are_named(dialogue) -> None:
    PartnerFactory(dialogue=dialogue, name="Motiva", country="FI")
    ContactFactory(dialogue=dialogue, organisation="LUP", email="lup@example.org")
    page = read("/en/dialogues/deliveries/")
    assert "Partner Motiva (Finland)" in page
    assert "Programme manager LUP lup@example.org" in page


def test_only_published_challenges_and_public_events_are_shown(dialogue) -> None:
    published_statement(challenge__dialogue=dialogue, title="Vans without emissions")
    EventFactory(dialogue=dialogue, title="Kick-off")
    EventFactory(dialogue=dialogue, title="Secret plans", state=EventState.DRAFT)
    page = read("/en/dialogues/deliveries/")
    assert "Vans without emissions 300 deliveries, 2021" in page
    assert "Kick-off" in page
    assert "Secret plans" not in page


def test_an_unknown_dialogue_is_not_there() -> None:
    assert "There is no such page" in read("/en/dialogues/nothing/", 404)


def test_queries_do_not_grow_with_what_the_page_shows(dialogue, client, django_assert_num_queries) -> None:
    def fill() -> None:
        MilestoneFactory(dialogue=dialogue)
        PartnerFactory(dialogue=dialogue)
        ContactFactory(dialogue=dialogue)
        ParticipationFactory(dialogue=dialogue)
        EventFactory(dialogue=dialogue, starts_at=datetime(2020, 3, 26, 8, tzinfo=UTC))
        NewsFactory(dialogue=dialogue, published_at=timezone.now())
        DialogueFactory()

    for _round in range(3):
        fill()
        with django_assert_num_queries(11):
            client.get("/en/dialogues/deliveries/")
        with django_assert_num_queries(1):
            client.get("/en/dialogues/")
