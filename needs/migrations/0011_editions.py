"""Editions of a statement with their briefs, and what is counted of downloads."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from core.canonical import checksum

LANGUAGES = [
    ("en", "English"),
    ("nb", "Norsk bokmål"),
    ("sv", "Svenska"),
    ("da", "Dansk"),
    ("fi", "Suomi"),
    ("is", "Íslenska"),
]


def first_editions(apps: Any, _schema_editor: Any) -> None:
    """What has briefs becomes the first edition, with who stood behind it."""
    Statement, Edition, Brief = (apps.get_model("needs", name) for name in ("Statement", "Edition", "Brief"))
    for statement in Statement.objects.filter(briefs__isnull=False, content__isnull=False).distinct():
        at = statement.published_at or statement.released_at
        written, day = supporters(statement), at.date()
        about = {"statement": statement.content_hash, "edition": 1, "date": day.isoformat()}
        edition = Edition.objects.create(
            statement=statement,
            number=1,
            supporters=written,
            content_hash=checksum({**about, **written}),
            dated_on=day,
            made_at=statement.released_at or at,
            published_at=statement.published_at,
        )
        Brief.objects.filter(statement=statement).update(edition=edition)


def supporters(statement: Any) -> dict[str, Any]:
    rows = {
        (body["country"], body["official_name"]): {**body, "has_need": True} for body in statement.content["bodies"]
    }
    until = {"signed_at__lte": statement.published_at} if statement.published_at else {}
    for signature in statement.signatures.filter(**until, withdrawn_at__isnull=True).select_related("municipality"):
        row_of(rows, signature.municipality)["signed_on"] = signature.signed_at.date().isoformat()
    for intent in statement.challenge.intents.exclude(step="observing").select_related("municipality"):
        row_of(rows, intent.municipality).update(step=intent.step, since=intent.since.isoformat())
    return {"bodies": [rows[key] for key in sorted(rows)], "inhabitants": statement.content["inhabitants"]}


def row_of(rows: dict[Any, Any], body: Any) -> dict[str, Any]:
    names = {code: name for code, _ in LANGUAGES if (name := getattr(body, f"name_{code}"))}
    new = {
        "official_name": body.official_name,
        "name": names,
        "country": body.country,
        "kind": body.kind,
        "has_need": False,
    }
    return rows.setdefault((body.country, body.official_name), new)


class Migration(migrations.Migration):
    dependencies = [("needs", "0010_writing")]

    operations = [
        migrations.CreateModel(
            name="CountedLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True, verbose_name="file")),
                ("inode", models.BigIntegerField(default=0)),
                ("offset", models.BigIntegerField(default=0)),
            ],
            options={"verbose_name": "counted log", "verbose_name_plural": "counted logs"},
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                ("supporters", models.JSONField(default=dict)),
                ("content_hash", models.CharField(max_length=64, verbose_name="checksum")),
                ("dated_on", models.DateField(verbose_name="date")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                ("hurried_at", models.DateTimeField(blank=True, null=True)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="needs.statement"
                    ),
                ),
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
            name="DownloadCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=LANGUAGES, max_length=2, verbose_name="language")),
                ("day", models.DateField(verbose_name="day")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="downloads")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="downloads", to="needs.edition"
                    ),
                ),
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
        migrations.AddField(model_name="brief", name="told_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            model_name="brief",
            name="edition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="briefs",
                to="needs.edition",
            ),
        ),
        migrations.RunPython(first_editions, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="brief",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="briefs", to="needs.edition"
            ),
        ),
        migrations.RemoveConstraint(model_name="brief", name="one_brief_per_language"),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(fields=("edition", "language"), name="one_brief_per_edition"),
        ),
    ]
