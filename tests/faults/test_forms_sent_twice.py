"""Every form that makes something, sent twice at the same moment: one thing is made, and no mail goes out twice."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.languages import CODES
from core.models import Mail
from events.boards import joining
from events.models import Event, MeetingDay, MeetingMinutes
from needs.curation import acts
from needs.enums import NeedState
from needs.intake import sheets
from needs.intake.sheet_files import read_text
from suppliers.models import Synthesis
from suppliers.synthesis import writing
from tests.access.world import World
from tests.acts import together
from tests.factories import ChallengeFactory, NeedFactory, UnitFactory, UserFactory
from tests.faults.filling import filled
from tests.test_access import DECLARED, client_of
from tests.test_house import ROOT, endpoints, module_of

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
More = Callable[[World], dict[str, Any]]


def at_work(**fields: Any) -> More:
    return lambda _world: fields


def of_dialogue(**fields: Any) -> More:
    return lambda world: {"dialogue": world.dialogue.pk, **fields}


def in_two(_world: World) -> dict[str, Any]:
    return {f"text_{code}": "One\n---\nTwo" for code in CODES}


def somebody(world: World) -> dict[str, Any]:
    return {"dialogue": world.dialogue.pk, "email": UserFactory().email}


def pressed(**fields: Any) -> More:
    """What has no page of its own, only a form beneath something else."""
    return lambda _world: {"key": str(uuid4()), **fields}


def a_code(world: World) -> dict[str, Any]:
    event = Event.objects.filter(dialogue=world.dialogue).latest("pk")
    return {"code": joining.let_join(event, world.scene.manager).code, "named": "1"}


def wishes_closed(_world: World) -> dict[str, Any]:
    MeetingDay.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    return {}


def none_written(_world: World) -> dict[str, Any]:
    MeetingMinutes.objects.all().delete()
    return {"asked": "When?"}


def told_to_all(world: World) -> dict[str, Any]:
    made = Synthesis.objects.latest("pk")
    writing.publish(made, writing.seen_of(made.versions.get()), world.scene.manager)
    return {}


# Needs at the desk


def a_need(world: World, **fields: Any) -> Any:
    return NeedFactory(dialogue=world.dialogue, municipality=world.body, **fields)


def submitted(world: World) -> dict[str, Any]:
    return {"need": a_need(world, state=NeedState.SUBMITTED).pk, "reason": "Words"}


def accepted(world: World) -> dict[str, Any]:
    return {"need": a_need(world).pk, "challenge": world.challenge.slug}


def in_a_challenge(world: World) -> dict[str, Any]:
    need, place = a_need(world), ChallengeFactory(dialogue=world.dialogue)
    acts.add(place, [need], world.scene.manager)
    return {"need": need.pk, "challenge": place.slug, "reason": "Words"}


def to_another(world: World) -> dict[str, Any]:
    said = in_a_challenge(world)
    return {**said, "origin": said["challenge"], "challenge": ChallengeFactory(dialogue=world.dialogue).slug}


def in_parts(world: World) -> dict[str, Any]:
    need, place = a_need(world, demand={2031: 4}), ChallengeFactory(dialogue=world.dialogue)
    acts.add(place, [need], world.scene.manager)
    stays = {f"line-{need.demand_lines.get().pk}": "1"}
    return {"need": need.pk, "from": place.slug, "challenge": world.challenge.slug, **stays}


def being_written(world: World) -> None:
    type(world.need).objects.filter(pk=world.need.pk).update(state=NeedState.DRAFT)
    world.need.demand_lines.all().delete()


def a_row(world: World) -> dict[str, Any]:
    being_written(world)
    row = {"year": "2031", "quantity": "4", "unit": UnitFactory().pk, "certainty": "planned"}
    return {"rows": "1", "seen": "", **{f"row-0-{name}": value for name, value in row.items()}}


def a_plan(world: World) -> dict[str, Any]:
    being_written(world)
    preview = sheets.Preview(world.need, sheets.table_of(read_text("2031\t4\tdeliveries")), sheets.ADD)
    return {"plan": preview.token, "key": str(uuid4())}


AS_FILLED = at_work()
WHEN = {"starts": "2030-05-06 09:00", "ends": "2030-05-06 10:00"}
# What is made at each address, and what somebody writes besides what stands in the form
MAKES: dict[str, tuple[str, More]] = {
    "workspace-part-add": ("municipalities.Participation", AS_FILLED),
    "account-company-invitation": ("suppliers.Representative", at_work(name="Kari", password="four green bicycles")),
    "board-group-add": ("events.BoardGroup", AS_FILLED),
    "board-join": ("events.BoardGuest", a_code),
    "board-note-add": ("events.BoardNote", AS_FILLED),
    "registration-party": ("events.Registration", pressed(reserve="1")),
    "workspace-accept": ("needs.CurationAct", submitted),
    "workspace-add": ("needs.CurationAct", accepted),
    "workspace-answer-correct": ("suppliers.AnswerVersion", AS_FILLED),
    "workspace-answers-tags": ("suppliers.AnswerTag", AS_FILLED),
    "workspace-answers-translate": ("suppliers.AnswerTranslation", AS_FILLED),
    "workspace-board-facilitator-add": ("events.BoardFacilitator", pressed(name="Mette")),
    "workspace-board-report": ("events.BoardReport", AS_FILLED),
    "workspace-body-meeting": ("events.MeetingMinutes", none_written),
    "workspace-boards": ("events.Board", AS_FILLED),
    "workspace-boards-code": ("events.BoardCode", AS_FILLED),
    "workspace-breakouts-distribute": ("events.BreakoutRun", AS_FILLED),
    "workspace-calendar": ("events.CalendarFeed", AS_FILLED),
    "workspace-clause-add": ("needs.Clause", at_work(target_year="2030")),
    "workspace-clause-split": (
        "needs.Clause",
        in_two,
    ),
    "workspace-colleague-invite": ("municipalities.Invitation", AS_FILLED),
    "workspace-company-ask": ("suppliers.Question", AS_FILLED),
    "workspace-company-invitation-again": ("core.Mail", at_work(links="1")),
    "workspace-company-invite": ("suppliers.CompanyInvitation", AS_FILLED),
    "workspace-company-new": ("suppliers.Company", at_work(organisation_number="123456785")),
    "workspace-company-question-edit": ("suppliers.QuestionTransition", at_work(text="More words")),
    "workspace-decline": ("needs.CurationAct", submitted),
    "workspace-dialogue-row-add": ("dialogues.Contact", AS_FILLED),
    "workspace-event-copy": ("events.Event", at_work(starts="2030-05-06 09:00")),
    "workspace-event-minutes": ("events.Minutes", AS_FILLED),
    "workspace-event-new": ("events.Event", of_dialogue(**WHEN, form="online", slug="another")),
    "workspace-event-register": ("events.Registration", at_work(colleagues="", reserve="")),
    "workspace-follow": ("suppliers.Follow", AS_FILLED),
    "workspace-invitation-again": ("core.Mail", at_work(links="1")),
    "workspace-join": ("needs.Challenge", accepted),
    "workspace-material-add": ("events.Material", AS_FILLED),
    "workspace-material-file-add": ("events.MaterialFile", at_work(language="sv")),
    "workspace-meetings-draw": ("events.Timetable", wishes_closed),
    "workspace-meetings-minutes": ("events.MeetingMinutes", none_written),
    "workspace-meetings-sheet": ("events.MeetingQuestion", AS_FILLED),
    "workspace-move": ("needs.CurationAct", to_another),
    "workspace-need-comment": ("needs.NeedComment", AS_FILLED),
    "workspace-need-new": ("needs.Need", AS_FILLED),
    "workspace-need-show": ("needs.PublicNeed", AS_FILLED),
    "workspace-need-similar-hide": ("needs.HiddenSimilar", AS_FILLED),
    "workspace-need-translate": ("needs.NeedTranslation", AS_FILLED),
    "workspace-need-view-save": ("needs.SavedView", AS_FILLED),
    "workspace-news-new": ("dialogues.News", of_dialogue()),
    "workspace-proposal-accept": ("needs.Need", AS_FILLED),
    "workspace-question-bundle": ("suppliers.QuestionAnswer", AS_FILLED),
    "workspace-question-take-down": ("suppliers.Question", at_work(heard_on="2026-01-05")),
    "workspace-question-terms": ("suppliers.QuestionDeadline", AS_FILLED),
    "workspace-rates-add": ("needs.ExchangeRate", at_work(on="2026-01-05", NOK="11", SEK="", DKK="", ISK="")),
    "workspace-register-add": ("municipalities.Municipality", AS_FILLED),
    "workspace-register-company-add": ("municipalities.Municipality", AS_FILLED),
    "workspace-register-domain-add": ("municipalities.EmailDomain", at_work(domain="example.net")),
    "workspace-remove": ("needs.CurationAct", in_a_challenge),
    "workspace-request-add": ("suppliers.InformationRequest", AS_FILLED),
    "workspace-request-copy": ("suppliers.InformationRequest", AS_FILLED),
    "workspace-request-correct": ("suppliers.RequestCorrection", at_work(title_en="More words")),
    "workspace-request-question-add": ("suppliers.RequestQuestion", AS_FILLED),
    "workspace-request-question-copy": ("suppliers.RequestQuestion", AS_FILLED),
    "workspace-request-question-correct": ("suppliers.RequestCorrection", at_work(text_en="More words")),
    "workspace-response-begin": ("suppliers.Response", AS_FILLED),
    "workspace-response-submit": ("suppliers.ResponseReceipt", AS_FILLED),
    "workspace-session": ("dialogues.LedgerEntry", at_work(title_en="More words")),
    "workspace-session-add": ("events.Session", at_work(starts="2020-03-26 15:00", ends="2020-03-26 15:30")),
    "workspace-session-minutes": ("events.Minutes", AS_FILLED),
    "workspace-split": ("needs.CurationAct", in_parts),
    "workspace-staff-add": ("dialogues.StaffRole", somebody),
    "workspace-staff-invitation-again": ("core.Mail", at_work(links="1")),
    "workspace-synthesis-begin": ("suppliers.Synthesis", AS_FILLED),
    "workspace-synthesis-correct": ("suppliers.SynthesisVersion", told_to_all),
    # These leave the world another one
    "workspace-interest-accept": ("municipalities.Invitation", AS_FILLED),
    "workspace-challenge-revise": ("needs.Statement", AS_FILLED),
    "workspace-need-demand": ("needs.DemandLine", a_row),
    "workspace-need-demand-sheet": ("needs.DemandLine", a_plan),
}


# Nothing is made at these: what is there is changed, or goes a step, which it does once
CHANGES = """
    account-erase account-settings board board-group-act board-note-act board-step boards event-register-sent
    follow-confirm follow-own follow-unsubscribe interest-again interest-confirm interest-own interest-sent
    interest-withdraw registration registration-breakouts registration-cancel registration-change
    registration-confirm registration-participants registration-seat registration-seat-cancel workspace-act-undo
    workspace-answer-check workspace-answer-discard workspace-answer-file-remove workspace-answer-recall
    workspace-answer-release workspace-answers-note-remove workspace-answers-tag-change workspace-board
    workspace-board-facilitator-remove workspace-body-meeting-take-back workspace-body-meetings-answers
    workspace-body-meetings-there workspace-breakouts workspace-breakouts-put workspace-breakouts-take
    workspace-brief-retry workspace-challenge workspace-challenge-abandon workspace-challenge-changes
    workspace-challenge-extend workspace-challenge-moment workspace-challenge-recall workspace-challenge-remind
    workspace-challenge-remind-missing workspace-clause workspace-clause-delete workspace-clause-move
    workspace-colleague workspace-colleague-end workspace-colleagues-move workspace-comment-settle
    workspace-comment-take-over workspace-company-check-close workspace-company-close workspace-company-confirm
    workspace-company-edit workspace-company-end workspace-company-invitation-revoke
    workspace-company-join-answer workspace-company-meeting-answer workspace-company-meetings
    workspace-company-question-send workspace-company-question-withdraw workspace-event-attend
    workspace-dialogue-phase workspace-dialogue-row workspace-dialogue-row-move workspace-dialogue-row-remove
    workspace-dialogue-texts
    workspace-event-call-off workspace-event-cancel workspace-event-change workspace-event-check-in
    workspace-event-check-in-one workspace-event-hold workspace-event-publish workspace-event-terms
    workspace-event-unattend workspace-follows-change workspace-hand-over workspace-interest-ask
    workspace-interest-decline workspace-interest-hold workspace-interest-identify workspace-interest-merge
    workspace-interest-resume workspace-invitation workspace-invitation-consent workspace-invitation-revoke
    workspace-ledger-files workspace-mail-retry workspace-material-file-remove workspace-material-publish
    workspace-material-show workspace-material-titles workspace-meetings-act workspace-meetings-away
    workspace-meetings-open workspace-meetings-publish workspace-meetings-room
    workspace-meetings-rooms workspace-meetings-times workspace-need-accept workspace-need-attachment-remove
    workspace-need-cpv workspace-need-decline workspace-need-hide workspace-need-reopen workspace-need-return
    workspace-need-similar-show workspace-need-submit workspace-need-withdraw workspace-need-write
    workspace-news-one workspace-news-publish workspace-part-change workspace-part-end
    workspace-proposal-throw-away workspace-question-answer workspace-question-decline
    workspace-question-take-out workspace-register-domain-remove workspace-register-edit
    workspace-registration-correct workspace-request-delete workspace-request-extend workspace-request-open
    workspace-request-question
    workspace-request-question-move workspace-request-question-remove workspace-request-recall
    workspace-request-reopen workspace-request-text workspace-request-times workspace-request-withdraw
    workspace-response
    workspace-response-withdraw workspace-retention-erase workspace-retention-find
    workspace-session-minutes-step workspace-session-remove workspace-signing workspace-signing-withdraw
    workspace-staff-end workspace-staff-invitation-take-back workspace-synthesis workspace-synthesis-discard
    workspace-synthesis-publish workspace-synthesis-version
"""
ROLES = ("manager", "signatory", "supplier", "administrator", "visitor")
APPS = sorted({module_of(endpoints()[name]).split(".")[0] for name in MAKES})


def test_every_form_is_said_to_make_something_or_not() -> None:
    said = Counter([*MAKES, *CHANGES.split(), *sent_twice_elsewhere()])
    assert set(said) == {name for name, access in DECLARED.items() if access.send}
    assert [name for name, times in said.items() if times > 1] == []


def sent_twice_elsewhere() -> set[str]:
    """The forms that tests of their features say they send twice, which tests/conftest.py looks after."""
    texts = [path.read_text() for path in (ROOT / "tests").rglob("test_*.py")]
    marks = [mark for text in texts for mark in re.findall(r"@pytest\.mark\.sent_twice\((.*)\)", text)]
    return {name for mark in marks for name in re.findall(r'"([a-z-]+)"', mark)}


@pytest.mark.parametrize("app", APPS)
def test_a_form_that_is_sent_twice_at_once_makes_one_thing(app: str) -> None:
    world = World()
    made = {name: rows_made(name, world) for name in MAKES if module_of(endpoints()[name]).startswith(app)}
    assert made == dict.fromkeys(made, (1, 1))


def rows_made(name: str, world: World) -> tuple[int, int]:
    """How many of the thing, and how often the mail that went out most."""
    (label, more), access = MAKES[name], DECLARED[name]
    model, address = apps.get_model(label), reverse(name, args=access.args(world))
    role = next(role for role in ROLES if role in access.send)
    client, said = client_of(role, world), {**access.data(world), **more(world)}
    given = {**filled(client, address, said), **said}
    before, mailed = model._base_manager.count(), Mail.objects.count()
    together(*[lambda: client.post(address, {name: anew(value) for name, value in given.items()})] * 2)
    mails = Mail.objects.order_by("pk").values_list("to", "subject", "about_id")[mailed:]
    return model._base_manager.count() - before, max(Counter(mails).values(), default=1)


def anew(value: Any) -> Any:
    """A file is read when it is sent."""
    return SimpleUploadedFile(value.name, b"words\n", value.content_type) if isinstance(value, File) else value
