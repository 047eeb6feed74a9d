"""Dialogues, who runs them, their themes, ledger and news."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dialogue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("theme", models.CharField(max_length=200, verbose_name="theme")),
                ("theme_en", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("theme_nb", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("theme_sv", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("theme_da", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("theme_fi", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("theme_is", models.CharField(max_length=200, null=True, verbose_name="theme")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_nb", models.TextField(null=True, verbose_name="summary")),
                ("summary_sv", models.TextField(null=True, verbose_name="summary")),
                ("summary_da", models.TextField(null=True, verbose_name="summary")),
                ("summary_fi", models.TextField(null=True, verbose_name="summary")),
                ("summary_is", models.TextField(null=True, verbose_name="summary")),
                ("background", models.TextField(blank=True, verbose_name="background")),
                ("background_en", models.TextField(blank=True, null=True, verbose_name="background")),
                ("background_nb", models.TextField(blank=True, null=True, verbose_name="background")),
                ("background_sv", models.TextField(blank=True, null=True, verbose_name="background")),
                ("background_da", models.TextField(blank=True, null=True, verbose_name="background")),
                ("background_fi", models.TextField(blank=True, null=True, verbose_name="background")),
                ("background_is", models.TextField(blank=True, null=True, verbose_name="background")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("mapping", "Mapping needs"),
                            ("agreeing", "Agreeing on a statement"),
                            ("market_dialogue", "Market dialogue"),
                            ("follow_up", "Follow-up"),
                            ("concluded", "Concluded"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="phase",
                    ),
                ),
                (
                    "builds_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="dialogues.dialogue",
                        verbose_name="builds on",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
            ],
            options={
                "verbose_name": "dialogue",
                "verbose_name_plural": "dialogues",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="dialogues.dialogue"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("initiator", "Initiator"),
                            ("funder", "Funder"),
                            ("organiser", "Organiser"),
                            ("partner", "Partner"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO", "Norway"),
                            ("SE", "Sweden"),
                            ("DK", "Denmark"),
                            ("FI", "Finland"),
                            ("IS", "Iceland"),
                            ("FO", "Faroe Islands"),
                            ("GL", "Greenland"),
                            ("AX", "Åland"),
                        ],
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ["position", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("dialogue", "name", "role"), name="partner_once_per_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="dialogues.dialogue"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("name_en", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_nb", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_sv", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_da", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_fi", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("name_is", models.CharField(max_length=100, null=True, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="dialogues.dialogue"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "To the day"), ("month", "To the month"), ("undecided", "To be decided")],
                        default="day",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["position", "on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("on__isnull", False), ("precision", "undecided"), _connector="OR"),
                        name="milestone_date_or_undecided",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="dialogues.dialogue"
                    ),
                ),
                ("role", models.CharField(max_length=200, verbose_name="role")),
                ("role_en", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("role_nb", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("role_sv", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("role_da", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("role_fi", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("role_is", models.CharField(max_length=200, null=True, verbose_name="role")),
                ("organisation", models.CharField(max_length=200, verbose_name="organisation")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="dialogues.dialogue"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("brief_published", "Statement published"),
                            ("edition_published", "New edition of the briefs"),
                            ("notice", "Notice"),
                            ("notice_withdrawn", "Notice withdrawn"),
                            ("need_public", "Need made public"),
                            ("need_hidden", "Need no longer public"),
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
                            ("minutes_corrected", "Minutes corrected"),
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
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                (
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("subject_id", models.PositiveBigIntegerField()),
                (
                    "previous_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="checksum of the entry before"),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="checksum")),
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
        migrations.CreateModel(
            name="LedgerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger_files",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("record", "Record for the procurement file"), ("pack", "Catch-up pack")],
                        max_length=10,
                        verbose_name="kind",
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
                ("number", models.PositiveIntegerField(default=0, verbose_name="up to the entry")),
                ("file", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="bytes")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="checksum")),
                ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                ("missing", models.JSONField(default=list, verbose_name="missing")),
                ("tried_for", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("leased_until", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
            ],
            options={
                "verbose_name": "file of a ledger",
                "verbose_name_plural": "files of ledgers",
                "ordering": ["dialogue", "kind", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("dialogue", "kind", "language"), name="ledger_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="dialogues.dialogue",
                        verbose_name="dialogue",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("text_en", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_nb", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_sv", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_da", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_fi", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_is", models.TextField(blank=True, null=True, verbose_name="text")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="dialogues.news",
                        verbose_name="corrects",
                    ),
                ),
            ],
            options={
                "verbose_name": "news",
                "verbose_name_plural": "news",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["-published_at", "-id"], name="news_newest")],
            },
        ),
        migrations.CreateModel(
            name="StaffRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("manager", "Programme manager"), ("coordinator", "Coordinator")],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="staff", to="dialogues.dialogue"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO", "Norway"),
                            ("SE", "Sweden"),
                            ("DK", "Denmark"),
                            ("FI", "Finland"),
                            ("IS", "Iceland"),
                            ("FO", "Faroe Islands"),
                            ("GL", "Greenland"),
                            ("AX", "Åland"),
                        ],
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "staff role",
                "verbose_name_plural": "staff roles",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "dialogue", "kind", "country"), name="staff_role_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), ("kind", "manager")),
                            models.Q(("kind", "coordinator"), models.Q(("country", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="coordinator_has_country",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffRoleChange",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_role_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_changes",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO", "Norway"),
                            ("SE", "Sweden"),
                            ("DK", "Denmark"),
                            ("FI", "Finland"),
                            ("IS", "Iceland"),
                            ("FO", "Faroe Islands"),
                            ("GL", "Greenland"),
                            ("AX", "Åland"),
                        ],
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a staff role",
                "verbose_name_plural": "changes of staff roles",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
    ]
