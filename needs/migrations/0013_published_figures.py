"""What is public of the demand, and the private record of what stands behind it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0002_themes_and_staff_role_changes"),
        ("needs", "0012_signing_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedDemand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="published")),
                ("content", models.JSONField()),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_demand",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_demand",
                        to="needs.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "published demand",
                "verbose_name_plural": "published demand",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FiguresBehind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pieces", models.JSONField()),
                ("rows", models.JSONField()),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dialogues.dialogue"
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="needs.statement"
                    ),
                ),
                (
                    "demand",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="needs.publisheddemand",
                    ),
                ),
            ],
            options={
                "verbose_name": "figures' sources",
                "verbose_name_plural": "figures' sources",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("statement__isnull", True), ("demand__isnull", True), _connector="XOR"),
                        name="behind_statement_or_demand",
                    )
                ],
            },
        ),
    ]
