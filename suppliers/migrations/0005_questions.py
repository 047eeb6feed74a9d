"""Questions with their deadlines and terms; answers with every text that was ever public, which a trigger keeps."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.search
import suppliers.models.company

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
KEPT = [
    "answer_id",
    "number",
    "language",
    "changes_need",
    "released_at",
    *(f"{field}_{language}" for field in ["question", "text"] for language in LANGUAGES),
]
OLD, NEW = (", ".join(f"{row}.{name}" for name in KEPT) for row in ["OLD", "NEW"])

STANDS = f"""
CREATE FUNCTION released_answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state IN ('released', 'superseded') AND ROW({OLD}) IS NOT DISTINCT FROM ROW({NEW}) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A released answer does not change: correct it with a new version';
END $$;

CREATE TRIGGER released_answer_stands BEFORE UPDATE OR DELETE ON suppliers_answerversion
    FOR EACH ROW WHEN (OLD.state IN ('released', 'superseded')) EXECUTE FUNCTION released_answer_stands();
"""
LETS_GO = """
DROP TRIGGER released_answer_stands ON suppliers_answerversion;
DROP FUNCTION released_answer_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_fold"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("dialogues", "0003_ledger"),
        ("needs", "0017_trust"),
        ("suppliers", "0004_requests_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="written")),
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
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
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
                "verbose_name": "version of an answer",
                "verbose_name_plural": "versions of answers",
                "ordering": ["answer", "-number"],
            },
        ),
        migrations.CreateModel(
            name="AnswerTransition",
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
            name="QuestionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=suppliers.models.company.new_key, editable=False, max_length=20, unique=True
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
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
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="dialogues.dialogue"
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
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["-released_at", "-pk"],
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
                ("object_id", models.PositiveBigIntegerField()),
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
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="changed")),
                ("bundled_at", models.DateTimeField(blank=True, null=True, verbose_name="taken into an answer")),
                ("reason", models.TextField(blank=True, max_length=5000, verbose_name="why it is declined")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="staff told")),
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
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="dialogues.dialogue"
                    ),
                ),
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
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="suppliers.questionanswer",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="answerversion",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="suppliers.questionanswer"
            ),
        ),
        migrations.CreateModel(
            name="QuestionDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("set_at", models.DateTimeField(auto_now=True, verbose_name="set")),
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
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_deadlines",
                        to="dialogues.dialogue",
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
            ],
            options={
                "verbose_name": "deadline for questions",
                "verbose_name_plural": "deadlines for questions",
            },
        ),
        migrations.CreateModel(
            name="QuestionTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "dialogue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_terms",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "terms of questions",
                "verbose_name_plural": "terms of questions",
            },
        ),
        migrations.CreateModel(
            name="QuestionTransition",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="suppliers.question"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="questionanswer",
            index=models.Index(fields=["content_type", "object_id"], name="answers_about"),
        ),
        migrations.AddIndex(
            model_name="questionanswer",
            index=models.Index(fields=["dialogue", "-released_at"], name="answers_of_dialogue"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["content_type", "object_id"], name="questions_about"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["dialogue", "state"], name="questions_of_dialogue"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__isnull", False), ("state__in", ["bundled", "answered"])),
                    models.Q(models.Q(("state__in", ["bundled", "answered"]), _negated=True), ("answer__isnull", True)),
                    _connector="OR",
                ),
                name="question_in_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "portal"), _negated=True), ("company__isnull", False), _connector="OR"
                ),
                name="asked_question_has_company",
            ),
        ),
        migrations.AddIndex(
            model_name="answerversion",
            index=models.Index(condition=models.Q(("state", "due")), fields=["release_at"], name="answers_due"),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.UniqueConstraint(fields=("answer", "number"), name="answer_version_once"),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "due"])),
                fields=("answer",),
                name="one_answer_version_on_its_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "released")), fields=("answer",), name="one_released_answer_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by__isnull", True),
                    models.Q(("checked_by", models.F("written_by")), _negated=True),
                    _connector="OR",
                ),
                name="writer_does_not_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("release_at__isnull", False), ("state", "due")),
                    models.Q(("state", "due"), _negated=True),
                    _connector="OR",
                ),
                name="due_answer_has_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="questiondeadline",
            constraint=models.UniqueConstraint(
                fields=("dialogue", "challenge"), name="one_deadline_for_questions", nulls_distinct=False
            ),
        ),
        migrations.RunSQL(STANDS, LETS_GO),
    ]
