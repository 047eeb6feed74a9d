"""Finding a public buyer by what somebody types."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from municipalities.models import Municipality
from municipalities.search import matches, resolve, tidy
from tests.factories import MunicipalityFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def test_whole_names_come_before_beginnings_before_words_before_the_rest() -> None:
    for name in ("Store Nes", "Snesby", "Nesbyen", "Nes", "Ny-Nes"):
        MunicipalityFactory(official_name=name)
    assert [match.body.official_name for match in matches("nes")] == ["Nes", "Nesbyen", "Ny-Nes", "Store Nes", "Snesby"]


def test_what_is_alike_is_offered_only_where_nothing_has_what_was_typed() -> None:
    for name in ("Stockholm", "Stokholmby"):
        MunicipalityFactory(official_name=name)
    assert [match.body.official_name for match in matches("stokholm")] == ["Stokholmby"]


def test_a_closed_body_is_not_offered_and_a_merged_one_leads_to_its_successor() -> None:
    asker = MunicipalityFactory(official_name="Asker")
    middle = MunicipalityFactory(official_name="Røyken", merged_into=asker, closed_on=date(2020, 1, 1))
    MunicipalityFactory(official_name="Hurum", merged_into=middle, closed_on=date(2010, 1, 1))
    MunicipalityFactory(official_name="Vanished", closed_on=date(2020, 1, 1))
    for name in ("royken", "hurum"):
        [match] = matches(name)
        assert (match.body, match.was.official_name.lower()[0]) == (asker, name[0])
        assert resolve(name)[0] == asker
    assert matches("vanished") == []


def test_a_body_that_closes_later_is_still_there() -> None:
    body = MunicipalityFactory(official_name="Laatur", closed_on=date(2999, 1, 1))
    assert resolve("laatur")[0] == body


def test_a_successor_that_is_found_as_well_stands_once() -> None:
    asker = MunicipalityFactory(official_name="Asker")
    MunicipalityFactory(official_name="Gamle Asker", merged_into=asker, closed_on=date(2020, 1, 1))
    [match] = matches("asker")
    assert (match.body, match.was) == (asker, None)


def test_a_match_says_whether_the_body_takes_part() -> None:
    ParticipationFactory(municipality__official_name="Joined")
    MunicipalityFactory(official_name="Joined Not")
    assert [match.takes_part for match in matches("joined")] == [True, False]


def test_a_body_is_found_by_its_new_name_once_it_is_renamed() -> None:
    body = MunicipalityFactory(official_name="Old")
    Municipality.objects.filter(pk=body.pk).update(official_name="Ny", name_en="Brand new")
    assert [match.body for match in matches("brand")] == [body]
    assert matches("old") == []


def test_text_is_tidied() -> None:
    assert tidy(" A\u030arhus\t\u202e by\x00 ") == "Århus by"


def test_a_body_that_closes_one_day_is_in_being_until_then() -> None:
    today = timezone.localdate()
    assert not MunicipalityFactory(closed_on=today + timedelta(days=1)).is_closed
    assert MunicipalityFactory(closed_on=today).is_closed
    assert MunicipalityFactory(merged_into=MunicipalityFactory()).is_closed
