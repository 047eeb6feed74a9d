"""Where an event is, in words."""

import pytest
from django.utils import translation

from events.enums import Form
from events.models import Event
from events.places import place_of, town_of


@pytest.mark.parametrize(
    ("form", "venue", "city", "place", "town"),
    [
        (Form.ON_SITE, "Town Hall", "Oslo", "Town Hall, Oslo", "Oslo"),
        (Form.BOTH, "Town Hall", "Oslo", "Town Hall, Oslo and online", "Oslo and online"),
        (Form.BOTH, "", "", "place to be decided and online", "place to be decided and online"),
        (Form.ON_SITE, "", "", "place to be decided", "place to be decided"),
        (Form.ONLINE, "", "", "online", "online"),
    ],
)
def test_a_place_is_named_by_venue_and_town_as_far_as_they_are_known(form, venue, city, place, town) -> None:
    event = Event(form=form, venue=venue, city=city)
    assert (place_of(event), town_of(event)) == (place, town)


def test_no_name_needs_a_case_in_finnish() -> None:
    with translation.override("fi"):
        assert place_of(Event(form=Form.BOTH, city="Bergen")) == "Bergen (myös verkossa)"
