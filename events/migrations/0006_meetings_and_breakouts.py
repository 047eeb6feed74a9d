"""Days of 1:1 meetings with wishes, timetables and minutes; breakouts by ranked wishes."""

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.models.meeting_days
import events.models.solving


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_material_and_minutes"),
        ("municipalities", "0007_trail_times"),
        ("suppliers", "0009_reading_stands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Breakouts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closes_at", models.DateTimeField(verbose_name="wishes close")),
                (
                    "seed",
                    models.CharField(
                        default=events.models.solving.new_seed, editable=False, max_length=40, verbose_name="seed"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="breakouts", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "breakouts by wishes",
                "verbose_name_plural": "breakouts by wishes",
            },
        ),
        migrations.CreateModel(
            name="MeetingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being set up"),
                            ("open", "Open for wishes"),
                            ("published", "Timetable published"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                (
                    "most_wishes",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="wishes of each company",
                    ),
                ),
                (
                    "seed",
                    models.CharField(
                        default=events.models.solving.new_seed, editable=False, max_length=40, verbose_name="seed"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting_day", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "day of meetings",
                "verbose_name_plural": "days of meetings",
            },
        ),
        migrations.CreateModel(
            name="MeetingCompany",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=events.models.meeting_days.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting_days", to="suppliers.company"
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="companies", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "company at meetings",
                "verbose_name_plural": "companies at meetings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_days",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True,
                        related_name="meeting_tables",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="at the table",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bodies", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "public buyer at meetings",
                "verbose_name_plural": "public buyers at meetings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=events.models.meeting_days.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("missed", "Somebody did not come"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="sequence")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="events.meetingbody"
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="events.meetingcompany",
                        verbose_name="company",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["slot__number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingDayStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a day of meetings",
                "verbose_name_plural": "steps of days of meetings",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingMinutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("sent", "The company is asked to confirm"),
                            ("confirmed", "Confirmed by the company"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                ("asked", models.TextField(blank=True, max_length=4000, verbose_name="questions that came up")),
                ("for_all", models.TextField(blank=True, max_length=4000, verbose_name="what matters to all")),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="events.meeting"
                    ),
                ),
                (
                    "told_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.minutes",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes of a meeting",
                "verbose_name_plural": "minutes of meetings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="suppliers.question"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_down",
                        to="events.meetingminutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "question that came up in a meeting",
                "verbose_name_plural": "questions that came up in meetings",
            },
        ),
        migrations.CreateModel(
            name="MeetingMinutesStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.meetingminutes"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of minutes of a meeting",
                "verbose_name_plural": "steps of minutes of meetings",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.CharField(max_length=500, verbose_name="question")),
                ("text_en", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_nb", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_sv", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_da", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_fi", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_is", models.CharField(max_length=500, null=True, verbose_name="question")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the sheet",
                "verbose_name_plural": "questions of the sheet",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="MeetingRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="meetingbody",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="events.meetingroom",
                verbose_name="room",
            ),
        ),
        migrations.CreateModel(
            name="MeetingSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "time of meetings",
                "verbose_name_plural": "times of meetings",
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="meetingcompany",
            name="away",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="events.meetingslot", verbose_name="not there at"
            ),
        ),
        migrations.AddField(
            model_name="meetingbody",
            name="away",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="events.meetingslot", verbose_name="not there at"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="slot",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="events.meetingslot",
                verbose_name="time",
            ),
        ),
        migrations.CreateModel(
            name="MeetingStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a meeting",
                "verbose_name_plural": "steps of meetings",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingWalk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(120)], verbose_name="minutes"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.meetingroom"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.meetingroom"
                    ),
                ),
            ],
            options={
                "verbose_name": "way between rooms",
                "verbose_name_plural": "ways between rooms",
            },
        ),
        migrations.CreateModel(
            name="MeetingWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank"
                    ),
                ),
                ("about", models.TextField(max_length=1000, verbose_name="what about")),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wishes", to="events.meetingcompany"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="events.meetingbody"
                    ),
                ),
            ],
            options={
                "verbose_name": "wish for a meeting",
                "verbose_name_plural": "wishes for meetings",
                "ordering": ["rank"],
            },
        ),
        migrations.CreateModel(
            name="Timetable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a worker"),
                            ("solving", "Being solved"),
                            ("solved", "Solved"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("puzzle", models.JSONField(default=dict, verbose_name="what was asked")),
                ("plan", models.JSONField(blank=True, default=list, verbose_name="answer")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="what was reached")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued")),
                ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="leased until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "Drawn from the wishes"), ("again", "Moves as few meetings as possible")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "fills",
                    models.BooleanField(default=False, verbose_name="give free times to wishes that were not met"),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="timetables", to="events.meetingday"
                    ),
                ),
            ],
            options={
                "verbose_name": "timetable",
                "verbose_name_plural": "timetables",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BreakoutPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField(editable=False, verbose_name="starts")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told")),
                (
                    "placed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breakout_places",
                        to="events.registration",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="breakout_places", to="events.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a breakout",
                "verbose_name_plural": "places in breakouts",
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "starts_at"), name="one_breakout_at_a_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakoutRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a worker"),
                            ("solving", "Being solved"),
                            ("solved", "Solved"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("puzzle", models.JSONField(default=dict, verbose_name="what was asked")),
                ("plan", models.JSONField(blank=True, default=list, verbose_name="answer")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="what was reached")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued")),
                ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="leased until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("moves_told", models.BooleanField(default=False, verbose_name="also move those who were told")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "breakouts",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="events.breakouts"
                    ),
                ),
            ],
            options={
                "verbose_name": "distribution to breakouts",
                "verbose_name_plural": "distributions to breakouts",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "solving"])),
                        fields=("breakouts",),
                        name="one_breakout_run_owed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakoutWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breakout_wishes",
                        to="events.registration",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wishes", to="events.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "wish for a breakout",
                "verbose_name_plural": "wishes for breakouts",
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "session"), name="breakout_wished_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("must", "Must meet it"), ("never", "May not meet it")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="events.meetingbody"
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="events.meetingcompany"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a wish",
                "verbose_name_plural": "answers to wishes",
                "constraints": [models.UniqueConstraint(fields=("body", "asker"), name="wish_answered_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="meetingday",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="wishes_close_after_they_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingminutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), models.Q(("content_hash", ""), _negated=True), _connector="OR"),
                name="sent_has_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingquestion",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("day", "number"),
                name="sheet_question_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingroom",
            constraint=models.UniqueConstraint(fields=("day", "name"), name="meeting_room_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingslot",
            constraint=models.UniqueConstraint(fields=("day", "number"), name="meeting_slot_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_slot_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingcompany",
            constraint=models.UniqueConstraint(fields=("day", "company"), name="company_meets_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingbody",
            constraint=models.UniqueConstraint(fields=("day", "municipality"), name="body_meets_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["planned", "held"])),
                fields=("body", "slot"),
                name="body_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["planned", "held"])),
                fields=("asker", "slot"),
                name="company_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["planned", "held"])), fields=("body", "asker"), name="they_meet_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingwalk",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="meeting_walk_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingwalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="meeting_walk_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingwish",
            constraint=models.UniqueConstraint(fields=("asker", "body"), name="body_wished_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingwish",
            constraint=models.UniqueConstraint(fields=("asker", "rank"), name="rank_wished_once"),
        ),
        migrations.AddConstraint(
            model_name="timetable",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "solving"])),
                fields=("day",),
                name="one_timetable_owed_per_day",
            ),
        ),
    ]
