"""Since when a report of a board is owed, however often it was queued."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0005_asked_line")]

    operations = [
        migrations.AddField(
            model_name="boardreport",
            name="owed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now
            ),
        ),
    ]
