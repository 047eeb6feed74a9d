"""Nothing is written any more to the row that is left of an erased person."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_older_addresses_in_small_letters")]

    operations = [
        AddConstraintNotValid(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(
                    name="", email__endswith="@erased.invalid", is_active=False, is_staff=False, is_superuser=False
                ),
                name="erased_person_is_empty",
            ),
        ),
    ]
