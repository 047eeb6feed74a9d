"""Trails take the time of history that is loaded, not lived."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0006_search_name"),
    ]

    operations = [
        migrations.AlterField(
            model_name="intereststep",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when"),
        ),
        migrations.AlterField(
            model_name="invitationstep",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when"),
        ),
    ]
