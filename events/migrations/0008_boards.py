"""The boards of workshops: codes, participants, notes, groups, dots, and what became of the notes."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.storage
import events.boards.codes


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0007_online_speakers_and_listed"),
        ("municipalities", "0007_trail_times"),
        ("needs", "0019_proposed_needs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        verbose_name="dots for each person",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="events.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "board",
                "verbose_name_plural": "boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardFacilitator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "code",
                    models.CharField(
                        default=events.boards.codes.new_long_code, max_length=20, unique=True, verbose_name="code"
                    ),
                ),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="named")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facilitators", to="events.board"
                    ),
                ),
            ],
            options={
                "verbose_name": "facilitator of a board",
                "verbose_name_plural": "facilitators of boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="events.board"
                    ),
                ),
            ],
            options={
                "verbose_name": "group of notes",
                "verbose_name_plural": "groups of notes",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="first name")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
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
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="board_guests", to="events.event"
                    ),
                ),
                ("facilitates", models.ManyToManyField(related_name="guests", to="events.boardfacilitator")),
            ],
            options={
                "verbose_name": "participant at boards",
                "verbose_name_plural": "participants at boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                ("version", models.PositiveIntegerField(editable=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="events.board"
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
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="events.boardguest",
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
            ],
            options={
                "verbose_name": "note on a board",
                "verbose_name_plural": "notes on boards",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "report of a board",
                "verbose_name_plural": "reports of boards",
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
            name="Dot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dots", to="events.boardguest"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dots", to="events.boardnote"
                    ),
                ),
            ],
            options={
                "verbose_name": "dots on a note",
                "verbose_name_plural": "dots on notes",
            },
        ),
        migrations.CreateModel(
            name="NoteUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "need",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="needs.proposedneed",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="events.boardnote"
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a note",
                "verbose_name_plural": "uses of notes",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="boardnote",
            constraint=models.UniqueConstraint(fields=("board", "key"), name="board_note_once"),
        ),
        migrations.AddConstraint(
            model_name="boardnote",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("state", "taken_back"), _connector="OR"),
                name="board_note_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True), name="board_note_not_into_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardreport",
            constraint=models.UniqueConstraint(fields=("board", "version", "language"), name="one_report_per_version"),
        ),
        migrations.AddConstraint(
            model_name="dot",
            constraint=models.UniqueConstraint(fields=("note", "guest"), name="dots_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="dot",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="dots_are_some"),
        ),
        migrations.AddConstraint(
            model_name="noteuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("need", None), ("comment", None), _connector="XOR"), name="note_used_for_one_thing"
            ),
        ),
        migrations.RunSQL(
            "CREATE TRIGGER trail_stands BEFORE UPDATE OR DELETE ON events_boardtransition "
            "FOR EACH ROW EXECUTE FUNCTION row_is_kept('reason')",
            "DROP TRIGGER trail_stands ON events_boardtransition",
        ),
    ]
