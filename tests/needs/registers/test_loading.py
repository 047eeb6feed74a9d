"""The registers that come with the portal, brought in by command."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

from core.texts import Text
from needs.figures.reading import PublicFigures
from needs.models import Category, Unit
from tests.factories import DemandLineFactory

pytestmark = pytest.mark.django_db


def load() -> str:
    said = StringIO()
    call_command("load_registers", stdout=said)
    return said.getvalue().splitlines()[0]


def test_the_command_brings_in_what_is_missing_and_leaves_what_staff_changed() -> None:
    assert load() == "Added: 9 categories, 11 units, 705 CPV codes."
    converted = {
        (unit.slug, unit.base.slug, unit.factor.normalize()) for unit in Unit.objects.filter(base__isnull=False)
    }
    assert converted == {
        ("kilograms", "tonnes", Decimal("0.001")),
        ("litres", "cubic-metres", Decimal("0.001")),
        ("thousand-vehicle-km", "vehicle-km", Decimal(1000)),
    }
    Unit.objects.filter(slug="tonnes").update(name_en="metric tons")
    Category.objects.filter(slug="furniture").delete()
    assert load() == "Added: 1 categories, 0 units, 0 CPV codes."
    assert Unit.objects.get(slug="tonnes").name_en == "metric tons"
    assert not Unit.objects.filter(name_is="") | Unit.objects.filter(name_is=None)


def test_what_a_unit_is_counted_as_stays_once_demand_is_stated_in_it() -> None:
    """Else earlier figures and new ones, in another unit, would together tell what they keep back one by one."""
    load()
    tonnes, boxes = Unit.objects.get(slug="tonnes"), Unit.objects.create(slug="boxes", name_en="boxes")

    def refused(**changes: object) -> bool:
        unit = Unit.objects.get(slug="kilograms")
        for name, value in changes.items():
            setattr(unit, name, value)
        try:
            unit.full_clean()
        except ValidationError as error:
            return list(error.message_dict) == ["base"]
        return False

    changes = {"base": boxes}, {"factor": Decimal("0.002")}, {"base": None, "factor": Decimal(1)}, {"name_en": "kilos"}
    assert [refused(**change) for change in changes] == [False] * 4
    DemandLineFactory(unit=tonnes)
    assert [refused(**change) for change in changes] == [False] * 4
    DemandLineFactory(unit=Unit.objects.get(slug="kilograms"))
    assert [refused(**change) for change in changes] == [True, True, True, False]


def test_a_conversion_is_one_step() -> None:
    load()
    units = {unit.slug: unit for unit in Unit.objects.all()}
    for slug, base in [("parcels", "kilograms"), ("tonnes", "parcels"), ("parcels", "parcels")]:
        unit = Unit.objects.get(slug=slug)
        unit.base, unit.factor = units[base], Decimal(2)
        with pytest.raises(ValidationError) as refused:
            unit.full_clean()
        assert list(refused.value.message_dict) == ["base"]


def test_a_unit_of_ours_has_a_heading_beside_what_it_is_called_after_a_number_but_where_staff_renamed_it() -> None:
    load()
    unit = Unit.objects.get(slug="deliveries")
    with translation.override("fi"):
        assert (str(unit), str(unit.heading)) == ("toimitusta", "toimitukset")
    assert unit.heading == Text("deliveries", "en")
    unit.name_fi = "kuljetusta"
    with translation.override("fi"):
        assert unit.heading == Text("kuljetusta", "fi")


def test_a_frozen_unit_has_its_heading_too_and_is_counted_as_it_was_frozen() -> None:
    demand = {"unit": "deliveries", "name": {"en": "deliveries", "fi": "toimitusta"}, "years": [], "total": "9"}
    [unit] = PublicFigures({"demand": [demand]}, "fi").demand
    assert (unit.name, unit.counted) == (Text("toimitukset", "fi"), Text("toimitusta", "fi"))
