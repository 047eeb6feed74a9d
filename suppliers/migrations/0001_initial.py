"""Companies, their people, and what they are asked, ask and answer."""

import uuid

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.search
import core.storage
import suppliers.models.company


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0002_fold"),
        ("dialogues", "0001_initial"),
        ("municipalities", "0001_initial"),
        ("needs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "country",
                    models.CharField(
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
                ("organisation_number", models.CharField(max_length=20, verbose_name="organisation number")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "size_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("micro", "Micro: fewer than 10 people"),
                            ("small", "Small: fewer than 50 people"),
                            ("medium", "Medium: fewer than 250 people"),
                            ("large", "Large: 250 people or more"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "link not opened yet"),
                            ("unchecked", "not checked yet"),
                            ("confirmed", "confirmed"),
                            ("closed", "closed"),
                        ],
                        default="unchecked",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "joined_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="suppliers.company",
                        verbose_name="joined with",
                    ),
                ),
                (
                    "registered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="registered"),
                ),
            ],
            options={
                "verbose_name": "company",
                "verbose_name_plural": "companies",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "confirmed")),
                        fields=("country", "organisation_number"),
                        name="company_confirmed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("joined_into__isnull", True), ("state", "closed"), _connector="OR"),
                        name="joined_company_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.company"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a company",
                "verbose_name_plural": "steps of a company",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, verbose_name="key"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="suppliers.company",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "representative",
                "verbose_name_plural": "representatives",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "company"),
                        name="represents_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepresentativeChange",
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
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representative_changes",
                        to="suppliers.company",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representative_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a representative",
                "verbose_name_plural": "changes of representatives",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CompanyInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
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
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                ("links_sent", models.PositiveSmallIntegerField(default=0, verbose_name="links sent")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="suppliers.company"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("revoked", "Taken back"),
                            ("expired", "Expired"),
                        ],
                        default="sent",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a company",
                "verbose_name_plural": "invitations to companies",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("sent",))),
                        fields=("company", "email"),
                        name="one_open_company_invitation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyInvitationStep",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trail",
                        to="suppliers.companyinvitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an invitation to a company",
                "verbose_name_plural": "steps of invitations to companies",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CompanyJoin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, verbose_name="key"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins", to="suppliers.company"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="joins_asked", to="suppliers.company"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "waits for an answer"), ("agreed", "agreed"), ("refused", "refused")],
                        default="asked",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "proposal to join companies",
                "verbose_name_plural": "proposals to join companies",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")), fields=("company",), name="one_join_asked_per_company"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_terms",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "four_eyes",
                    models.BooleanField(
                        default=False,
                        help_text="Who wrote an answer last cannot check it. A change after the check asks for another.",
                        verbose_name="a second person checks every answer",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="working days within which a question should be answered"
                    ),
                ),
                ("digest_on", models.DateField(blank=True, editable=False, null=True, verbose_name="staff last told")),
            ],
            options={
                "verbose_name": "terms of questions",
                "verbose_name_plural": "terms of questions",
            },
        ),
        migrations.CreateModel(
            name="QuestionDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_deadlines",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_deadlines",
                        to="needs.challenge",
                        verbose_name="challenge",
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="questions until")),
                (
                    "zone",
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
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField(auto_now=True, verbose_name="set")),
            ],
            options={
                "verbose_name": "deadline for questions",
                "verbose_name_plural": "deadlines for questions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dialogue", "challenge"), name="one_deadline_for_questions", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="dialogues.dialogue"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="needs.challenge",
                    ),
                ),
                (
                    "led_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="needs.statement",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["-released_at", "-pk"],
                "indexes": [
                    models.Index(fields=["content_type", "object_id"], name="answers_about"),
                    models.Index(fields=["dialogue", "-released_at"], name="answers_of_dialogue"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="dialogues.dialogue"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="needs.challenge",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="suppliers.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
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
                ("text", models.TextField(max_length=5000, verbose_name="question")),
                (
                    "folded",
                    models.GeneratedField(
                        db_persist=True, expression=core.search.Fold("text"), output_field=models.TextField()
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("portal", "Asked in the portal"),
                            ("meeting", "Asked in a meeting"),
                            ("call", "Asked on the telephone"),
                            ("mail", "Asked by e-mail"),
                        ],
                        default="portal",
                        max_length=20,
                        verbose_name="how it came",
                    ),
                ),
                ("heard_on", models.DateField(blank=True, null=True, verbose_name="asked on")),
                ("oral_answer", models.TextField(blank=True, max_length=5000, verbose_name="what was answered there")),
                (
                    "taken_down_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("bundled", "in an answer"),
                            ("answered", "answered"),
                            ("late", "too late"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="late",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="suppliers.questionanswer",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="changed")),
                ("bundled_at", models.DateTimeField(blank=True, null=True, verbose_name="taken into an answer")),
                ("reason", models.TextField(blank=True, max_length=5000, verbose_name="why it is declined")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="staff told")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(fields=["content_type", "object_id"], name="questions_about"),
                    models.Index(fields=["dialogue", "state"], name="questions_of_dialogue"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__isnull", False), ("state__in", ["bundled", "answered"])),
                            models.Q(
                                models.Q(("state__in", ["bundled", "answered"]), _negated=True),
                                ("answer__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="question_in_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "portal"), _negated=True), ("company__isnull", False), _connector="OR"
                        ),
                        name="asked_question_has_company",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.question"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="suppliers.questionanswer",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("due", "to be released"),
                            ("released", "released"),
                            ("superseded", "corrected since"),
                            ("discarded", "given up"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
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
                        verbose_name="original",
                    ),
                ),
                (
                    "question",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_en",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_nb",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_sv",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_da",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_fi",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                (
                    "question_is",
                    models.TextField(
                        blank=True,
                        help_text="Without naming who asked.",
                        max_length=5000,
                        null=True,
                        verbose_name="question as everybody reads it",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="answer")),
                ("text_en", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                ("text_nb", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                ("text_sv", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                ("text_da", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                ("text_fi", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                ("text_is", models.TextField(blank=True, max_length=5000, null=True, verbose_name="answer")),
                (
                    "changes_need",
                    models.BooleanField(
                        default=False,
                        help_text="Readers are told that a new version of the statement follows.",
                        verbose_name="this answer changes the need",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="written")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="checked")),
                ("release_at", models.DateTimeField(blank=True, null=True, verbose_name="to be released")),
                (
                    "zone",
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
                        default="Europe/Oslo",
                        max_length=40,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
            ],
            options={
                "verbose_name": "version of an answer",
                "verbose_name_plural": "versions of answers",
                "ordering": ["answer", "-number"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "due")), fields=["release_at"], name="answers_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "number"), name="answer_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "due"])),
                        fields=("answer",),
                        name="one_answer_version_on_its_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "released")),
                        fields=("answer",),
                        name="one_released_answer_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(("checked_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="writer_does_not_check",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("release_at__isnull", False), ("state", "due")),
                            models.Q(("state", "due"), _negated=True),
                            _connector="OR",
                        ),
                        name="due_answer_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.answerversion"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follower",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("wants_mail", models.BooleanField(default=True, verbose_name="wants mail")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("last_told_at", models.DateTimeField(blank=True, null=True, verbose_name="last told")),
                ("last_looked_at", models.DateTimeField(blank=True, null=True, verbose_name="last looked")),
            ],
            options={
                "verbose_name": "follower",
                "verbose_name_plural": "followers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user__isnull", True), models.Q(("email", ""), _negated=True)),
                            models.Q(("email", ""), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="follower_account_or_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email",),
                        name="follower_address_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="suppliers.follower"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=60, verbose_name="topic")),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="search")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "follow",
                "verbose_name_plural": "follows",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["topic", "follower"], name="followers_of_topic")],
                "constraints": [
                    models.UniqueConstraint(fields=("follower", "topic", "query"), name="followed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("topic", ""), ("query", ""), _connector="XOR"),
                        name="follow_topic_or_search",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("urgent", "At once"), ("daily", "The day's digest")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "being written"), ("finished", "written")],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("cursor", models.PositiveBigIntegerField(default=0, verbose_name="cursor")),
                ("followers", models.PositiveIntegerField(default=0, verbose_name="followers")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="mails written")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("leased_until", models.DateTimeField(default=django.utils.timezone.now, verbose_name="leased until")),
            ],
            options={
                "verbose_name": "mailing",
                "verbose_name_plural": "mailings",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["leased_until"], name="mailings_running"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "daily")), fields=("day",), name="one_digest_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="telling",
                        serialize=False,
                        to="dialogues.ledgerentry",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tellings", to="suppliers.mailing"
                    ),
                ),
            ],
            options={
                "verbose_name": "telling",
                "verbose_name_plural": "tellings",
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="dialogues.dialogue",
                    ),
                ),
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
                (
                    "confidential_readers",
                    models.CharField(
                        choices=[
                            ("managers", "The programme managers of the dialogue only"),
                            ("readers", "Everybody who reads the answers"),
                        ],
                        db_default="managers",
                        default="managers",
                        max_length=20,
                        verbose_name="who reads what is confidential",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                ("zone", models.CharField(default="Europe/Oslo", max_length=40, verbose_name="time zone")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
            ],
            options={
                "verbose_name": "request for information",
                "verbose_name_plural": "requests for information",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("closes_at__isnull", False), _connector="OR"),
                        name="request_has_a_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("open", "closed")), _negated=True),
                            ("opened_at__isnull", False),
                            _connector="OR",
                        ),
                        name="open_request_has_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True), ("closes_at__gt", models.F("opened_at")), _connector="OR"
                        ),
                        name="request_closes_after_it_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestTransition",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trail",
                        to="suppliers.informationrequest",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=2)),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="suppliers.informationrequest",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "question of a request for information",
                "verbose_name_plural": "questions of requests for information",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("request", "position"),
                        name="request_question_number_once",
                    ),
                    models.UniqueConstraint(fields=("request", "key"), name="request_question_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("before", models.JSONField(verbose_name="before")),
                ("after", models.JSONField(verbose_name="after")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="corrected")),
            ],
            options={
                "verbose_name": "correction of a request for information",
                "verbose_name_plural": "corrections of requests for information",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="suppliers.informationrequest",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="suppliers.company"
                    ),
                ),
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
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
                "ordering": ["begun_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "company"), name="one_response_per_company"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("submitted_at__isnull", False), ("versions__gt", 0)),
                            _connector="OR",
                        ),
                        name="submitted_response_has_a_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponseTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.response"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="suppliers.response"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="suppliers.requestquestion",
                    ),
                ),
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
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["question__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "question", "version"), name="one_answer_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 0),
                            ("is_confidential", False),
                            models.Q(("confidential_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="confidential_answer_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="suppliers.answer"
                    ),
                ),
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
                "verbose_name": "file of an answer",
                "verbose_name_plural": "files of answers",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ResponseReceipt",
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
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="suppliers.response"
                    ),
                ),
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
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="submitted")),
            ],
            options={
                "verbose_name": "receipt of a response",
                "verbose_name_plural": "receipts of responses",
                "ordering": ["version"],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "version"), name="one_receipt_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tags",
                        to="suppliers.informationrequest",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="tag")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": [django.db.models.functions.text.Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("request"), django.db.models.functions.text.Lower("name"), name="answer_tag_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="suppliers.answertag"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="suppliers.response"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="suppliers.requestquestion",
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
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="tagged")),
            ],
            options={
                "verbose_name": "tagged answer",
                "verbose_name_plural": "tagged answers",
                "ordering": ["tag", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("tag", "response", "question"), name="answer_tagged_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="suppliers.response"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="suppliers.requestquestion",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "note on an answer",
                "verbose_name_plural": "notes on answers",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AnswerTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="suppliers.answer"
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
                ("text", models.TextField(max_length=20000, verbose_name="translation")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
            ],
            options={
                "verbose_name": "translation of an answer",
                "verbose_name_plural": "translations of answers",
                "ordering": ["language"],
                "constraints": [models.UniqueConstraint(fields=("answer", "language"), name="answer_translated_once")],
            },
        ),
        migrations.CreateModel(
            name="ReadingLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_log",
                        to="suppliers.informationrequest",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("summary", "All answers, summed up"),
                            ("question", "All answers to one question"),
                            ("company", "All answers of one company"),
                            ("file", "A file of an answer"),
                            ("export", "The answers as a file"),
                            ("synthesis", "Beside the synthesis"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.requestquestion",
                    ),
                ),
                (
                    "responses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="whose"
                    ),
                ),
                ("is_refused", models.BooleanField(default=False, verbose_name="refused")),
            ],
            options={
                "verbose_name": "reading of answers",
                "verbose_name_plural": "readings of answers",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["request", "-at"], name="reading_log_newest")],
            },
        ),
        migrations.CreateModel(
            name="RequestPaper",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="suppliers.informationrequest",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(verbose_name="edition")),
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
                ("owed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="as it was")),
            ],
            options={
                "verbose_name": "request for information as a PDF",
                "verbose_name_plural": "requests for information as PDFs",
                "ordering": ["request", "-edition", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "edition", "language"), name="request_paper_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Synthesis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="syntheses", to="dialogues.dialogue"
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="syntheses",
                        to="needs.challenge",
                        verbose_name="challenge",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="syntheses",
                        to="suppliers.informationrequest",
                    ),
                ),
                (
                    "led_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="syntheses",
                        to="needs.statement",
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
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "synthesis",
                "verbose_name_plural": "syntheses",
                "ordering": ["-published_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "challenge"),
                        name="one_synthesis_of_request_and_challenge",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SynthesisVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "synthesis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="suppliers.synthesis"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("superseded", "Corrected since"),
                            ("discarded", "Discarded"),
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
                    "heard",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_en",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_nb",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_sv",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_da",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_fi",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "heard_is",
                    models.TextField(
                        blank=True,
                        help_text="Without naming a company or a person. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we heard",
                    ),
                ),
                (
                    "changed",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_en",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_nb",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_sv",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_da",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_fi",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "changed_is",
                    models.TextField(
                        blank=True,
                        help_text="Or why nothing is changed. Markdown.",
                        max_length=20000,
                        null=True,
                        verbose_name="what we changed",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "version of a synthesis",
                "verbose_name_plural": "versions of syntheses",
                "ordering": ["synthesis", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("synthesis", "number"), name="synthesis_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("synthesis",),
                        name="one_synthesis_version_written",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("synthesis",),
                        name="one_synthesis_version_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("published", "superseded")), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="public_synthesis_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SynthesisTransition",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trail",
                        to="suppliers.synthesisversion",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
    ]
