"""A sole trader's number that is her national identity number is kept no more; what is sealed in receipts stays."""

from typing import Any

from django.db import migrations, models
from django.db.models import F

PERSONS = {"SE": r"^\d\d(0[1-9]|1[0-2])", "IS": "^[0-3]"}


def forget(apps: Any, schema_editor: Any) -> None:
    companies = apps.get_model("suppliers", "Company").objects
    for country, number in PERSONS.items():
        companies.filter(country=country, organisation_number__regex=number).update(organisation_number=None)


def stand_in(apps: Any, schema_editor: Any) -> None:
    """Something that no two have, as the database wants it of confirmed ones."""
    companies = apps.get_model("suppliers", "Company").objects
    companies.filter(organisation_number=None).update(organisation_number=F("key"))


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0006_requests_are_withdrawn")]

    operations = [
        migrations.AlterField(
            model_name="company",
            name="organisation_number",
            field=models.CharField(max_length=20, null=True, verbose_name="organisation number"),
        ),
        migrations.RunPython(forget, stand_in),
    ]
