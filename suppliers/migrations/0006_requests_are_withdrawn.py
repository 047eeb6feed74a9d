"""An open request is withdrawn with a reason: then the database takes no answer to it, and nothing of it changes.

Whoever submits holds the request's row meanwhile, so that it is submitted before a withdrawal, or not at all. Code of
the release before goes by the same functions, and shows no withdrawn request to anybody.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

before = import_module("suppliers.migrations.0002_requests_stand")

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION request_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse_change('A request that is no draft');
    END IF;
    IF OLD.state = 'withdrawn' AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        PERFORM refuse_change('A withdrawn request');
    END IF;
    IF NOT corrected(OLD.id, NULL, to_jsonb(OLD), to_jsonb(NEW), ARRAY[{before.REQUEST_MOVES}]) THEN
        PERFORM refuse_change('The text of a request');
    END IF;
    IF OLD.state = 'scheduled' THEN
        RETURN NEW;
    END IF;
    IF NEW.state NOT IN ('open', 'closed', 'withdrawn') OR NEW.opened_at <> OLD.opened_at
        OR NEW.opens_at IS DISTINCT FROM OLD.opens_at
    THEN
        PERFORM refuse_change('The opening of a request');
    END IF;
    IF NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND (
        OLD.state <> 'open' OR NEW.closes_at <> OLD.closes_at
        OR NOT EXISTS (SELECT FROM suppliers_requestwithdrawal w WHERE w.request_id = NEW.id)
    ) THEN
        PERFORM refuse_change('A request without a withdrawal');
    END IF;
    IF NEW.closes_at IS NULL OR NEW.closes_at < OLD.closes_at
        OR (NEW.closes_at > OLD.closes_at AND NEW.closes_at <= clock_timestamp())
    THEN
        PERFORM refuse_change('A deadline');
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION refuse_late(place bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    asked record;
BEGIN
    SELECT state, closes_at INTO asked FROM suppliers_informationrequest WHERE id = place FOR SHARE;
    IF asked.state IN ('scheduled', 'withdrawn')
        OR (asked.state <> 'draft' AND asked.closes_at <= clock_timestamp())
    THEN
        RAISE EXCEPTION 'The deadline has passed' USING ERRCODE = 'RQ001';
    END IF;
END $$;

CREATE TRIGGER withdrawal_stands BEFORE UPDATE OR DELETE ON suppliers_requestwithdrawal
    FOR EACH ROW EXECUTE FUNCTION row_is_kept('');
"""  # noqa: S608 - of names in the migrations alone
BEFORE = "DROP TRIGGER withdrawal_stands ON suppliers_requestwithdrawal;\n" + before.FUNCTIONS.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0005_names_in_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="informationrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("scheduled", "Opens by itself"),
                    ("open", "Open"),
                    ("closed", "Closed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="RequestWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_en",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_nb",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_sv",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_da",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_fi",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                (
                    "reason_is",
                    models.TextField(
                        help_text="Everybody reads it: on the page, in the ledger and by mail. Name no company.",
                        max_length=2000,
                        null=True,
                        verbose_name="reason",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="withdrawn")),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawal",
                        to="suppliers.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal of a request for information",
                "verbose_name_plural": "withdrawals of requests for information",
            },
        ),
        migrations.RunSQL(FUNCTIONS, BEFORE),
    ]
