"""The register of bodies, their people, and who is interested."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.search


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_fold"),
        ("dialogues", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("region", "Region or county"),
                            ("company", "Municipal company"),
                            ("central_purchasing", "Central purchasing body"),
                        ],
                        default="municipality",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
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
                ("code", models.CharField(blank=True, max_length=10, verbose_name="official code")),
                (
                    "region_code",
                    models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="region code"),
                ),
                (
                    "region",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="region"),
                ),
                ("official_name", models.CharField(max_length=200, verbose_name="official name")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="companies",
                        to="municipalities.municipality",
                        verbose_name="parent",
                    ),
                ),
                ("population", models.PositiveIntegerField(blank=True, null=True, verbose_name="inhabitants")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="municipalities.municipality",
                        verbose_name="merged into",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "search_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=core.search.Fold(
                            django.db.models.functions.text.Concat(
                                models.Value("\n"),
                                django.db.models.functions.text.Replace(
                                    django.db.models.functions.text.Replace(
                                        "official_name", models.Value(" / "), models.Value("\n")
                                    ),
                                    models.Value(" – "),
                                    models.Value("\n"),
                                ),
                                models.Value("\n"),
                                models.F("name_en"),
                                models.Value("\n"),
                                models.F("name_nb"),
                                models.Value("\n"),
                                models.F("name_sv"),
                                models.Value("\n"),
                                models.F("name_da"),
                                models.Value("\n"),
                                models.F("name_fi"),
                                models.Value("\n"),
                                models.F("name_is"),
                                models.Value("\n"),
                                output_field=models.TextField(),
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "municipality",
                "verbose_name_plural": "municipalities",
                "ordering": ["country", "official_name"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_name"], name="municipality_search_name", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("country", "kind", "code"),
                        name="municipality_code_once",
                    ),
                    models.UniqueConstraint(
                        fields=("country", "kind", "region_code", "official_name"),
                        name="municipality_name_once_in_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "company"), _negated=True), ("parent__isnull", False), _connector="OR"
                        ),
                        name="municipal_company_has_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmailDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="email_domains",
                        to="municipalities.municipality",
                    ),
                ),
                ("domain", models.CharField(max_length=253, verbose_name="e-mail domain")),
            ],
            options={
                "verbose_name": "e-mail domain",
                "verbose_name_plural": "e-mail domains",
                "ordering": ["domain"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "domain"), name="domain_once_per_body"),
                    models.CheckConstraint(
                        condition=models.Q(("domain", django.db.models.functions.text.Lower("domain"))),
                        name="domain_in_small_letters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="dialogues.dialogue",
                        verbose_name="dialogue",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="municipalities.municipality",
                        verbose_name="municipality",
                    ),
                ),
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
                ("body_name", models.CharField(blank=True, max_length=200, verbose_name="name of the body")),
                (
                    "body_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "Municipality"),
                            ("region", "Region or county"),
                            ("company", "Municipal company"),
                            ("central_purchasing", "Central purchasing body"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("body_note", models.TextField(blank=True, max_length=2000, verbose_name="about the body")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Unconfirmed"),
                            ("confirmed", "Waits for an answer"),
                            ("asked", "Asked back"),
                            ("on_hold", "On hold"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("merged", "Joined with another"),
                        ],
                        default="unconfirmed",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="municipalities.interest",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                ("waits_since", models.DateTimeField(blank=True, null=True, verbose_name="waits since")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
            ],
            options={
                "verbose_name": "interest",
                "verbose_name_plural": "interests",
                "ordering": ["waits_since", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("confirmed", "asked", "on_hold"))),
                        fields=["waits_since"],
                        name="interest_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state", "unconfirmed"), _negated=True),
                        fields=["state"],
                        name="interest_that_came",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("confirmed", "asked", "on_hold"))),
                        fields=("dialogue", "municipality"),
                        name="one_waiting_interest_per_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("municipality__isnull", False), models.Q(("body_name", ""), _negated=True), _connector="OR"
                        ),
                        name="interest_names_its_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("municipality__isnull", False),
                            _connector="OR",
                        ),
                        name="accepted_interest_has_its_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Applicant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applicants",
                        to="municipalities.interest",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("job_title", models.CharField(blank=True, max_length=150, verbose_name="job title")),
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
                ("buys", models.TextField(blank=True, max_length=4000, verbose_name="what you buy")),
                ("consented_at", models.DateTimeField(auto_now_add=True, verbose_name="consented")),
                ("link_sent_at", models.DateTimeField(blank=True, null=True, verbose_name="link sent")),
                ("links_sent", models.PositiveSmallIntegerField(default=0, verbose_name="links sent")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrew")),
                (
                    "themes",
                    models.ManyToManyField(blank=True, related_name="+", to="dialogues.theme", verbose_name="themes"),
                ),
            ],
            options={
                "verbose_name": "applicant",
                "verbose_name_plural": "applicants",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("interest"),
                        django.db.models.functions.text.Lower("email"),
                        name="applicant_once_per_interest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestStep",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="trail", to="municipalities.interest"
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="municipalities.applicant",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("nb", "Norsk bokmål"),
                            ("sv", "Svenska"),
                            ("da", "Dansk"),
                            ("fi", "Suomi"),
                            ("is", "Íslenska"),
                        ],
                        max_length=2,
                        verbose_name="language of the text",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an interest",
                "verbose_name_plural": "steps of an interest",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("observer", "Observer"), ("editor", "Editor"), ("signatory", "Signatory")],
                        default="observer",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined")),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "constraints": [models.UniqueConstraint(fields=("user", "municipality"), name="one_role_per_body")],
            },
        ),
        migrations.CreateModel(
            name="MembershipChange",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership_changes",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a membership",
                "verbose_name_plural": "changes of memberships",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="dialogues.dialogue",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("participant", "Participant"), ("observer", "Observer")],
                        default="participant",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "constraints": [models.UniqueConstraint(fields=("municipality", "dialogue"), name="takes_part_once")],
            },
        ),
        migrations.CreateModel(
            name="ParticipationChange",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participation_changes",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participation_changes",
                        to="dialogues.dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a participation",
                "verbose_name_plural": "changes of participations",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("observer", "Observer"), ("editor", "Editor"), ("signatory", "Signatory")],
                        default="observer",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("needs_consent", "Waits for staff's consent"),
                            ("sent", "Sent"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("revoked", "Taken back"),
                            ("expired", "Expired"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("needs_consent", "sent"))),
                        fields=("municipality", "email"),
                        name="one_open_invitation_per_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationStep",
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
                        to="municipalities.invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an invitation",
                "verbose_name_plural": "steps of an invitation",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
    ]
