"""An event's trail, its material and its minutes. What was shown or published does not change any more."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.storage

# Columns that move on after a material was shown; an erased person's name is taken out of what others wrote in a trail.
FUNCTIONS = """
CREATE FUNCTION material_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state = 'public'
        OR to_jsonb(NEW) - ARRAY['state', 'published_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'published_at']
    THEN
        PERFORM refuse_change('Material that was shown');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION material_file_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM events_material m WHERE m.state <> 'draft'
            AND m.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.material_id ELSE OLD.material_id END
    ) OR (TG_OP = 'UPDATE' AND NEW.material_id <> OLD.material_id) THEN
        PERFORM refuse_change('A file that was shown');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state = 'published' OR (
        to_jsonb(NEW) - ARRAY['state', 'published_at', 'content_hash']
        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'published_at', 'content_hash']
    ) OR (NEW.state = 'published' AND NEW.content_hash <> OLD.content_hash) THEN
        PERFORM refuse_change('Agreed minutes');
    END IF;
    RETURN NEW;
END $$;
"""
# Table, trigger, when, function with arguments
TRIGGERS = [
    ("events_material", "material_stands", "BEFORE UPDATE OR DELETE", "material_stands()"),
    ("events_materialfile", "material_file_stands", "BEFORE INSERT OR UPDATE OR DELETE", "material_file_stands()"),
    ("events_minutes", "minutes_stand", "BEFORE UPDATE OR DELETE", "minutes_stand()"),
    ("events_eventtransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
    ("events_materialtransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
    ("events_minutestransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
]
CREATE = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};\n"
    for table, name, when, function in TRIGGERS
)
DROP = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _when, _function in TRIGGERS)
DROP += "DROP FUNCTION material_stands();\nDROP FUNCTION material_file_stands();\nDROP FUNCTION minutes_stand();\n"


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0017_trust"),  # whose functions the triggers call
        ("events", "0004_what_changed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
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
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.event"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not shown yet"),
                            ("shown", "Shown at the event only"),
                            ("public", "Public"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="materials", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "material",
                "verbose_name_plural": "material",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MaterialTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
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
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.material"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("agreed", "Agreed"), ("published", "Published")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_nb",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_sv",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_da",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_fi",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                (
                    "text_is",
                    models.TextField(
                        blank=True,
                        help_text="What was said and asked, without naming companies. Markdown may be used.",
                        null=True,
                        verbose_name="minutes",
                    ),
                ),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="events.event"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="events.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
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
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.minutes"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MaterialFile",
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
                        verbose_name="language of the file",
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
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="events.material"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a material",
                "verbose_name_plural": "files of material",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(fields=("material", "language"), name="material_once_per_language")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("session", None)), fields=("event",), name="minutes_once_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(fields=("session",), name="minutes_once_per_session"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), models.Q(("content_hash", ""), _negated=True), _connector="OR"),
                name="agreed_has_hash",
            ),
        ),
        migrations.RunSQL(FUNCTIONS + CREATE, DROP),
    ]
