"""The record and the catch-up pack of a ledger, as rows that a worker makes files of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0003_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("record", "Record for the procurement file"), ("pack", "Catch-up pack")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
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
                ("number", models.PositiveIntegerField(default=0, verbose_name="up to the entry")),
                ("file", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="bytes")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="checksum")),
                ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                ("missing", models.JSONField(default=list, verbose_name="missing")),
                ("tried_for", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("leased_until", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger_files",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a ledger",
                "verbose_name_plural": "files of ledgers",
                "ordering": ["dialogue", "kind", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("dialogue", "kind", "language"), name="ledger_file_once")
                ],
            },
        ),
    ]
