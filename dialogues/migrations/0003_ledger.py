"""What the market was told. An entry is chained to the one before it; the database refuses all else and any change."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION ledger_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before dialogues_ledgerentry;
BEGIN
    SELECT * INTO before FROM dialogues_ledgerentry
        WHERE dialogue_id = NEW.dialogue_id ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 OR NEW.previous_hash <> coalesce(before.hash, '') THEN
        RAISE EXCEPTION 'A ledger entry is chained to the one before' USING ERRCODE = 'SG002';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A ledger entry does not change any more' USING ERRCODE = 'SG002';
END $$;

CREATE TRIGGER ledger_goes_on BEFORE INSERT ON dialogues_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_goes_on();
CREATE TRIGGER ledger_stands BEFORE UPDATE OR DELETE ON dialogues_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_stands();
"""
GONE = """
DROP TRIGGER ledger_stands ON dialogues_ledgerentry;
DROP TRIGGER ledger_goes_on ON dialogues_ledgerentry;
DROP FUNCTION ledger_stands();
DROP FUNCTION ledger_goes_on();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("dialogues", "0002_themes_and_staff_role_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brief_published", "Statement published"),
                            ("edition_published", "New edition of the briefs"),
                            ("notice", "Notice"),
                            ("need_public", "Need made public"),
                            ("question_deadline", "Deadline for questions"),
                            ("answers_released", "Answers released"),
                            ("answer_corrected", "Answer corrected"),
                            ("request_opened", "Request for information opened"),
                            ("request_changed", "Request for information corrected"),
                            ("request_extended", "Request for information extended"),
                            ("request_reopened", "Request for information reopened"),
                            ("request_closed", "Request for information closed"),
                            ("event_published", "Event announced"),
                            ("event_changed", "Event changed"),
                            ("event_cancelled", "Event cancelled"),
                            ("event_held", "Event held"),
                            ("material", "Material shared"),
                            ("minutes", "Minutes published"),
                            ("synthesis", "What we heard, what we changed"),
                            ("news", "News"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="shared")),
                ("titles", models.JSONField(verbose_name="titles")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), size=None, verbose_name="languages"
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="by")),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="shared with")),
                ("page", models.JSONField(verbose_name="page")),
                ("files", models.JSONField(default=list, verbose_name="files")),
                ("details", models.JSONField(default=dict, verbose_name="details")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="told at once")),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("subject_id", models.PositiveBigIntegerField()),
                (
                    "previous_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="checksum of the entry before"),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="checksum")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="dialogues.dialogue"
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["dialogue", "number"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["topics"], name="ledger_topics"),
                    models.Index(fields=["-at", "-id"], name="ledger_newest"),
                    models.Index(fields=["subject_type", "subject_id"], name="ledger_subject"),
                ],
                "constraints": [models.UniqueConstraint(fields=("dialogue", "number"), name="ledger_number_once")],
            },
        ),
        migrations.RunSQL(FUNCTIONS, GONE),
    ]
