"""What is kept of people is declared; it is forgotten in time, in batches, whatever else goes wrong."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connections, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.functional import Promise

from core import forgetting
from core.enums import MailState
from core.kept import Kept, Person, declarations, kinds, scrub, tells_a_person
from core.models import Mail, RetentionRun, Submission
from core.periods import Period, period
from core.records import called
from dialogue_portal.logs import JsonFormatter, Numbered
from tests.test_house import OWN_APPS

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
OF_OTHERS = {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "socialaccount.SocialAccount"}
DJANGOS = {"sessions.Session", "admin.LogEntry"}


def kept(name: str) -> Kept:
    return next(kind for kind in kinds() if kind.name == name)


def looks_personal(model: type[models.Model]) -> bool:
    fields = model._meta.concrete_fields
    names = {field.name for field in fields}
    to_user = any(field.related_model is get_user_model() for field in fields)
    return to_user or {"name", "email"} <= names or any(isinstance(field, models.EmailField) for field in fields)


def test_whatever_has_a_person_in_it_is_declared_or_says_why_not() -> None:
    not_personal = {label for module in declarations() for label in getattr(module, "NOT_PERSONAL", {})}
    declared = {kind.model._meta.label for kind in kinds()} | not_personal
    found = {
        model._meta.label
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models()
        if looks_personal(model)
    }
    assert found - declared == set()
    assert {model for model in OF_OTHERS | DJANGOS if model not in declared} == set()


def test_every_kind_has_a_name_of_its_own_and_says_all_about_itself() -> None:
    names = [kind.name for kind in kinds()]
    assert len(names) == len(set(names))
    assert [kind.name for kind in kinds() if not (str(kind.label) and str(kind.why) and str(kind.keeps))] == []
    named = [(kind.name, name) for kind in kinds() for name in kind.fields if isinstance(name, str)]
    fields = {(kind, name): kept(kind).model._meta.get_field(name) for kind, name in named}
    assert [at for at, field in fields.items() if not isinstance(called(field), Promise)] == [], "English for everybody"


def test_no_secret_is_ever_shown() -> None:
    secret = {"password", "session_key", "data", "token", "key", "headers", "message_id"}
    shown = {getattr(field, "name", field) for kind in kinds() for field in kind.fields}
    assert shown & secret == set()


def test_the_person_herself_comes_last_of_what_hangs_on_her() -> None:
    names = [kind.name for kind in kinds()]
    assert names.index("memberships") < names.index("addresses") < names.index("account") < names.index("mails")


# Periods


@pytest.mark.parametrize(
    ("length", "words"),
    [(Period(1, "days"), "1 day"), (Period(30, "days"), "30 days"), (Period(24, "months"), "24 months")],
)
def test_a_period_says_itself(length: Period, words: str) -> None:
    assert str(length) == words


@pytest.mark.parametrize(
    ("length", "end"),
    [
        (Period(30, "days"), datetime(2026, 4, 30, 12, tzinfo=UTC)),
        (Period(1, "months"), datetime(2026, 4, 30, 12, tzinfo=UTC)),
        (Period(6, "months"), datetime(2026, 9, 30, 12, tzinfo=UTC)),
        (Period(23, "months"), datetime(2028, 2, 29, 12, tzinfo=UTC)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(length: Period, end: datetime) -> None:
    Submission.objects.create(pk=uuid4())
    Submission.objects.update(sent_at=NOON)
    assert Submission.objects.annotate(end=length.after("sent_at")).get().end == end


# The run


def sent_forms(number: int, at: datetime) -> None:
    forms = Submission.objects.bulk_create(Submission(key=uuid4()) for _number in range(number))
    Submission.objects.filter(pk__in=[form.pk for form in forms]).update(sent_at=at)


def entry(run: RetentionRun, name: str) -> dict:
    return next(entry for entry in run.report if entry["name"] == name)


NOTHING = {"due": 0, "forgotten": 0, "withheld": {}, "warned": 0, "error": ""}


def test_a_row_is_due_from_the_very_moment_on() -> None:
    sent_forms(1, NOON)
    end = NOON + timedelta(days=30)
    kind = kept("sent-forms")
    assert [kind.due(end + timedelta(seconds=step)).count() for step in (-1, 0, 1)] == [0, 1, 1]


def test_a_run_forgets_what_is_due_and_says_so() -> None:
    sent_forms(2, timezone.now() - timedelta(days=31))
    sent_forms(1, timezone.now() - timedelta(days=29))
    run = forgetting.forget()
    assert Submission.objects.count() == 1
    assert entry(run, "sent-forms") == {**NOTHING, "name": "sent-forms", "due": 2, "forgotten": 2}
    assert (run.ended_at is not None, run.forgotten, run.withheld, run.errors) == (True, 2, 0, 0)
    assert forgetting.forget().forgotten == 0


def test_many_rows_go_in_batches() -> None:
    many = 3 * kept("sent-forms").batch
    sent_forms(many, timezone.now() - timedelta(days=31))
    with CaptureQueriesContext(connections["default"]) as queries:
        run = forgetting.forget()
    deletions = [query for query in queries if query["sql"].startswith('DELETE FROM "core_submission"')]
    assert (entry(run, "sent-forms")["forgotten"], len(deletions)) == (many, 3)


def test_one_kind_that_fails_stops_no_other_and_quotes_nobody(monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    sent_forms(1, timezone.now() - timedelta(days=31))

    quoted = "Kari Nordmann"

    def broken(now: datetime) -> int:
        raise transaction.TransactionManagementError(quoted)

    failing = Kept("failing", Submission, "", "", "", kept("sent-forms").of, (), warn=broken)
    monkeypatch.setattr(forgetting, "kinds", lambda: (failing, kept("sent-forms")))
    run = forgetting.forget()
    assert run.report == [
        {**NOTHING, "name": "failing", "error": "TransactionManagementError"},
        {**NOTHING, "name": "sent-forms", "due": 1, "forgotten": 1},
    ]
    [line] = [JsonFormatter().format(record) for record in caplog.records if Numbered().filter(record)]
    assert "Kari" not in line
    assert "Retention of failing failed" in line


def test_a_batch_that_fails_is_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    sent_forms(3, timezone.now() - timedelta(days=31))

    def half(rows) -> dict[str, int]:
        rows.filter(pk=rows[0].pk).delete()
        raise ValueError

    kind = kept("sent-forms")
    failing = Kept("failing", Submission, "", "", "", kind.of, (), until=kind.until, forget=half)
    monkeypatch.setattr(forgetting, "kinds", lambda: (failing,))
    assert forgetting.forget().report == [{**NOTHING, "name": "failing", "error": "ValueError"}]
    assert Submission.objects.count() == 3


def test_what_must_stay_although_it_is_due_is_counted_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    sent_forms(3, timezone.now() - timedelta(days=31))
    kind = kept("sent-forms")
    wary = Kept("wary", Submission, "", "", "", kind.of, (), until=kind.until, forget=lambda rows: {"Needed.": 2})
    monkeypatch.setattr(forgetting, "kinds", lambda: (wary,))
    run = forgetting.forget()
    assert run.report == [{**NOTHING, "name": "wary", "due": 3, "forgotten": 1, "withheld": {"Needed.": 2}}]


@pytest.mark.django_db(transaction=True)
def test_rows_that_another_run_holds_are_left_to_it() -> None:
    sent_forms(2, timezone.now() - timedelta(days=31))
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT key FROM core_submission LIMIT 1 FOR UPDATE")
            assert entry(forgetting.forget(), "sent-forms")["forgotten"] == 1
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert entry(forgetting.forget(), "sent-forms")["forgotten"] == 1


def test_the_command_counts_what_is_due_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    sent_forms(2, timezone.now() - timedelta(days=31))
    call_command("forget", dry_run=True)
    assert "sent-forms: 2 due\n" in capsys.readouterr().out
    assert (Submission.objects.count(), RetentionRun.objects.count()) == (2, 0)


def test_the_command_forgets_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    sent_forms(2, timezone.now() - timedelta(days=31))
    call_command("forget")
    assert "sent-forms: 2 forgotten\n" in capsys.readouterr().out


def test_the_command_fails_where_a_kind_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = Kept("failing", Submission, "", "", "", kept("sent-forms").of, (), warn=lambda now: 1 // 0)
    monkeypatch.setattr(forgetting, "kinds", lambda: (failing,))
    with pytest.raises(CommandError):
        call_command("forget")


# Mails


def mail(at: datetime, **fields) -> Mail:
    values = {"to": "kari@example.org", "language": "nb", "template": "x/mail/y", "subject": "Hi", "text": "Kari"}
    row = Mail.objects.create(**{**values, "message_id": str(uuid4()), "due_at": at, "state": MailState.SENT, **fields})
    Mail.objects.filter(pk=row.pk).update(created_at=at)
    return row


def test_a_mails_text_goes_after_ninety_days_and_the_row_after_two_years() -> None:
    now = timezone.now()
    young, old = mail(now - timedelta(days=89)), mail(now - timedelta(days=91))
    ancient = mail(now - timedelta(days=800))
    forgetting.forget()
    assert dict(Mail.objects.values_list("pk", "text")) == {young.pk: "Kari", old.pk: ""}
    assert not Mail.objects.filter(pk=ancient.pk).exists()


def test_the_last_mail_to_an_erased_person_goes_with_the_next_run() -> None:
    mail(timezone.now(), template="accounts/mail/erased")
    forgetting.forget()
    assert Mail.objects.count() == 0


# Names in texts


def person(name: str, *addresses: str) -> Person:
    return Person(None, name, addresses)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kari Nordmann asks", True),
        ("kari nordmann", False),
        ("from KARI@example.org.", True),
        ("Kari Nordmannsen asks", False),
        ("okari@example.org", False),
        ("Kari", False),
    ],
)
def test_a_name_is_found_as_a_whole(text: str, found: bool) -> None:
    row = mail(timezone.now(), text=text)
    scrub(Mail.objects.all(), person("Kari Nordmann", "kari@example.org"), "text", about=("to",))
    row.refresh_from_db()
    assert ("—" in row.text) == found


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Kari Nordmann", True),
        ("Carl af Ugglas", True),
        ("Åse Þórsdóttir", True),
        ("山田 太郎", True),
        ("Dag", False),
        ("transport", False),
        ("The market", False),
        ("Transport i Oslo", False),
        ("Vans 2027", False),
        ("van der", False),
        ("", False),
    ],
)
def test_a_name_tells_a_person_by_two_words_with_capital_letters(name: str, tells: bool) -> None:
    assert tells_a_person(name) == tells


def test_nothing_to_look_for_finds_nothing() -> None:
    mail(timezone.now(), text="anything")
    scrub(Mail.objects.all(), person("", ""), "text", about=("to",))
    assert Mail.objects.get().text == "anything"


def test_the_periods_are_those_of_the_settings(settings) -> None:
    settings.RETENTION = {"sent-forms": "2 days"}
    assert str(period("sent-forms")) == "2 days"
