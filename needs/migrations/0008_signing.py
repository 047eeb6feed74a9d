"""Circulating and signing: clauses that are known from version to version, signatures with their mandate."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0007_curation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClauseComment",
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
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="comment")),
                ("suggestion", models.TextField(blank=True, max_length=5000, verbose_name="suggested wording")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
                ("taken_over", models.BooleanField(default=False, verbose_name="taken over")),
            ],
            options={
                "verbose_name": "comment on a clause",
                "verbose_name_plural": "comments on clauses",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("clause_key", models.UUIDField()),
                ("clause_number", models.PositiveSmallIntegerField(verbose_name="clause")),
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
                ("text", models.TextField(max_length=3000, verbose_name="reservation")),
            ],
            options={
                "verbose_name": "reservation",
                "verbose_name_plural": "reservations",
                "ordering": ["clause_number"],
            },
        ),
        migrations.CreateModel(
            name="SigningInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="reminded")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="reminders")),
            ],
            options={
                "verbose_name": "invitation to sign",
                "verbose_name_plural": "invitations to sign",
                "ordering": ["invited_at", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="signature",
            options={"ordering": ["signed_at", "pk"], "verbose_name": "signature", "verbose_name_plural": "signatures"},
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="signed_once_per_body",
        ),
        migrations.RenameField(model_name="signature", old_name="signed_on", new_name="signed_at"),
        migrations.AddField(
            model_name="clause",
            name="change",
            field=models.CharField(
                blank=True,
                choices=[
                    ("material", "Material: all sign again"),
                    ("editorial", "Editorial: signatures are carried over"),
                ],
                max_length=20,
                verbose_name="kind of change",
            ),
        ),
        migrations.AddField(
            model_name="clause", name="key", field=models.UUIDField(default=uuid.uuid4, editable=False, null=True)
        ),
        migrations.RunSQL("UPDATE needs_clause SET key = gen_random_uuid()", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="clause", name="key", field=models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddField(
            model_name="clause",
            name="needs",
            field=models.ManyToManyField(
                blank=True, related_name="clauses", to="needs.need", verbose_name="answers the needs"
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope",
            field=models.CharField(blank=True, max_length=200, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_da",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_en",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_fi",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_is",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_nb",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="clause",
            name="target_scope_sv",
            field=models.CharField(blank=True, max_length=200, null=True, verbose_name="of what"),
        ),
        migrations.AddField(
            model_name="signature",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="needs.signature",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="content_hash",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="checksum"),
        ),
        migrations.AddField(
            model_name="signature",
            name="council_date",
            field=models.DateField(blank=True, null=True, verbose_name="decided by the council on"),
        ),
        migrations.AddField(
            model_name="signature",
            name="decision",
            field=models.CharField(
                choices=[("approve", "Signs"), ("decline", "Declines")],
                default="approve",
                max_length=20,
                verbose_name="decision",
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="signed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="signed"),
        ),
        migrations.AddField(
            model_name="signature",
            name="subject_to",
            field=models.CharField(blank=True, max_length=300, verbose_name="subject to"),
        ),
        migrations.AddField(
            model_name="signature",
            name="withdrawal_reason",
            field=models.TextField(blank=True, verbose_name="reason of the withdrawal"),
        ),
        migrations.AddField(
            model_name="signature",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
        ),
        migrations.AddField(
            model_name="signature",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="agreed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="agreed"),
        ),
        migrations.AddField(
            model_name="statement",
            name="circulated_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="circulated"),
        ),
        migrations.AddField(
            model_name="statement",
            name="circulated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="circulated by",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="deadline",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sign by"),
        ),
        migrations.AddField(
            model_name="statement",
            name="publish_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="public from"),
        ),
        migrations.AddField(
            model_name="statement",
            name="quorum",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="signatures needed"),
        ),
        migrations.AddField(
            model_name="statement",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="needs.statement",
                verbose_name="new version of",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="zone",
            field=models.CharField(
                db_default="Europe/Oslo", default="Europe/Oslo", max_length=40, verbose_name="time zone"
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="mandate",
            field=models.CharField(blank=True, max_length=200, verbose_name="case number"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("statement", "key"), name="clause_key_once"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("statement", "municipality"),
                name="signed_once_per_body",
            ),
        ),
        migrations.AddField(
            model_name="clausecomment",
            name="author",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="clausecomment",
            name="clause",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="comments", to="needs.clause"
            ),
        ),
        migrations.AddField(
            model_name="clausecomment",
            name="municipality",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddField(
            model_name="clausecomment",
            name="settled_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="clausecomment",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="needs.statement"
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="signature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="needs.signature"
            ),
        ),
        migrations.AddField(
            model_name="signinginvitation",
            name="invited_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="signinginvitation",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signing_invitations",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddField(
            model_name="signinginvitation",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="signing_invitations", to="needs.statement"
            ),
        ),
        migrations.AddConstraint(
            model_name="clausecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("suggestion", ""), _negated=True), _connector="OR"
                ),
                name="clause_comment_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(fields=("signature", "clause_key"), name="one_reservation_per_clause"),
        ),
        migrations.AddConstraint(
            model_name="signinginvitation",
            constraint=models.UniqueConstraint(fields=("statement", "municipality"), name="asked_to_sign_once"),
        ),
    ]
