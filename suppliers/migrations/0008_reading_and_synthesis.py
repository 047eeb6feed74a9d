"""Notes, tags and translations of answers, who opened them when, and what is made of them in a synthesis."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import suppliers.models.company


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0003_ledger"),
        ("municipalities", "0007_trail_times"),
        ("needs", "0017_trust"),
        ("suppliers", "0007_following"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="tag")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "made_by",
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
                        related_name="tags",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": [django.db.models.functions.text.Lower("name")],
            },
        ),
        migrations.CreateModel(
            name="AnswerTranslation",
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
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="translation")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="suppliers.answer"
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
            ],
            options={
                "verbose_name": "translation of an answer",
                "verbose_name_plural": "translations of answers",
                "ordering": ["language"],
            },
        ),
        migrations.CreateModel(
            name="ReadingLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "responses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="whose"
                    ),
                ),
                ("is_refused", models.BooleanField(default=False, verbose_name="refused")),
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
                    "reader",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_log",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of answers",
                "verbose_name_plural": "readings of answers",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReadingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text", models.TextField(max_length=4000, verbose_name="note")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
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
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="suppliers.requestquestion",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="suppliers.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "note on an answer",
                "verbose_name_plural": "notes on answers",
                "ordering": ["at", "pk"],
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
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="begun")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
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
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="syntheses", to="dialogues.dialogue"
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
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="syntheses",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "synthesis",
                "verbose_name_plural": "syntheses",
                "ordering": ["-published_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SynthesisVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "synthesis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="suppliers.synthesis"
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
                "verbose_name": "version of a synthesis",
                "verbose_name_plural": "versions of syntheses",
                "ordering": ["synthesis", "-number"],
            },
        ),
        migrations.CreateModel(
            name="SynthesisTransition",
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
        migrations.CreateModel(
            name="TaggedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="tagged")),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="suppliers.requestquestion",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="suppliers.response"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged", to="suppliers.answertag"
                    ),
                ),
            ],
            options={
                "verbose_name": "tagged answer",
                "verbose_name_plural": "tagged answers",
                "ordering": ["tag", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="answertag",
            constraint=models.UniqueConstraint(
                models.F("request"), django.db.models.functions.text.Lower("name"), name="answer_tag_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answertranslation",
            constraint=models.UniqueConstraint(fields=("answer", "language"), name="answer_translated_once"),
        ),
        migrations.AddIndex(
            model_name="readinglog",
            index=models.Index(fields=["request", "-at"], name="reading_log_newest"),
        ),
        migrations.AddConstraint(
            model_name="synthesis",
            constraint=models.UniqueConstraint(
                fields=("request", "challenge"), name="one_synthesis_of_request_and_challenge", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="synthesisversion",
            constraint=models.UniqueConstraint(fields=("synthesis", "number"), name="synthesis_version_once"),
        ),
        migrations.AddConstraint(
            model_name="synthesisversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("synthesis",), name="one_synthesis_version_written"
            ),
        ),
        migrations.AddConstraint(
            model_name="synthesisversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("synthesis",), name="one_synthesis_version_public"
            ),
        ),
        migrations.AddConstraint(
            model_name="synthesisversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("published", "superseded")), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="public_synthesis_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="taggedanswer",
            constraint=models.UniqueConstraint(fields=("tag", "response", "question"), name="answer_tagged_once"),
        ),
    ]
