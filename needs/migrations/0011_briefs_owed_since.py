"""Since when a brief is owed, also one that failed for good and is tried again."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0010_papers_owed_since")]

    operations = [
        migrations.AddField(
            model_name="brief",
            name="owed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now
            ),
        ),
    ]
