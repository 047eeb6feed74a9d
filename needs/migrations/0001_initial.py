"""Needs, challenges, statements and what is found of them."""

import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.search
import core.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_fold"),
        ("dialogues", "0001_initial"),
        ("municipalities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_en", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_nb", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_sv", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_da", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_fi", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_is", models.CharField(max_length=100, null=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="CpvCode",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=8,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^\\d{8}$")],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                ("name_en", models.CharField(max_length=250, null=True, verbose_name="name")),
                ("name_nb", models.CharField(max_length=250, null=True, verbose_name="name")),
                ("name_sv", models.CharField(max_length=250, null=True, verbose_name="name")),
                ("name_da", models.CharField(max_length=250, null=True, verbose_name="name")),
                ("name_fi", models.CharField(max_length=250, null=True, verbose_name="name")),
                ("name_is", models.CharField(max_length=250, null=True, verbose_name="name")),
                (
                    "search_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=core.search.Fold(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Replace(
                                    django.db.models.functions.text.Replace(
                                        django.db.models.functions.text.Concat(
                                            models.Value(" "),
                                            models.F("name_en"),
                                            models.Value(" "),
                                            models.F("name_nb"),
                                            models.Value(" "),
                                            models.F("name_sv"),
                                            models.Value(" "),
                                            models.F("name_da"),
                                            models.Value(" "),
                                            models.F("name_fi"),
                                            models.Value(" "),
                                            models.F("name_is"),
                                            output_field=models.TextField(),
                                        ),
                                        models.Value("-"),
                                        models.Value(" "),
                                    ),
                                    models.Value("("),
                                    models.Value(" "),
                                ),
                                models.Value("/"),
                                models.Value(" "),
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "CPV code",
                "verbose_name_plural": "CPV codes",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_name"], name="cpv_search_name", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_en", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_nb", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_sv", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_da", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_fi", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_is", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="converted",
                        to="needs.unit",
                        verbose_name="counted as",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        db_default=Decimal("1"),
                        decimal_places=9,
                        default=Decimal("1"),
                        max_digits=18,
                        verbose_name="how many of it are in one",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ["position", "slug"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("factor__gt", 0)), name="unit_factor_above_zero"),
                    models.CheckConstraint(
                        condition=models.Q(("base__isnull", False), ("factor", 1), _connector="OR"),
                        name="base_unit_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "currency",
                    models.CharField(
                        choices=[("NOK", "NOK"), ("SEK", "SEK"), ("DKK", "DKK"), ("ISK", "ISK")],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "per_euro",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                        verbose_name="for one euro",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
            ],
            options={
                "verbose_name": "exchange rate",
                "verbose_name_plural": "exchange rates",
                "ordering": ["-on", "currency"],
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "on"), name="one_rate_per_currency_and_day"),
                    models.CheckConstraint(condition=models.Q(("per_euro__gt", 0)), name="rate_above_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="dialogues.dialogue"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="needs.category"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("situation", models.TextField(blank=True, verbose_name="situation today")),
                ("situation_en", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("situation_nb", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("situation_sv", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("situation_da", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("situation_fi", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("situation_is", models.TextField(blank=True, null=True, verbose_name="situation today")),
                ("outcome", models.TextField(blank=True, verbose_name="wanted outcome")),
                ("outcome_en", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("outcome_nb", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("outcome_sv", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("outcome_da", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("outcome_fi", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("outcome_is", models.TextField(blank=True, null=True, verbose_name="wanted outcome")),
                ("constraints", models.TextField(blank=True, verbose_name="constraints")),
                ("constraints_en", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("constraints_nb", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("constraints_sv", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("constraints_da", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("constraints_fi", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("constraints_is", models.TextField(blank=True, null=True, verbose_name="constraints")),
                ("is_public", models.BooleanField(default=False, verbose_name="public")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative figures")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "cpv_codes",
                    models.ManyToManyField(related_name="needs", to="needs.cpvcode", verbose_name="CPV codes"),
                ),
            ],
            options={
                "verbose_name": "need",
                "verbose_name_plural": "needs",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="needs.need"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DemandLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="demand_lines", to="needs.need"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="quantity",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demand_lines",
                        to="needs.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("indicative", "Indicative"),
                            ("planned", "Planned"),
                            ("budgeted", "Budgeted"),
                            ("decided", "Decided"),
                        ],
                        default="indicative",
                        max_length=20,
                        verbose_name="certainty",
                    ),
                ),
                ("contract_ends", models.DateField(blank=True, null=True, verbose_name="current contract ends")),
                ("earliest_start", models.DateField(blank=True, null=True, verbose_name="earliest start")),
                (
                    "value_min",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="value from"
                    ),
                ),
                (
                    "value_max",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="value to"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[("EUR", "EUR"), ("NOK", "NOK"), ("SEK", "SEK"), ("DKK", "DKK"), ("ISK", "ISK")],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="may be shown for us alone")),
            ],
            options={
                "verbose_name": "demand line",
                "verbose_name_plural": "demand lines",
                "ordering": ["year", "unit"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "year", "unit"), name="demand_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 0)), name="demand_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value_max__isnull", True), ("value_min__isnull", True)),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="demand_value_has_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_min__isnull", True),
                            ("value_max__isnull", True),
                            ("value_max__gte", models.F("value_min")),
                            _connector="OR",
                        ),
                        name="demand_value_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True, verbose_name="file")),
                ("inode", models.BigIntegerField(default=0)),
                ("offset", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "counted log",
                "verbose_name_plural": "counted logs",
            },
        ),
        migrations.CreateModel(
            name="PublicNeed",
            fields=[
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("facets", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                (
                    "need",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="found",
                        serialize=False,
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="public_need_words"),
                    django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="public_need_facets"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoundCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of_table", models.CharField(max_length=63)),
                ("token", models.TextField(blank=True)),
                ("rows", models.BigIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("of_table", "token"), name="one_count_of_a_token")],
            },
        ),
        migrations.CreateModel(
            name="NeedTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="needs.need"
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
                ("original_mark", models.CharField(max_length=12)),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "translation of a need",
                "verbose_name_plural": "translations of needs",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "language"), name="one_translation_per_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="needs.need"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="needs.need"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200, storage=core.storage.private_files, upload_to="", verbose_name="file"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="checksum")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposedNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_needs",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_needs",
                        to="municipalities.municipality",
                        verbose_name="public buyer",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed to you"),
                            ("accepted", "Taken over"),
                            ("thrown_away", "Thrown away"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("situation", models.TextField(blank=True, max_length=5000, verbose_name="situation today")),
                ("came_from", models.JSONField(default=dict, editable=False)),
                (
                    "need",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="needs.need",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed")),
            ],
            options={
                "verbose_name": "proposed need",
                "verbose_name_plural": "proposed needs",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("need", None), ("state", "accepted"), _connector="OR"),
                        name="proposal_with_need_is_accepted",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedNeedTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="needs.proposedneed"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "need",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="needs.need",
                    ),
                ),
                ("title", models.TextField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="need_words"),
                    models.Index(fields=["title", "-need"], name="need_by_title"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="need_title_near", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to="dialogues.dialogue",
                        verbose_name="shared with the managers of",
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=2000)),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="saved")),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="view_name_once_per_owner")],
            },
        ),
        migrations.CreateModel(
            name="HiddenSimilar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="needs.need"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="needs.need"),
                ),
            ],
            options={
                "verbose_name": "hidden similar need",
                "verbose_name_plural": "hidden similar needs",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "first", "second"), name="similar_hidden_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="similar_older_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="dialogues.dialogue"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="challenges", to="needs.category"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("listing", models.JSONField(blank=True, default=dict)),
                ("bodies", models.PositiveSmallIntegerField(default=0, verbose_name="bodies")),
                ("countries", models.CharField(blank=True, max_length=30, verbose_name="countries")),
                ("published_at", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "challenge",
                "verbose_name_plural": "challenges",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ChallengeNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="needs.challenge"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="needs.need"
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("is_split", models.BooleanField(db_default=False, default=False, verbose_name="a part of its demand")),
            ],
            options={
                "verbose_name": "source need",
                "verbose_name_plural": "source needs",
                "constraints": [models.UniqueConstraint(fields=("challenge", "need"), name="need_joined_once")],
            },
        ),
        migrations.CreateModel(
            name="SourcePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="needs.challengeneed"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="needs.demandline"
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="quantity")),
            ],
            options={
                "verbose_name": "part of a demand line",
                "verbose_name_plural": "parts of demand lines",
                "constraints": [
                    models.UniqueConstraint(fields=("source", "line"), name="part_of_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="part_above_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CurationAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="curation_acts",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "Accepted"),
                            ("decline", "Declined"),
                            ("join", "Joined into a new challenge"),
                            ("add", "Added to a challenge"),
                            ("remove", "Removed from a challenge"),
                            ("move", "Moved to another challenge"),
                            ("split", "Demand split between two challenges"),
                        ],
                        max_length=20,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="acts",
                        to="needs.challenge",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="needs.challenge"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("before", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                ("needs", models.ManyToManyField(related_name="acts", to="needs.need")),
            ],
            options={
                "verbose_name": "act of curation",
                "verbose_name_plural": "acts of curation",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["dialogue", "-id"], name="newest_acts_of_dialogue")],
            },
        ),
        migrations.CreateModel(
            name="Intent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="intents", to="needs.challenge"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intents",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("observing", "Observing"),
                            ("shares_need", "Shares the need"),
                            ("signed", "Signed"),
                            ("buys_jointly", "Will buy jointly"),
                            ("buys_alone", "Will buy on its own"),
                            ("notice_published", "Notice published"),
                            ("contract_awarded", "Contract awarded"),
                        ],
                        max_length=20,
                        verbose_name="step",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("notice_number", models.CharField(blank=True, max_length=60, verbose_name="number of the notice")),
                ("notice_url", models.URLField(blank=True, max_length=500, verbose_name="address of the notice")),
                ("notice_on", models.DateField(blank=True, null=True, verbose_name="notice published on")),
                ("buyer_group", models.CharField(blank=True, max_length=300, verbose_name="buyer group")),
                ("award_url", models.URLField(blank=True, max_length=500, verbose_name="address of the award")),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="contract awarded on")),
            ],
            options={
                "verbose_name": "intent",
                "verbose_name_plural": "intents",
                "constraints": [
                    models.UniqueConstraint(fields=("challenge", "municipality"), name="one_intent_per_body")
                ],
            },
        ),
        migrations.CreateModel(
            name="IntentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_value", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_value", models.CharField(blank=True, max_length=20, verbose_name="to")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="needs.intent"
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an intent",
                "verbose_name_plural": "changes of intents",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="needs.challenge"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("circulated", "Circulated"),
                            ("agreed", "Agreed"),
                            ("releasing", "Being published"),
                            ("published", "Published"),
                            ("superseded", "Superseded"),
                            ("abandoned", "Abandoned"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_nb", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_sv", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_da", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_fi", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_is", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "invitation",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_en",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_nb",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_sv",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_da",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_fi",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                (
                    "invitation_is",
                    models.TextField(
                        blank=True,
                        help_text="What suppliers are invited to say or do, and by when.",
                        null=True,
                        verbose_name="what is asked of the market",
                    ),
                ),
                ("content", models.JSONField(blank=True, editable=False, null=True)),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum")),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="needs.statement",
                        verbose_name="new version of",
                    ),
                ),
                ("also_changed", models.JSONField(blank=True, db_default={}, default=dict, editable=False)),
                ("quorum", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="signatures needed")),
                ("deadline", models.DateTimeField(blank=True, null=True, verbose_name="sign by")),
                (
                    "zone",
                    models.CharField(
                        db_default="Europe/Oslo", default="Europe/Oslo", max_length=40, verbose_name="time zone"
                    ),
                ),
                (
                    "circulated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="circulated by",
                    ),
                ),
                ("circulated_at", models.DateTimeField(blank=True, null=True, verbose_name="circulated")),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
                ("publish_at", models.DateTimeField(blank=True, null=True, verbose_name="public from")),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="publication started")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["challenge", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("challenge", "number"), name="statement_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "circulated", "agreed", "releasing"))),
                        fields=("challenge",),
                        name="one_statement_on_its_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("challenge",),
                        name="one_published_statement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "abandoned"]), ("content__isnull", False), _connector="OR"
                        ),
                        name="frozen_statement_has_content",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="needs.statement"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clauses", to="needs.statement"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("background", "Background"),
                            ("outcome", "Outcome"),
                            ("requirement", "Requirement"),
                            ("target", "Target"),
                            ("commitment", "Commitment"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("text", models.TextField(verbose_name="text")),
                ("text_en", models.TextField(null=True, verbose_name="text")),
                ("text_nb", models.TextField(null=True, verbose_name="text")),
                ("text_sv", models.TextField(null=True, verbose_name="text")),
                ("text_da", models.TextField(null=True, verbose_name="text")),
                ("text_fi", models.TextField(null=True, verbose_name="text")),
                ("text_is", models.TextField(null=True, verbose_name="text")),
                (
                    "target_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="by the year",
                    ),
                ),
                (
                    "target_share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share in per cent",
                    ),
                ),
                ("target_scope", models.CharField(blank=True, max_length=200, verbose_name="of what")),
                ("target_scope_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                ("target_scope_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                ("target_scope_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                ("target_scope_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                ("target_scope_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                ("target_scope_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="of what")),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("material", "Material: all sign again"),
                            ("editorial", "Editorial: signatures are carried over"),
                        ],
                        max_length=20,
                        verbose_name="kind of change",
                    ),
                ),
                (
                    "needs",
                    models.ManyToManyField(
                        blank=True, related_name="clauses", to="needs.need", verbose_name="answers the needs"
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("statement", "position"),
                        name="clause_number_once",
                    ),
                    models.UniqueConstraint(fields=("statement", "key"), name="clause_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClauseComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="needs.statement"
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="needs.clause",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="comment")),
                ("suggestion", models.TextField(blank=True, max_length=5000, verbose_name="suggested wording")),
                ("came_from", models.JSONField(db_default={}, default=dict, editable=False)),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
                ("taken_over", models.BooleanField(default=False, verbose_name="taken over")),
                ("answer", models.TextField(blank=True, db_default="", max_length=2000, verbose_name="answer")),
                (
                    "answer_language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("nb", "Norsk bokmål"),
                            ("sv", "Svenska"),
                            ("da", "Dansk"),
                            ("fi", "Suomi"),
                            ("is", "Íslenska"),
                        ],
                        db_default="",
                        max_length=2,
                        verbose_name="language of the answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a clause",
                "verbose_name_plural": "comments on clauses",
                "ordering": ["written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("suggestion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="clause_comment_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="needs.statement"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("supporters", models.JSONField(default=dict)),
                ("content_hash", models.CharField(max_length=64, verbose_name="checksum")),
                ("dated_on", models.DateField(verbose_name="date")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                ("hurried_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["statement", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "number"), name="edition_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("statement",),
                        name="one_edition_on_its_way",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="briefs", to="needs.statement"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="briefs", to="needs.edition"
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("rendering", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("file", models.FileField(blank=True, max_length=200, upload_to="", verbose_name="file")),
                ("size", models.PositiveIntegerField(blank=True, null=True, verbose_name="size")),
                ("pages", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pages")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="checksum")),
                ("rendered_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
            ],
            options={
                "verbose_name": "brief",
                "verbose_name_plural": "briefs",
                "ordering": ["statement", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "ready"), _negated=True), fields=["queued_at"], name="briefs_owed"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "language"), name="one_brief_per_edition"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(models.Q(("file", ""), _negated=True), models.Q(("sha256", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ready_brief_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DownloadCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="downloads", to="needs.edition"
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
                ("day", models.DateField(verbose_name="day")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="downloads")),
            ],
            options={
                "verbose_name": "downloads of a day",
                "verbose_name_plural": "downloads of a day",
                "ordering": ["day", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "language", "day"), name="downloads_counted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedDemand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("at", models.DateTimeField(verbose_name="published")),
                ("content", models.JSONField()),
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
                ("pieces", models.JSONField()),
                ("rows", models.JSONField()),
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
        migrations.CreateModel(
            name="PublicChallenge",
            fields=[
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("facets", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                (
                    "challenge",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="found",
                        serialize=False,
                        to="needs.challenge",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="challenge_words"),
                    django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="challenge_facets"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signing_invitations",
                        to="needs.statement",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_invitations",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="reminded")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="reminders")),
            ],
            options={
                "verbose_name": "invitation to sign",
                "verbose_name_plural": "invitations to sign",
                "ordering": ["invited_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "municipality"), name="asked_to_sign_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="needs.statement"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("approve", "Signs"), ("decline", "Declines")],
                        default="approve",
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed")),
                ("mandate", models.CharField(blank=True, max_length=200, verbose_name="case number")),
                ("council_date", models.DateField(blank=True, null=True, verbose_name="decided by the council on")),
                ("subject_to", models.CharField(blank=True, max_length=300, verbose_name="subject to")),
                ("reason", models.TextField(blank=True, db_default="", max_length=3000, verbose_name="reason")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("nb", "Norsk bokmål"),
                            ("sv", "Svenska"),
                            ("da", "Dansk"),
                            ("fi", "Suomi"),
                            ("is", "Íslenska"),
                        ],
                        db_default="",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum")),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="needs.signature",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawal_reason", models.TextField(blank=True, verbose_name="reason of the withdrawal")),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["signed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("statement", "municipality"),
                        name="signed_once_per_body",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="needs.signature"
                    ),
                ),
                ("clause_key", models.UUIDField()),
                ("clause_number", models.PositiveSmallIntegerField(verbose_name="clause")),
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
                ("text", models.TextField(max_length=3000, verbose_name="reservation")),
            ],
            options={
                "verbose_name": "reservation",
                "verbose_name_plural": "reservations",
                "ordering": ["clause_number"],
                "constraints": [
                    models.UniqueConstraint(fields=("signature", "clause_key"), name="one_reservation_per_clause")
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipt", to="needs.signature"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
            },
        ),
        migrations.AddField(
            model_name="challenge",
            name="needs",
            field=models.ManyToManyField(related_name="challenges", through="needs.ChallengeNeed", to="needs.need"),
        ),
        migrations.AddField(
            model_name="challenge",
            name="published",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="needs.statement",
                verbose_name="published statement",
            ),
        ),
    ]
