"""Since when a receipt of a signature is owed, however often it was queued."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0009_needs_of_a_frozen_statement")]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="owed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now
            ),
        ),
    ]
