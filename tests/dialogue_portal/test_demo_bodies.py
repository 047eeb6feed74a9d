from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from core.enums import Country
from dialogue_portal.demo.bodies import load
from municipalities.models import Municipality

pytestmark = pytest.mark.django_db


def test_the_demo_knows_its_bodies_after_a_register_has_named_them_anew() -> None:
    made = load()
    for country in Country.values:
        path = Path(settings.BASE_DIR) / "municipalities" / "register" / f"{country.lower()}.csv"
        call_command("import_municipalities", path, country=country, format="csv", stdout=StringIO())
    assert made > 0
    assert Municipality.objects.get(country="NO", code="0301").official_name == "Oslo – Oslove"
    assert load() == 0
