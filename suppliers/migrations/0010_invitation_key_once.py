"""The key by which the link of an invitation names it is its own."""

from django.db import migrations, models

import suppliers.models.company


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0009_reading_stands"),
    ]

    operations = [
        migrations.AlterField(
            model_name="companyinvitation",
            name="key",
            field=models.CharField(
                default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True, verbose_name="key"
            ),
        ),
    ]
