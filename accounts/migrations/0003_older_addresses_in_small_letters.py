"""Addresses that were typed with a capital letter in the administration, and let nobody in, are in small letters too."""

from typing import Any

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations
from django.db.models.functions import Lower


def lower(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("accounts", "User").objects
    people.exclude(email=Lower("email")).update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_addresses_in_small_letters")]

    operations = [
        migrations.RunPython(lower, migrations.RunPython.noop),
        ValidateConstraint(model_name="user", name="address_in_small_letters"),
    ]
