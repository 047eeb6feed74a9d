"""The questions of a request as a PDF, in editions."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import core.storage


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0011_confidential_readers"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveSmallIntegerField(verbose_name="edition")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("nb", "Norsk bokmål"),
                            ("sv", "Svenska"),
                            ("da", "Dansk"),
                            ("fi", "Suomi"),
                            ("is", "Íslenska"),
                        ],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("owed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="as it was")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=core.storage.private_files,
                        upload_to="",
                        verbose_name="file",
                    ),
                ),
                ("size", models.PositiveIntegerField(null=True, verbose_name="size")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="checksum of the file")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for information as a PDF",
                "verbose_name_plural": "requests for information as PDFs",
                "ordering": ["request", "-edition", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "edition", "language"), name="request_paper_once")
                ],
            },
        ),
    ]
