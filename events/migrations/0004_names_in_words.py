"""Relations that the administration shows are named in the reader's language. The tables stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0004_names_in_words"),
        ("events", "0003_stands"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="dialogue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="dialogues.dialogue",
                verbose_name="dialogue",
            ),
        ),
    ]
