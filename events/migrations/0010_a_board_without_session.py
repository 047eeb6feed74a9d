"""A board outlives its session and then stands for the whole event; nobody has more than 50 dots. No table changes."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0009_minutes_corrected"),
    ]

    operations = [
        migrations.AlterField(
            model_name="board",
            name="dots",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="With 0 nobody votes. More dots may be given at any time.",
                validators=[django.core.validators.MaxValueValidator(50)],
                verbose_name="dots for each person",
            ),
        ),
        migrations.AlterField(
            model_name="board",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="boards",
                to="events.session",
                verbose_name="session",
            ),
        ),
    ]
