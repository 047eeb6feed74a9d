"""The tests read the demo, or add nothing that outlives them."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import global_settings
from django.contrib.auth import authenticate
from django.db import connection, models, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.test import override_settings
from django.urls import get_resolver
from django.utils import timezone
from modeltranslation.translator import translator

from accounts.models import User
from core.languages import CODES
from core.models import Mail
from dialogue_portal.demo import events, files
from dialogue_portal.demo.loader import load
from dialogue_portal.demo.needs import WAYS, entries, needs
from dialogue_portal.demo.people import PASSWORD
from dialogues.ledger.chain import breaks
from dialogues.models import Contact, Dialogue, Milestone, News
from events.boards import joining, snapshot
from events.enums import EventState, Form
from events.models import (
    Board,
    BoardNote,
    BreakoutPlace,
    Event,
    MaterialFile,
    MeetingDay,
    MeetingMinutes,
    NoteUse,
    Session,
)
from municipalities.enums import Kind
from municipalities.models import Municipality, Participation
from municipalities.participants import participants
from needs.enums import BriefState, NeedState, StatementState
from needs.models import Category, Challenge, ClauseComment, Need, ProposedNeed, Statement, Unit
from suppliers.models import Question, Response
from tests.databases import copied
from tests.demo import loaded

OSLO_MEETING = {
    "Oslo – Oslove",
    "Bergen",
    "Kristiansand",
    "Trondheim – Tråante",
    "Turku / Åbo",
    "Kaarina / S:t Karins",
    "Gladsaxe",
    "Örebro",
    "Göteborgs Stads Leasing",
}
PUBLISHED = "emission-free-deliveries"
DRAFT = "emission-free-waste-collection"
COMMENTED = "consolidated-city-deliveries"


def quietly(_line: str) -> None:
    """Nobody reads what the tests load."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    assert get_resolver().url_patterns  # known before, as the demo has more of them
    (name, files), folder, own = loaded(), tmp_path_factory.mktemp("demo"), f"demo_{os.getpid()}"
    for part in ("media", "private"):
        shutil.copytree(files / part, folder / part)
    with (
        copied(own, like=name),
        django_db_blocker.unblock(),
        connected_to(own),
        override_settings(DEMO=True, MEDIA_ROOT=folder / "media", PRIVATE_ROOT=folder / "private"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connect(database)
    try:
        yield
    finally:
        connect(usual)


def connect(database: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database


def everything() -> dict[str, str]:
    """Per table its number of rows and a digest of all their values."""
    state = {}
    for model in apps.get_models(include_auto_created=True):
        rows = sorted(map(repr, model._base_manager.values_list()))
        state[model._meta.label] = f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
    return state


@pytest.mark.django_db
def test_loading_twice_changes_nothing(demo: None) -> None:
    before = everything()

    load(quietly)

    assert everything() == before


@pytest.mark.django_db
def test_what_people_changed_stays_when_the_demo_is_loaded_again(demo: None) -> None:
    Need.objects.filter(state=NeedState.SUBMITTED).update(
        state=NeedState.ACCEPTED, title_en="Renamed", title_da="Omdøbt"
    )
    Dialogue.objects.filter(slug="zed-2").update(title_en="Renamed")
    User.objects.get(email="orebro@example.org").memberships.all().delete()
    before = everything()

    load(quietly)

    assert everything() == before


@pytest.mark.django_db
def test_the_nine_bodies_of_the_meeting_in_oslo_take_part_from_that_day(demo: None) -> None:
    first = Participation.objects.filter(dialogue__slug="emission-free-deliveries", since=date(2019, 10, 24))
    bodies = Municipality.objects.filter(participations__in=first)

    assert {body.official_name for body in bodies} == OSLO_MEETING
    assert bodies.filter(kind=Kind.MUNICIPALITY).count() == 8
    assert bodies.get(kind=Kind.COMPANY).parent.official_name == "Göteborg"


@pytest.mark.django_db
def test_the_whole_register_is_there_and_twenty_one_bodies_of_it_take_part(demo: None) -> None:
    assert Municipality.objects.count() > 1_148
    assert len(participants()) == 21


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Dialogue, Milestone, Contact, Event, Session, Category, Unit])
def test_every_text_is_in_six_languages(demo: None, model: type[models.Model]) -> None:
    fields = translator.get_options_for_model(model).get_field_names()
    empty = [
        f"{row}: {name}_{code}"
        for row in model._base_manager.all()
        for name in fields
        for code in CODES
        if getattr(row, f"{name}_en") and not getattr(row, f"{name}_{code}")
    ]

    assert model._base_manager.exists()
    assert empty == []


@pytest.mark.django_db
def test_each_dialogue_has_its_texts_milestones_and_contacts(demo: None) -> None:
    dialogues = Dialogue.objects.all()

    assert {dialogue.slug for dialogue in dialogues} == {
        "emission-free-deliveries",
        "zed-2",
        "construction-sites",
        "circular-furniture",
    }
    assert all(dialogue.title and dialogue.theme and dialogue.summary and dialogue.background for dialogue in dialogues)
    assert all(dialogue.milestones.exists() and dialogue.contacts.exists() for dialogue in dialogues)
    assert dialogues.get(slug="zed-2").builds_on.slug == "emission-free-deliveries"


@pytest.mark.django_db
def test_the_market_dialogue_of_2020_went_online_on_the_day_of_the_news(demo: None) -> None:
    event = Event.objects.get(slug="market-dialogue-2020")

    assert (event.state, event.form) == (EventState.PUBLISHED, Form.ONLINE)
    moved = event.trail.get(action="change")
    assert moved.at.date() == News.objects.get(title_en__contains="held online").published_at.date()
    assert event.starts_at == datetime(2020, 3, 26, 8, 0, tzinfo=UTC)
    assert event.sessions.exclude(track_en="").exclude(track_en=None).count() == 3
    assert Event.objects.public().count() > 12


@pytest.mark.django_db
def test_each_need_of_the_files_is_known_again(demo: None) -> None:
    assert set(needs()) == {entry["key"] for entry in entries()}
    assert len({need.pk for need in needs().values()}) == Need.objects.count()


@pytest.mark.django_db
def test_the_trail_of_each_need_leads_to_its_state(demo: None) -> None:
    for need in Need.objects.prefetch_related("trail"):
        trail = list(need.trail.all())
        states = [NeedState.DRAFT, *(row.to_state for row in trail)]
        shown = ["show"] if need.is_public else []
        assert [row.action for row in trail] == WAYS[need.state] + shown
        assert [row.from_state for row in trail] == states[:-1]
        assert states[-1] == need.state
        assert need.changed_at == (trail[-1 - len(shown)].at if trail else need.created_at)
        assert need.is_illustrative


@pytest.mark.django_db
def test_a_published_statement_has_its_historical_date_and_a_brief_in_six_languages(demo: None) -> None:
    challenge = Challenge.objects.get(slug=PUBLISHED)
    statement = challenge.published

    assert (statement.number, statement.state) == (1, StatementState.PUBLISHED)
    assert statement.published_at.date() == date(2020, 11, 13)
    assert set(challenge.listing) == set(CODES)
    assert {brief.language for brief in statement.briefs.filter(state=BriefState.READY)} == set(CODES)
    assert statement.signatures.filter(signed_at__date__lte=date(2020, 11, 13)).count() == 13
    assert News.objects.filter(dialogue=statement.challenge.dialogue, title_en__startswith="Thirteen").exists()


@pytest.mark.django_db
def test_the_ledger_is_numbered_as_things_happened_and_everybody_read_what_the_meetings_brought(demo: None) -> None:
    for dialogue in Dialogue.objects.all():
        times = list(dialogue.ledger.order_by("number").values_list("at", flat=True))
        assert times == sorted(times)
        assert list(breaks(dialogue)) == []
    told = Dialogue.objects.get(slug="emission-free-deliveries").ledger.order_by("number")
    assert [(entry.kind, entry.at.date().isoformat()) for entry in told.exclude(kind="need_public")][:19] == [
        ("event_published", "2019-09-12"),
        ("event_held", "2019-10-24"),
        ("material", "2019-10-25"),
        ("event_published", "2019-10-29"),
        ("minutes", "2019-11-07"),
        ("event_held", "2019-12-03"),
        ("material", "2019-12-04"),
        ("material", "2019-12-04"),
        ("minutes", "2019-12-17"),
        ("minutes_corrected", "2020-01-14"),
        ("event_published", "2020-01-23"),
        ("news", "2020-03-13"),
        ("event_changed", "2020-03-13"),
        ("request_opened", "2020-03-27"),
        ("request_closed", "2020-05-15"),
        ("synthesis", "2020-06-26"),
        ("event_published", "2020-10-22"),
        ("brief_published", "2020-11-13"),
        ("news", "2020-11-16"),
    ]
    material = {file.name.rpartition(".")[2] for file in MaterialFile.objects.filter(material__state="public")}
    assert material == {"pdf", "png"}


@pytest.mark.django_db
def test_six_invented_companies_answered_in_spring_2020_and_ask_thirty_questions_in_all_states(demo: None) -> None:
    answered = Response.objects.filter(request__closed_at__year=2020, state="submitted")
    assert len({row.company.country for row in answered.select_related("company")}) == 6
    assert all("(invented)" in row.company.name for row in answered)
    assert Question.objects.count() == 30
    assert set(Question.objects.values_list("state", flat=True)) >= {
        "received",
        "bundled",
        "answered",
        "declined",
        "withdrawn",
        "late",
    }


@pytest.mark.django_db
def test_a_statement_without_a_date_is_loaded_as_a_draft(demo: None) -> None:
    statement = Statement.objects.get(challenge__slug=DRAFT)

    assert statement.state == StatementState.DRAFT
    assert statement.clauses.exists()
    assert not statement.briefs.exists()


@pytest.mark.django_db
def test_bodies_comment_on_a_draft_and_a_wording_is_taken_over(demo: None) -> None:
    comments = ClauseComment.objects.order_by("written_at")

    said = [(comment.language, comment.taken_over, comment.settled_at is None) for comment in comments]
    assert said == [("sv", True, False), ("fi", False, True), ("da", False, False), ("nb", False, True)]
    (taken,) = comments.filter(taken_over=True)
    assert taken.suggestion == taken.clause.text_sv
    assert taken.clause.needs.exists()


@pytest.mark.django_db
def test_everybody_can_sign_in_and_only_the_administrator_has_all_rights(demo: None) -> None:
    people = User.objects.all()

    assert {person.email for person in people} >= {
        "admin@example.org",
        "manager@example.org",
        "manager2@example.org",
        "coordinator.fi@example.org",
        "oslo@example.org",
        "turku@example.org",
        "gladsaxe@example.org",
        "orebro@example.org",
        "supplier@example.org",
        "supplier2@example.org",
    }
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        assert authenticate(username="oslo@example.org", password=PASSWORD) == people.get(email="oslo@example.org")
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == people.count()
    assert [person.email for person in people.filter(is_superuser=True)] == ["admin@example.org"]
    assert people.get(email="manager@example.org").staff_roles.count() == 4


@pytest.mark.django_db
def test_boards_have_notes_in_five_languages_and_one_is_open_to_whoever_has_the_code(demo: None) -> None:
    boards = Board.objects.order_by("pk").values_list("event__slug", "title", "state")
    assert [(slug, state) for slug, _title, state in boards] == [
        *[("kick-off-oslo-2019", "closed")] * 3,
        *[("workshop-copenhagen-2019", "closed")] * 2,
        ("furniture-workshop", "open"),
    ]
    event, leads = joining.event_of("desk42")
    assert (event.slug, leads) == ("furniture-workshop", None)
    signed = {note["by"] for note in snapshot.taken(event.boards.get().pk).notes}
    assert signed == {"Elin, Gothenburg", "Johan, Örebro", "Mette, Aalborg", "Päivi, Turku", "Sindre, Trondheim", ""}
    assert set(BoardNote.objects.values_list("language", flat=True)) == {"nb", "sv", "da", "fi", "en"}
    wanted = {note["text"]: note["dots"] for board in files.read("boards")["board"] for note in board["notes"]}
    given = BoardNote.objects.filter(merged_into=None, merged=None).annotate(given=Coalesce(Sum("dots__number"), 0))
    assert {note.text: note.given for note in given} == {note.text: wanted[note.text] for note in given}
    made = {
        (use.need.state, use.need.municipality.official_name)
        for use in NoteUse.objects.select_related("need__municipality")
    }
    assert made == {("accepted", "Oslo – Oslove"), ("proposed", "Gladsaxe")}
    assert ProposedNeed.objects.filter(state="proposed").count() == 1


def test_what_is_to_come_is_to_come_whenever_the_demo_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2040, 2, 29))
    starts = {slug: events.moment(entry, "starts") for slug, entry in files.read("events").items()}
    assert {slug: str(at) for slug, at in starts.items() if at.year >= 2040} == {
        "furniture-information": "2040-05-09 13:00:00+02:00",
        "furniture-workshop": "2040-06-20 09:30:00+02:00",
        "construction-review": "2040-07-18 10:00:00+03:00",
        "construction-market-dialogue": "2040-08-29 09:00:00+02:00",
        "furniture-market-dialogue": "2040-12-12 09:00:00+01:00",
    }


def test_a_milestone_that_is_an_event_to_come_has_its_day(demo: None) -> None:
    event = Event.objects.get(slug="furniture-information")
    assert event.dialogue.milestones.get(title_en="Information meeting").on == event.starts_at.date()


def test_the_market_dialogue_has_a_drawn_timetable_and_minutes(demo: None) -> None:
    day = MeetingDay.objects.get(event__slug="market-dialogue-2020")
    assert day.companies.count() == 6
    assert {row["name"]: row["reached"] == row["bound"] for row in day.timetables.get().report["stages"]}["served"]
    assert not day.companies.filter(meetings__isnull=True).exists()
    assert sorted(MeetingMinutes.objects.values_list("state", flat=True)) == ["confirmed", "sent"]
    assert not Mail.objects.filter(about_type__model="event", about_id=day.event_id).exists()


def test_people_wished_for_breakouts_of_a_market_dialogue_to_come_and_know_where_they_go(demo: None) -> None:
    event = Event.objects.get(slug="construction-market-dialogue")
    places = BreakoutPlace.objects.filter(registration__event=event)
    given = dict(places.values_list("session__track_en").annotate(Count("pk")))
    assert set(given) == {"Machines", "Power on the site", "Renting instead of owning"}
    assert max(given.values()) <= 16 < 40 < sum(given.values())
    assert not places.filter(Q(told_at=None) | Q(registration__name="")).exists()
    assert not Mail.objects.filter(about_type__model="event", about_id=event.pk).exists()
