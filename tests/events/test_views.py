"""Events as everybody reads them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.zones import TimeZone
from events.enums import EventKind, EventState, Form
from tests.factories import DialogueFactory, EventFactory, MaterialFactory, MinutesFactory, SessionFactory
from tests.reading import assert_same_for_everybody, read, title_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="market-dialogue", title="Nordic market dialogue", dialogue__title="Deliveries")


def in_state(material, state: str):
    type(material).objects.filter(pk=material.pk).update(state=state, published_at=timezone.now())
    return material


def test_the_pages_are_the_same_for_everybody(event) -> None:
    assert_same_for_everybody("/en/events/")
    assert_same_for_everybody("/en/events/market-dialogue/")


def test_coming_events_stand_before_past_ones_the_next_first(event) -> None:
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=9)
    EventFactory(title="Later", starts_at=later, ends_at=later + timedelta(hours=1))
    EventFactory(title="Sooner", starts_at=soon, ends_at=soon + timedelta(hours=1))
    page = read("/en/events/")
    places = [page.index(words) for words in ("Coming", "Sooner", "Later", "Past", "Nordic market dialogue")]
    assert places == sorted(places)


def test_a_list_without_coming_events_says_so() -> None:
    assert "No event is planned right now." in read("/en/events/")


def test_an_event_says_when_in_its_own_zone_and_where_or_that_it_is_to_be_decided(event) -> None:
    page = read("/en/events/market-dialogue/")
    assert "When 26 March 2020, 09:00 – 16:00 (Copenhagen, CET) Where place to be decided" in page
    assert "For Everyone Part of Deliveries" in page
    assert "This event is over." in page


def test_the_time_is_written_as_the_reader_writes_it(event) -> None:
    assert "26. maaliskuuta 2020 klo 9.00 – 16.00" in read("/fi/events/market-dialogue/")


def test_an_event_that_lasts_into_another_day_says_both_days(event) -> None:
    event.ends_at = datetime(2020, 3, 27, 11, tzinfo=UTC)
    event.save()
    assert "26 March 2020, 09:00 – 27 March 2020, 12:00 (Copenhagen, CET)" in read("/en/events/market-dialogue/")


def test_a_zone_without_letters_of_its_own_is_named_by_its_offset(event) -> None:
    event.time_zone = TimeZone.NUUK
    event.save()
    assert "05:00 – 12:00 (Nuuk, UTC−3)" in read("/en/events/market-dialogue/")


def test_a_webinar_is_online_and_a_place_is_named(event) -> None:
    EventFactory(kind=EventKind.WEBINAR, form=Form.ONLINE, slug="webinar")
    EventFactory(form=Form.BOTH, city="Bergen", slug="both")
    EventFactory(city="Oslo", venue="City hall", slug="oslo")
    assert "Where online" in read("/en/events/webinar/")
    assert "Where Bergen and online" in read("/en/events/both/")
    assert "Where Oslo City hall" in read("/en/events/oslo/")


def test_sessions_that_begin_together_stand_together_in_the_events_zone(event) -> None:
    SessionFactory(event=event, title="Vans", track="Room A", speakers="Kari Nordmann, Oslo")
    SessionFactory(event=event, title="Hubs", track="Room B")
    SessionFactory(event=event, title="Summing up", starts_at=datetime(2020, 3, 26, 13, tzinfo=UTC),
                   ends_at=datetime(2020, 3, 26, 14, tzinfo=UTC))  # fmt: skip
    agenda = read("/en/events/market-dialogue/").split("Agenda")[1]
    assert agenda.startswith(" 09:00 – 10:00 Room A Vans Kari Nordmann, Oslo Room B Hubs 14:00 – 15:00 Summing up")


def test_an_agenda_of_several_days_or_of_another_day_than_the_event_says_which_day_it_is(event) -> None:
    first = SessionFactory(event=event, title="Vans")
    assert read("/en/events/market-dialogue/").split("Agenda")[1].startswith(" 09:00 – 10:00 Vans")
    day = timedelta(days=1)
    event.starts_at += day
    event.ends_at += day
    event.save()
    assert "Agenda 26 March 2020 09:00 – 10:00 Vans" in read("/en/events/market-dialogue/")
    SessionFactory(event=event, title="Hubs", starts_at=first.starts_at + day, ends_at=first.ends_at + day)
    page = read("/en/events/market-dialogue/")
    assert "26 March 2020 09:00 – 10:00 Vans 27 March 2020 09:00 – 10:00 Hubs" in page


def test_a_cancelled_event_says_so(event) -> None:
    event.state = EventState.CANCELLED
    event.save()
    assert "This event is cancelled." in read("/en/events/market-dialogue/")
    assert "cancelled" in read("/en/events/")


def test_a_draft_is_not_there() -> None:
    EventFactory(slug="plans", title="Plans", state=EventState.DRAFT)
    read("/en/events/plans/", 404)
    assert "Plans" not in read("/en/events/")


def test_a_page_is_in_the_language_of_its_address(event) -> None:
    assert title_of("/sv/events/market-dialogue/").startswith("Nordic market dialogue (sv)")


def test_past_events_are_shown_twenty_five_a_page() -> None:
    dialogue = DialogueFactory()
    EventFactory.create_batch(26, dialogue=dialogue)
    assert read("/en/events/").count("Market dialogue ·") == 25
    assert read("/en/events/?page=2").count("Market dialogue ·") == 1
    assert "Page" not in read("/en/events/?page=elephant").split("Past")[0]


def test_queries_do_not_grow_with_what_the_pages_show(event, client, django_assert_num_queries) -> None:
    client.get("/en/events/market-dialogue/")  # a process asks once for the kinds of things that there are
    for _round in range(3):
        EventFactory()
        in_state(MaterialFactory(event=EventFactory()), "public")
        SessionFactory(event=event)
        MaterialFactory(event=event, state="public", languages=())
        MinutesFactory(event=event, session=SessionFactory(event=event), state="published", content_hash="0" * 64)
        with django_assert_num_queries(5):
            client.get("/en/events/")
        with django_assert_num_queries(3):
            client.get("/en/events/calendar/?month=2020-03")
        with django_assert_num_queries(7):
            client.get("/en/events/market-dialogue/")


def test_past_events_are_listed_with_their_public_material(event) -> None:
    public = in_state(MaterialFactory(event=event, title="Slides"), "public")
    in_state(MaterialFactory(event=event, title="Notes"), "shown")
    page = read("/en/events/")
    assert "Slides English, 15 bytes" in page.replace("\xa0", " ")
    assert "Notes" not in page
    file = public.files.get()
    assert f'href="/en/events/market-dialogue/material/{file.pk}/"' in Client().get("/en/events/").content.decode()


def test_a_month_shows_what_is_on_each_day_in_the_events_zone(event) -> None:
    late = datetime(2020, 3, 31, 23, tzinfo=UTC)  # in Helsinki it is April already
    EventFactory(title="Two days", starts_at=late, ends_at=late + timedelta(hours=20), time_zone=TimeZone.HELSINKI)
    EventFactory(title="Plans", state=EventState.DRAFT)
    march, april = (read(f"/en/events/calendar/?month=2020-0{number}") for number in (3, 4))
    assert "Thursday 26 Nordic market dialogue Friday 27" in march
    assert ("Two days" in march, "Plans" in march) == (False, False)
    assert "Wednesday 1 Two days Thursday 2" in april
    assert title_of("/sv/events/calendar/?month=2020-03").startswith("Evenemang, mars 2020")
    assert "March 2020" in read("/en/events/calendar/?month=1850-01"), "before the first there is nothing"
    assert_same_for_everybody("/en/events/calendar/?month=2020-03")
    read("/en/events/calendar/?month=elephant")


def test_search_engines_read_the_event_as_schema_org_has_it(event) -> None:
    event.city, event.form, event.state = "Oslo", Form.BOTH, EventState.CANCELLED
    event.save()
    page = Client().get("/en/events/market-dialogue/").content.decode()
    found = dict(re.findall(r'itemprop="(\w+)" (?:content|href)="([^"]*)"', page.split('itemprop="location"')[0]))
    assert found == {
        "name": "Nordic market dialogue",
        "description": "Suppliers meet the municipalities.",
        "startDate": "2020-03-26T09:00:00+01:00",
        "endDate": "2020-03-26T16:00:00+01:00",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "eventStatus": "https://schema.org/EventCancelled",
        "isAccessibleForFree": "true",
        "url": "http://testserver/en/events/market-dialogue/",
    }
    assert re.findall(r'itemtype="https://schema.org/(\w+)"', page) == [
        "Event", "Place", "VirtualLocation", "Organization"]  # fmt: skip
