"""Receipts of signatures name their columns as all papers do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0019_proposed_needs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="receipt",
            name="sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="checksum of the file"),
        ),
    ]
