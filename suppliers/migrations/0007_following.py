"""People follow; mailings tell them of the ledger batch by batch."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import suppliers.models.company


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0003_ledger"),
        ("suppliers", "0006_company_joins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "follower",
                "verbose_name_plural": "followers",
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(blank=True, max_length=60, verbose_name="topic")),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="search")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="since")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="suppliers.follower"
                    ),
                ),
            ],
            options={
                "verbose_name": "follow",
                "verbose_name_plural": "follows",
                "ordering": ["pk"],
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
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("user__isnull", True), models.Q(("email", ""), _negated=True)),
                    models.Q(("email", ""), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="follower_account_or_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email", ""), _negated=True), fields=("email",), name="follower_address_once"
            ),
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(fields=["topic", "follower"], name="followers_of_topic"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("follower", "topic", "query"), name="followed_once"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic", ""), ("query", ""), _connector="XOR"), name="follow_topic_or_search"
            ),
        ),
    ]
