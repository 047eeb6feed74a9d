"""What calendars showed of an event before its last change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="calendarentry",
            name="before",
            field=models.JSONField(blank=True, default=dict, verbose_name="before"),
        ),
    ]
