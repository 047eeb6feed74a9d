"""What was written to the rows of erased people in the administration is gone again."""

from typing import Any

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat


def empty(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("accounts", "User").objects
    nowhere = Concat(Value("erased-"), Cast("pk", CharField()), Value("@erased.invalid"))
    people.filter(erased_at__isnull=False).update(
        name="", email=nowhere, is_active=False, is_staff=False, is_superuser=False
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_erased_people_are_empty")]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        ValidateConstraint(model_name="user", name="erased_person_is_empty"),
    ]
