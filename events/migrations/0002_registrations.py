"""Who registers for an event: terms, counters of seats, registrations with their trail, what stands in calendars."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.models.calendar
import events.models.registration


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
        ("municipalities", "0007_trail_times"),
        ("suppliers", "0004_requests_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "secret",
                    models.CharField(
                        default=events.models.calendar.new_secret, max_length=60, unique=True, verbose_name="secret"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar at a secret address",
                "verbose_name_plural": "calendars at secret addresses",
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
                ("invited_as", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("reminded_week_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reminded_day_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("thanked_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="events.event"
                    ),
                ),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RegistrationStep",
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
            name="RegistrationTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "terms of registration",
                "verbose_name_plural": "terms of registration",
            },
        ),
        migrations.CreateModel(
            name="Seats",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=300, verbose_name="what of")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats")),
                ("taken", models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="taken")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "seats",
                "verbose_name_plural": "seats",
            },
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["event", "asked_at", "id"],
                name="registrations_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["held_until"],
                name="registrations_unconfirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["unconfirmed", "registered", "waiting", "offered"]),
                    models.Q(("email", ""), _negated=True),
                ),
                fields=("event", "email"),
                name="registered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                ),
                name="registration_closes_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="seats",
            constraint=models.UniqueConstraint(fields=("event", "place"), name="seats_counted_once"),
        ),
    ]
