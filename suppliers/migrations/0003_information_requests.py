"""Requests for information, and what companies answer to them."""

import uuid

import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.storage
import suppliers.models.company


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0002_themes_and_staff_role_changes"),
        ("needs", "0017_trust"),
        ("suppliers", "0002_representing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=0, verbose_name="version")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "number",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="number"),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="date")),
                ("chosen", models.JSONField(blank=True, default=list, verbose_name="chosen")),
                ("rows", models.JSONField(blank=True, default=list, verbose_name="rows")),
                ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "confidential_reason",
                    models.TextField(blank=True, max_length=1000, verbose_name="why it is confidential"),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["question__position"],
            },
        ),
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
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
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="suppliers.answer"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of an answer",
                "verbose_name_plural": "files of answers",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Opens by itself"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_en",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_nb",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_sv",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_da",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_fi",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "introduction_is",
                    models.TextField(
                        blank=True,
                        help_text="What the answers are for, and how to answer. Markdown.",
                        null=True,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("managers", "The programme managers of the dialogue only"),
                            (
                                "signatories",
                                "The programme managers, and the public buyers that signed a joint statement",
                            ),
                            (
                                "participants",
                                "The programme managers, and all public buyers that take part in the dialogue",
                            ),
                        ],
                        default="managers",
                        max_length=20,
                        verbose_name="who reads the answers",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                ("zone", models.CharField(default="Europe/Oslo", max_length=40, verbose_name="time zone")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request for information",
                "verbose_name_plural": "requests for information",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RequestQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("choice", "One of several options"),
                            ("several", "Any of several options"),
                            ("date", "Date"),
                            ("file", "Files"),
                            ("table", "Table"),
                        ],
                        max_length=20,
                        verbose_name="kind of answer",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="question")),
                ("text_en", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("text_nb", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("text_sv", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("text_da", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("text_fi", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("text_is", models.TextField(blank=True, max_length=2000, null=True, verbose_name="question")),
                ("help", models.TextField(blank=True, max_length=2000, verbose_name="help")),
                ("help_en", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("help_nb", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("help_sv", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("help_da", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("help_fi", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("help_is", models.TextField(blank=True, max_length=2000, null=True, verbose_name="help")),
                ("options", models.TextField(blank=True, max_length=4000, verbose_name="options, one per line")),
                (
                    "options_en",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                (
                    "options_nb",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                (
                    "options_sv",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                (
                    "options_da",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                (
                    "options_fi",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                (
                    "options_is",
                    models.TextField(blank=True, max_length=4000, null=True, verbose_name="options, one per line"),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("unit_en", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_nb", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_sv", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_da", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_fi", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_is", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("is_required", models.BooleanField(default=False, verbose_name="an answer is required")),
                ("most", models.PositiveIntegerField(blank=True, null=True, verbose_name="at most")),
                (
                    "least",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="not below"
                    ),
                ),
                (
                    "greatest",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="not above"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(default=0, verbose_name="digits after the decimal mark")),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_questions",
                        to="needs.challenge",
                        verbose_name="challenge",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request_questions",
                        to="needs.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a request for information",
                "verbose_name_plural": "questions of requests for information",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="RequestCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField(verbose_name="before")),
                ("after", models.JSONField(verbose_name="after")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="corrected")),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="suppliers.informationrequest",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="suppliers.requestquestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a request for information",
                "verbose_name_plural": "corrections of requests for information",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="suppliers.requestquestion"
            ),
        ),
        migrations.CreateModel(
            name="RequestTransition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("from_state", models.CharField(max_length=20, verbose_name="from")),
                ("to_state", models.CharField(max_length=20, verbose_name="to")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("language", models.CharField(blank=True, max_length=2)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trail",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
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
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("submitted", "Submitted"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("versions", models.PositiveSmallIntegerField(default=0, verbose_name="versions")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted")),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="suppliers.company"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
                "ordering": ["begun_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="suppliers.response"
            ),
        ),
        migrations.CreateModel(
            name="ResponseReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.JSONField(editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("content_hash", models.CharField(max_length=64, verbose_name="checksum")),
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
                ("at", models.DateTimeField(verbose_name="submitted")),
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
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="suppliers.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt of a response",
                "verbose_name_plural": "receipts of responses",
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="ResponseTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.response"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("closes_at__isnull", False), _connector="OR"),
                name="request_has_a_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("open", "closed")), _negated=True),
                    ("opened_at__isnull", False),
                    _connector="OR",
                ),
                name="open_request_has_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_at__isnull", True), ("closes_at__gt", models.F("opened_at")), _connector="OR"
                ),
                name="request_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestquestion",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("request", "position"),
                name="request_question_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestquestion",
            constraint=models.UniqueConstraint(fields=("request", "key"), name="request_question_key_once"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(fields=("request", "company"), name="one_response_per_company"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"), models.Q(("submitted_at__isnull", False), ("versions__gt", 0)), _connector="OR"
                ),
                name="submitted_response_has_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("response", "question", "version"), name="one_answer_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 0),
                    ("is_confidential", False),
                    models.Q(("confidential_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="confidential_answer_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsereceipt",
            constraint=models.UniqueConstraint(fields=("response", "version"), name="one_receipt_per_version"),
        ),
    ]
