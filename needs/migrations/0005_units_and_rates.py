"""Units that are converted, and exchange rates."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0004_near_titles"),
    ]

    operations = [
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
            },
        ),
        migrations.AddField(
            model_name="unit",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="converted",
                to="needs.unit",
                verbose_name="counted as",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="factor",
            field=models.DecimalField(
                db_default=Decimal("1"),
                decimal_places=9,
                default=Decimal("1"),
                max_digits=18,
                verbose_name="how many of it are in one",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(condition=models.Q(("factor__gt", 0)), name="unit_factor_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("base__isnull", False), ("factor", 1), _connector="OR"), name="base_unit_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.UniqueConstraint(fields=("currency", "on"), name="one_rate_per_currency_and_day"),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(condition=models.Q(("per_euro__gt", 0)), name="rate_above_zero"),
        ),
    ]
