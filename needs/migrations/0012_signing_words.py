"""Why a body declines and in which language it speaks; for whom a step of a statement was taken."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0007_trail_times"),
        ("needs", "0011_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="language",
            field=models.CharField(
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
        migrations.AddField(
            model_name="signature",
            name="reason",
            field=models.TextField(blank=True, db_default="", max_length=3000, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="statementtransition",
            name="municipality",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.municipality",
            ),
        ),
        migrations.AlterField(
            model_name="needtransition",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when"),
        ),
        migrations.AlterField(
            model_name="statementtransition",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when"),
        ),
    ]
