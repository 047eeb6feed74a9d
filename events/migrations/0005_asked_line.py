"""A question that was taken down of minutes knows which line it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0004_names_in_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingasked",
            name="line",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
    ]
