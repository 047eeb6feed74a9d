"""Published minutes are corrected by the next number; the text before stays as it was, superseded."""

from importlib import import_module

from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state = 'superseded' OR (
        to_jsonb(NEW) - ARRAY['state', 'published_at', 'content_hash']
        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'published_at', 'content_hash']
    ) OR (NEW.state IN ('published', 'superseded') AND NEW.content_hash <> OLD.content_hash) OR (
        OLD.state = 'published' AND (NEW.state <> 'superseded' OR NEW.published_at <> OLD.published_at)
    ) OR (NEW.state = 'superseded' AND OLD.state <> 'published') THEN
        PERFORM refuse_change('Agreed minutes');
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = import_module("events.migrations.0005_material_and_minutes").FUNCTIONS
BEFORE = "CREATE OR REPLACE FUNCTION minutes_stand" + BEFORE.partition("CREATE FUNCTION minutes_stand")[2]


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0008_boards"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_once_per_event",
        ),
        migrations.RemoveConstraint(
            model_name="minutes",
            name="minutes_once_per_session",
        ),
        migrations.AddField(
            model_name="minutes",
            name="number",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, verbose_name="number"),
        ),
        migrations.AlterField(
            model_name="minutes",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("agreed", "Agreed"),
                    ("published", "Published"),
                    ("superseded", "Corrected since"),
                ],
                default="draft",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("session", None)), fields=("event", "number"), name="minutes_once_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(fields=("session", "number"), name="minutes_once_per_session"),
        ),
        migrations.RunSQL(FUNCTION, BEFORE),
    ]
