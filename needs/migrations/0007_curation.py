"""What managers do at the desk, parts of demand lines, and notices in intents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0006_intake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CurationAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("before", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
            ],
            options={
                "verbose_name": "act of curation",
                "verbose_name_plural": "acts of curation",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="IntentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_value", models.CharField(blank=True, max_length=20, verbose_name="from")),
                ("to_value", models.CharField(blank=True, max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "change of an intent",
                "verbose_name_plural": "changes of intents",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourcePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="quantity")),
            ],
            options={
                "verbose_name": "part of a demand line",
                "verbose_name_plural": "parts of demand lines",
            },
        ),
        migrations.AddField(
            model_name="challengeneed",
            name="is_split",
            field=models.BooleanField(db_default=False, default=False, verbose_name="a part of its demand"),
        ),
        migrations.AddField(
            model_name="intent",
            name="award_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="address of the award"),
        ),
        migrations.AddField(
            model_name="intent",
            name="awarded_on",
            field=models.DateField(blank=True, null=True, verbose_name="contract awarded on"),
        ),
        migrations.AddField(
            model_name="intent",
            name="buyer_group",
            field=models.CharField(blank=True, max_length=300, verbose_name="buyer group"),
        ),
        migrations.AddField(
            model_name="intent",
            name="notice_number",
            field=models.CharField(blank=True, max_length=60, verbose_name="number of the notice"),
        ),
        migrations.AddField(
            model_name="intent",
            name="notice_on",
            field=models.DateField(blank=True, null=True, verbose_name="notice published on"),
        ),
        migrations.AddField(
            model_name="intent",
            name="notice_url",
            field=models.URLField(blank=True, max_length=500, verbose_name="address of the notice"),
        ),
        migrations.AddField(
            model_name="curationact",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="curationact",
            name="challenge",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="acts", to="needs.challenge"
            ),
        ),
        migrations.AddField(
            model_name="curationact",
            name="dialogue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="curation_acts", to="dialogues.dialogue"
            ),
        ),
        migrations.AddField(
            model_name="curationact",
            name="needs",
            field=models.ManyToManyField(related_name="acts", to="needs.need"),
        ),
        migrations.AddField(
            model_name="curationact",
            name="other",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="needs.challenge"
            ),
        ),
        migrations.AddField(
            model_name="curationact",
            name="undone_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="intentchange",
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
            model_name="intentchange",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="needs.intent"
            ),
        ),
        migrations.AddField(
            model_name="sourcepart",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="needs.demandline"
            ),
        ),
        migrations.AddField(
            model_name="sourcepart",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="needs.challengeneed"
            ),
        ),
        migrations.AddIndex(
            model_name="curationact",
            index=models.Index(fields=["dialogue", "-id"], name="newest_acts_of_dialogue"),
        ),
        migrations.AddConstraint(
            model_name="sourcepart",
            constraint=models.UniqueConstraint(fields=("source", "line"), name="part_of_line_once"),
        ),
        migrations.AddConstraint(
            model_name="sourcepart",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="part_above_zero"),
        ),
    ]
