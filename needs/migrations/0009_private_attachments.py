"""Attachments lie in the private storage."""

from django.db import migrations, models

import core.storage


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0008_signing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="file",
            field=models.FileField(
                max_length=200, storage=core.storage.private_files, upload_to="", verbose_name="file"
            ),
        ),
    ]
