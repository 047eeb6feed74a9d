"""Events and what belongs to them."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.storage
import events.boards.codes
import events.models.calendar
import events.models.meeting_days
import events.models.registration
import events.models.solving


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("dialogues", "0001_initial"),
        ("municipalities", "0001_initial"),
        ("needs", "0001_initial"),
        ("suppliers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="dialogues.dialogue"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information_meeting", "Information meeting"),
                            ("workshop", "Workshop"),
                            ("market_dialogue", "Market dialogue"),
                            ("webinar", "Webinar"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("municipalities", "Municipalities"),
                            ("suppliers", "Suppliers"),
                            ("everyone", "Everyone"),
                        ],
                        max_length=20,
                        verbose_name="audience",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("cancelled", "Cancelled"),
                            ("held", "Held"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("summary", models.TextField(verbose_name="summary")),
                ("summary_en", models.TextField(null=True, verbose_name="summary")),
                ("summary_nb", models.TextField(null=True, verbose_name="summary")),
                ("summary_sv", models.TextField(null=True, verbose_name="summary")),
                ("summary_da", models.TextField(null=True, verbose_name="summary")),
                ("summary_fi", models.TextField(null=True, verbose_name="summary")),
                ("summary_is", models.TextField(null=True, verbose_name="summary")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_nb", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_sv", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_da", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_fi", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_is", models.TextField(blank=True, null=True, verbose_name="description")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[
                            ("Europe/Oslo", "Oslo"),
                            ("Europe/Stockholm", "Stockholm"),
                            ("Europe/Copenhagen", "Copenhagen"),
                            ("Europe/Helsinki", "Helsinki"),
                            ("Europe/Mariehamn", "Mariehamn"),
                            ("Atlantic/Reykjavik", "Reykjavík"),
                            ("Atlantic/Faroe", "Tórshavn"),
                            ("America/Nuuk", "Nuuk"),
                        ],
                        max_length=40,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "city",
                    models.CharField(
                        blank=True, help_text="Empty while it is to be decided.", max_length=100, verbose_name="city"
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue and address")),
                (
                    "form",
                    models.CharField(
                        choices=[("on_site", "On site"), ("online", "Online"), ("both", "On site and online")],
                        db_default="on_site",
                        default="on_site",
                        max_length=10,
                        verbose_name="people take part",
                    ),
                ),
                (
                    "online_link",
                    models.URLField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Given only to those who are registered, on their own page, by mail and in their calendar.",
                        max_length=500,
                        verbose_name="link for taking part online",
                    ),
                ),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="contact")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventTransition",
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
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="events.event"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(max_length=200, null=True, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("description_en", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_nb", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_sv", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_da", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_fi", models.TextField(blank=True, null=True, verbose_name="description")),
                ("description_is", models.TextField(blank=True, null=True, verbose_name="description")),
                ("track", models.CharField(blank=True, max_length=100, verbose_name="track")),
                ("track_en", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("track_nb", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("track_sv", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("track_da", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("track_fi", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("track_is", models.CharField(blank=True, max_length=100, null=True, verbose_name="track")),
                ("speakers", models.TextField(blank=True, db_default="", default="", verbose_name="speakers")),
                (
                    "speakers_en",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                (
                    "speakers_nb",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                (
                    "speakers_sv",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                (
                    "speakers_da",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                (
                    "speakers_fi",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                (
                    "speakers_is",
                    models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["starts_at", "track"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardCode",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="board_code",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=events.boards.codes.new_code, max_length=12, unique=True, verbose_name="code"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
            ],
            options={
                "verbose_name": "code for boards",
                "verbose_name_plural": "codes for boards",
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="boards", to="events.event"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="boards",
                        to="events.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not open yet"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        help_text="What everybody is asked to write down.",
                        max_length=300,
                        verbose_name="question",
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
                    "dots",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="With 0 nobody votes. More dots may be given at any time.",
                        validators=[django.core.validators.MaxValueValidator(50)],
                        verbose_name="dots for each person",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
            ],
            options={
                "verbose_name": "board",
                "verbose_name_plural": "boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.board"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoardFacilitator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facilitators", to="events.board"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "code",
                    models.CharField(
                        default=events.boards.codes.new_long_code, max_length=20, unique=True, verbose_name="code"
                    ),
                ),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="named")),
            ],
            options={
                "verbose_name": "facilitator of a board",
                "verbose_name_plural": "facilitators of boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="board_guests", to="events.event"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="first name")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                        verbose_name="public buyer",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
                ("facilitates", models.ManyToManyField(related_name="guests", to="events.boardfacilitator")),
            ],
            options={
                "verbose_name": "participant at boards",
                "verbose_name_plural": "participants at boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="events.board"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "group of notes",
                "verbose_name_plural": "groups of notes",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="events.board"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="events.boardguest",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="note")),
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
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="events.boardgroup",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "On the board"),
                            ("hidden", "Hidden"),
                            ("taken_back", "Taken back by its writer"),
                        ],
                        default="shown",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="events.boardnote",
                    ),
                ),
                ("version", models.PositiveIntegerField(editable=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "note on a board",
                "verbose_name_plural": "notes on boards",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "key"), name="board_note_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("state", "taken_back"), _connector="OR"
                        ),
                        name="board_note_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="board_note_not_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dots", to="events.boardnote"
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dots", to="events.boardguest"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
            ],
            options={
                "verbose_name": "dots on a note",
                "verbose_name_plural": "dots on notes",
                "constraints": [
                    models.UniqueConstraint(fields=("note", "guest"), name="dots_once_per_person"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="dots_are_some"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="events.boardnote"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="needs.proposedneed",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="needs.clausecomment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "verbose_name": "use of a note",
                "verbose_name_plural": "uses of notes",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("need", None), ("comment", None), _connector="XOR"),
                        name="note_used_for_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardReport",
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
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="events.board"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
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
            ],
            options={
                "verbose_name": "report of a board",
                "verbose_name_plural": "reports of boards",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "version", "language"), name="one_report_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=events.models.registration.new_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="events.event"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Not confirmed yet"),
                            ("registered", "Registered"),
                            ("waiting", "On the waiting list"),
                            ("offered", "Moved up, to be confirmed"),
                            ("cancelled", "Cancelled"),
                            ("attended", "Was there"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("municipalities", "Municipalities"),
                            ("suppliers", "Suppliers"),
                            ("everyone", "Everyone"),
                        ],
                        max_length=20,
                        verbose_name="comes for",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
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
                ("organisation", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="suppliers.company",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booked",
                        to="events.registration",
                        verbose_name="registered by",
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), size=None, verbose_name="counts in"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="asked"),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("held_until", models.DateTimeField(blank=True, null=True, verbose_name="held until")),
                ("offered_until", models.DateTimeField(blank=True, null=True, verbose_name="offered until")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "Cancelled"),
                            ("staff", "Cancelled by the organisers"),
                            ("lapsed", "The seat was not confirmed in time"),
                            ("event", "The event was cancelled"),
                        ],
                        max_length=20,
                        verbose_name="why it ended",
                    ),
                ),
                ("access", models.TextField(blank=True, max_length=1000, verbose_name="what you need to take part")),
                ("food", models.TextField(blank=True, max_length=500, verbose_name="what you do not eat")),
                ("interpretation", models.TextField(blank=True, max_length=500, verbose_name="interpretation")),
                (
                    "is_listed",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="named in the list of participants"
                    ),
                ),
                ("invited_as", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("reminded_week_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reminded_day_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("thanked_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["asked_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["event", "asked_at", "id"],
                        name="registrations_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["held_until"],
                        name="registrations_unconfirmed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["unconfirmed", "registered", "waiting", "offered"]),
                            models.Q(("email", ""), _negated=True),
                        ),
                        fields=("event", "email"),
                        name="registered_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="events.registration"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a registration",
                "verbose_name_plural": "steps of registrations",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Breakouts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="breakouts", to="events.event"
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="wishes close")),
                (
                    "seed",
                    models.CharField(
                        default=events.models.solving.new_seed, editable=False, max_length=40, verbose_name="seed"
                    ),
                ),
            ],
            options={
                "verbose_name": "breakouts by wishes",
                "verbose_name_plural": "breakouts by wishes",
            },
        ),
        migrations.CreateModel(
            name="BreakoutWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank"
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
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("puzzle", models.JSONField(default=dict, verbose_name="what was asked")),
                ("plan", models.JSONField(blank=True, default=list, verbose_name="answer")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="what was reached")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued")),
                ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="leased until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "breakouts",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="events.breakouts"
                    ),
                ),
                ("moves_told", models.BooleanField(default=False, verbose_name="also move those who were told")),
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
            name="BreakoutPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("starts_at", models.DateTimeField(editable=False, verbose_name="starts")),
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
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told")),
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
            name="CalendarEntry",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="calendar_entry",
                        serialize=False,
                        to="events.event",
                    ),
                ),
                ("shown", models.JSONField(default=dict, verbose_name="shown")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="before")),
                ("sequence", models.PositiveIntegerField(default=0, verbose_name="sequence")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed")),
            ],
            options={
                "verbose_name": "calendar entry",
                "verbose_name_plural": "calendar entries",
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=events.models.calendar.new_secret, max_length=60, unique=True, verbose_name="secret"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
            ],
            options={
                "verbose_name": "calendar at a secret address",
                "verbose_name_plural": "calendars at secret addresses",
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="materials", to="events.event"
                    ),
                ),
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
            name="MaterialFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "material",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="events.material"
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
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="added")),
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
        migrations.CreateModel(
            name="MeetingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting_day", to="events.event"
                    ),
                ),
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
            ],
            options={
                "verbose_name": "day of meetings",
                "verbose_name_plural": "days of meetings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="wishes_close_after_they_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingDayStep",
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
            name="MeetingSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="events.meetingday"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
            ],
            options={
                "verbose_name": "time of meetings",
                "verbose_name_plural": "times of meetings",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "number"), name="meeting_slot_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_slot_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="events.meetingday"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("day", "name"), name="meeting_room_once")],
            },
        ),
        migrations.CreateModel(
            name="MeetingWalk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(120)], verbose_name="minutes"
                    ),
                ),
            ],
            options={
                "verbose_name": "way between rooms",
                "verbose_name_plural": "ways between rooms",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="meeting_walk_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="meeting_walk_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingBody",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bodies", to="events.meetingday"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_days",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="events.meetingroom",
                        verbose_name="room",
                    ),
                ),
                (
                    "away",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="events.meetingslot", verbose_name="not there at"
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
            ],
            options={
                "verbose_name": "public buyer at meetings",
                "verbose_name_plural": "public buyers at meetings",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("day", "municipality"), name="body_meets_once")],
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="companies", to="events.meetingday"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meeting_days", to="suppliers.company"
                    ),
                ),
                (
                    "away",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="events.meetingslot", verbose_name="not there at"
                    ),
                ),
            ],
            options={
                "verbose_name": "company at meetings",
                "verbose_name_plural": "companies at meetings",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("day", "company"), name="company_meets_once")],
            },
        ),
        migrations.CreateModel(
            name="MeetingWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank"
                    ),
                ),
                ("about", models.TextField(max_length=1000, verbose_name="what about")),
            ],
            options={
                "verbose_name": "wish for a meeting",
                "verbose_name_plural": "wishes for meetings",
                "ordering": ["rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "body"), name="body_wished_once"),
                    models.UniqueConstraint(fields=("asker", "rank"), name="rank_wished_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "answer",
                    models.CharField(
                        choices=[("must", "Must meet it"), ("never", "May not meet it")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "answer to a wish",
                "verbose_name_plural": "answers to wishes",
                "constraints": [models.UniqueConstraint(fields=("body", "asker"), name="wish_answered_once")],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "number",
                    models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, verbose_name="number"),
                ),
                (
                    "state",
                    models.CharField(
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
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("session", None)), fields=("event", "number"), name="minutes_once_per_event"
                    ),
                    models.UniqueConstraint(fields=("session", "number"), name="minutes_once_per_session"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), models.Q(("content_hash", ""), _negated=True), _connector="OR"
                        ),
                        name="agreed_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesTransition",
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
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("puzzle", models.JSONField(default=dict, verbose_name="what was asked")),
                ("plan", models.JSONField(blank=True, default=list, verbose_name="answer")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="what was reached")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="queued")),
                ("leased_until", models.DateTimeField(blank=True, null=True, verbose_name="leased until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="timetables", to="events.meetingday"
                    ),
                ),
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
            ],
            options={
                "verbose_name": "timetable",
                "verbose_name_plural": "timetables",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "solving"])),
                        fields=("day",),
                        name="one_timetable_owed_per_day",
                    )
                ],
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="events.meetingday"
                    ),
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
                    "slot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="events.meetingslot",
                        verbose_name="time",
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
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["slot__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "held"])),
                        fields=("body", "slot"),
                        name="body_in_one_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "held"])),
                        fields=("asker", "slot"),
                        name="company_in_one_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["planned", "held"])),
                        fields=("body", "asker"),
                        name="they_meet_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingStep",
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
            name="MeetingQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="events.meetingday"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.CharField(max_length=500, verbose_name="question")),
                ("text_en", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_nb", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_sv", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_da", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_fi", models.CharField(max_length=500, null=True, verbose_name="question")),
                ("text_is", models.CharField(max_length=500, null=True, verbose_name="question")),
            ],
            options={
                "verbose_name": "question of the sheet",
                "verbose_name_plural": "questions of the sheet",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("day", "number"),
                        name="sheet_question_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingMinutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="events.meeting"
                    ),
                ),
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
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum")),
            ],
            options={
                "verbose_name": "minutes of a meeting",
                "verbose_name_plural": "minutes of meetings",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), models.Q(("content_hash", ""), _negated=True), _connector="OR"
                        ),
                        name="sent_has_hash",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingMinutesStep",
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
            name="MeetingAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_down",
                        to="events.meetingminutes",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="suppliers.question"
                    ),
                ),
            ],
            options={
                "verbose_name": "question that came up in a meeting",
                "verbose_name_plural": "questions that came up in meetings",
            },
        ),
        migrations.CreateModel(
            name="RegistrationTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="events.event"
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                (
                    "hold_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="hours to confirm a registration",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="hours to confirm a seat that became free",
                    ),
                ),
                (
                    "per_organisation",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="seats for each organisation"),
                ),
                ("asks_access", models.BooleanField(default=False, verbose_name="ask what people need to take part")),
                ("asks_food", models.BooleanField(default=False, verbose_name="ask about food")),
                ("asks_interpretation", models.BooleanField(default=False, verbose_name="ask about interpretation")),
            ],
            options={
                "verbose_name": "terms of registration",
                "verbose_name_plural": "terms of registration",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                        ),
                        name="registration_closes_after",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seats",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="events.event"
                    ),
                ),
                ("place", models.CharField(max_length=300, verbose_name="what of")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats")),
                ("taken", models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="taken")),
            ],
            options={
                "verbose_name": "seats",
                "verbose_name_plural": "seats",
                "constraints": [models.UniqueConstraint(fields=("event", "place"), name="seats_counted_once")],
            },
        ),
    ]
