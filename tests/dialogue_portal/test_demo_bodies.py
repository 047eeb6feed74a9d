import pytest

from core.enums import Country
from dialogue_portal.demo.bodies import bodies, load
from dialogue_portal.demo.registers import load_municipalities
from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.register.known import own

pytestmark = pytest.mark.django_db


def codes() -> list[tuple[str, str]]:
    of_municipalities = Municipality.objects.filter(kind=Kind.MUNICIPALITY)
    return sorted(of_municipalities.values_list("country", "code"))


def test_every_municipality_of_the_register_is_there_once() -> None:
    load()
    load_municipalities()
    register = [(country, code) for country in Country.values for code in own(country)]
    assert codes() == sorted(register)
    assert not Municipality.objects.filter(closed_on__isnull=False).exists()


def test_the_demo_knows_its_bodies_after_the_register_has_named_them_anew() -> None:
    made = load()
    before = {key: body.pk for key, body in bodies().items()}
    load_municipalities()
    oslo = Municipality.objects.get(country="NO", code="0301")
    assert (oslo.official_name, oslo.population, oslo.region) == ("Oslo – Oslove", 693_494, "Oslo – Oslove")
    assert made == len(before)
    assert {key: body.pk for key, body in bodies().items()} == before
    assert (load(), load_municipalities()) == (0, 0)


def test_what_staff_changed_in_the_register_stays() -> None:
    load_municipalities()
    Municipality.objects.filter(country="SE", code="1880").update(official_name="Renamed")
    assert load_municipalities() == 0
    assert Municipality.objects.get(country="SE", code="1880").official_name == "Renamed"


def test_a_country_that_lacks_a_municipality_gets_it() -> None:
    load_municipalities()
    Municipality.objects.filter(country="FO", code="4701").delete()
    assert load_municipalities() == 1


def test_every_body_that_takes_part_has_a_place_for_the_map() -> None:
    load()
    assert not Municipality.objects.filter(latitude=None).exists()
