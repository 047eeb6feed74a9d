"""Companies get a state, a key for their addresses and a trail; representing begins and ends; people are invited."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import suppliers.models.company


def of_those_there(apps, schema_editor):
    """Of those that are there each number is known once, and staff had put them in."""
    for company in apps.get_model("suppliers", "Company").objects.all():
        company.key, company.state = suppliers.models.company.new_key(), "confirmed"
        company.save(update_fields=["key", "state"])


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompanyInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
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
                ("links_sent", models.PositiveSmallIntegerField(default=0, verbose_name="links sent")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("revoked", "Taken back"),
                            ("expired", "Expired"),
                        ],
                        default="sent",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a company",
                "verbose_name_plural": "invitations to companies",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="CompanyInvitationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "step of an invitation to a company",
                "verbose_name_plural": "steps of invitations to companies",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CompanyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "step of a company",
                "verbose_name_plural": "steps of a company",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RepresentativeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_value", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_value", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "change of a representative",
                "verbose_name_plural": "changes of representatives",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="company",
            name="company_registered_once",
        ),
        migrations.RemoveConstraint(
            model_name="representative",
            name="represents_once",
        ),
        migrations.AddField(
            model_name="company",
            name="joined_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="suppliers.company",
                verbose_name="joined with",
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="key",
            field=models.CharField(null=True, editable=False, max_length=20, verbose_name="key"),
        ),
        migrations.AddField(
            model_name="company",
            name="registered_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="registered"),
        ),
        migrations.AddField(
            model_name="company",
            name="size_class",
            field=models.CharField(
                blank=True,
                choices=[
                    ("micro", "Micro: fewer than 10 people"),
                    ("small", "Small: fewer than 50 people"),
                    ("medium", "Medium: fewer than 250 people"),
                    ("large", "Large: 250 people or more"),
                ],
                max_length=10,
                verbose_name="size",
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="state",
            field=models.CharField(
                choices=[("unchecked", "not checked yet"), ("confirmed", "confirmed"), ("closed", "closed")],
                default="unchecked",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.RunPython(of_those_there, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="company",
            name="key",
            field=models.CharField(
                default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True, verbose_name="key"
            ),
        ),
        migrations.AddField(
            model_name="representative",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ended"),
        ),
        migrations.AddField(
            model_name="representative",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
        ),
        migrations.AlterField(
            model_name="representative",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="representatives", to="suppliers.company"
            ),
        ),
        migrations.AlterField(
            model_name="representative",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="representations", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "confirmed")),
                fields=("country", "organisation_number"),
                name="company_confirmed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("joined_into__isnull", True), ("state", "closed"), _connector="OR"),
                name="joined_company_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("user", "company"), name="represents_once"
            ),
        ),
        migrations.AddField(
            model_name="companyinvitation",
            name="accepted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="accepted by",
            ),
        ),
        migrations.AddField(
            model_name="companyinvitation",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="suppliers.company"
            ),
        ),
        migrations.AddField(
            model_name="companyinvitation",
            name="invited_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="invited by",
            ),
        ),
        migrations.AddField(
            model_name="companyinvitationstep",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by whom",
            ),
        ),
        migrations.AddField(
            model_name="companyinvitationstep",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.companyinvitation"
            ),
        ),
        migrations.AddField(
            model_name="companystep",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by whom",
            ),
        ),
        migrations.AddField(
            model_name="companystep",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.company"
            ),
        ),
        migrations.AddField(
            model_name="representativechange",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by whom",
            ),
        ),
        migrations.AddField(
            model_name="representativechange",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="representative_changes",
                to="suppliers.company",
            ),
        ),
        migrations.AddField(
            model_name="representativechange",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="representative_changes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="companyinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("sent",))),
                fields=("company", "email"),
                name="one_open_company_invitation",
            ),
        ),
    ]
