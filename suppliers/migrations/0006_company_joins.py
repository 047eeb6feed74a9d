"""A company waits for the link of its mail; two of one number are joined; what addresses name of people has a key."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import suppliers.models.company


def new_keys(apps, schema_editor):
    for model in ("CompanyInvitation", "Representative"):
        for row in apps.get_model("suppliers", model).objects.all():
            row.key = suppliers.models.company.new_key()
            row.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0005_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="companyinvitation",
            name="key",
            field=models.CharField(
                default=suppliers.models.company.new_key, editable=False, max_length=20, verbose_name="key"
            ),
        ),
        migrations.AddField(
            model_name="representative",
            name="key",
            field=models.CharField(
                default=suppliers.models.company.new_key, editable=False, max_length=20, verbose_name="key"
            ),
        ),
        migrations.RunPython(new_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="company",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "link not opened yet"),
                    ("unchecked", "not checked yet"),
                    ("confirmed", "confirmed"),
                    ("closed", "closed"),
                ],
                default="unchecked",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="CompanyJoin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, verbose_name="key"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "waits for an answer"), ("agreed", "agreed"), ("refused", "refused")],
                        default="asked",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins", to="suppliers.company"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins_asked", to="suppliers.company"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal to join companies",
                "verbose_name_plural": "proposals to join companies",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("company",), name="one_join_asked_per_company"
                    )
                ],
            },
        ),
    ]
