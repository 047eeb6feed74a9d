"""A mail may carry an event for its receiver's calendar."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_priority_and_pace"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="calendar",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="calendar"),
        ),
    ]
