"""The registers that come with the portal, brought in by command."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from needs.models import Category, Unit

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


def test_a_conversion_is_one_step() -> None:
    load()
    units = {unit.slug: unit for unit in Unit.objects.all()}
    for slug, base in [("parcels", "kilograms"), ("tonnes", "parcels"), ("parcels", "parcels")]:
        unit = Unit.objects.get(slug=slug)
        unit.base, unit.factor = units[base], Decimal(2)
        with pytest.raises(ValidationError) as refused:
            unit.full_clean()
        assert list(refused.value.message_dict) == ["base"]
