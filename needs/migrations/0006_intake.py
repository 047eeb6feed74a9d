"""Translations of needs, comments on them, and their files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0005_units_and_rates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="file")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="checksum")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_staff", models.BooleanField(default=False, verbose_name="as staff")),
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
                ("text", models.TextField(max_length=5000, verbose_name="text")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "comment on a need",
                "verbose_name_plural": "comments on needs",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("original_mark", models.CharField(max_length=12)),
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "translation of a need",
                "verbose_name_plural": "translations of needs",
                "ordering": ["language"],
            },
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome",
            field=models.TextField(blank=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_da",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_en",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_fi",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_is",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_nb",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="outcome_sv",
            field=models.TextField(blank=True, null=True, verbose_name="wanted outcome"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation",
            field=models.TextField(blank=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_da",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_en",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_fi",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_is",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_nb",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AlterField(
            model_name="need",
            name="situation_sv",
            field=models.TextField(blank=True, null=True, verbose_name="situation today"),
        ),
        migrations.AddField(
            model_name="attachment",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="needs.need"
            ),
        ),
        migrations.AddField(
            model_name="needcomment",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="needcomment",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="needs.need"
            ),
        ),
        migrations.AddField(
            model_name="needtranslation",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="needs.need"
            ),
        ),
        migrations.AddField(
            model_name="needtranslation",
            name="written_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="needtranslation",
            constraint=models.UniqueConstraint(fields=("need", "language"), name="one_translation_per_language"),
        ),
    ]
