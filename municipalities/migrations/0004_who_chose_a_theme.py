"""A theme knows who chose it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0006_phase_changes"),
        ("municipalities", "0003_names_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="applicant",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="chosen_by", to="dialogues.theme", verbose_name="themes"
            ),
        ),
    ]
