"""The registers that come with the portal, brought in by command."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

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
