"""Every form that makes something, sent twice at the same moment: one thing is made, and no mail goes out twice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.languages import CODES
from core.models import Mail
from tests.access.world import World
from tests.acts import together
from tests.factories import UserFactory
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


AS_FILLED = at_work()
WHEN = {"starts": "2030-05-06 09:00", "ends": "2030-05-06 10:00"}
# What is made at each address, and what somebody writes besides what stands in the form
MAKES: dict[str, tuple[str, More]] = {
    "workspace-part-add": ("municipalities.Participation", AS_FILLED),
    "board-group-add": ("events.BoardGroup", AS_FILLED),
    "board-note-add": ("events.BoardNote", AS_FILLED),
    "workspace-answer-correct": ("suppliers.AnswerVersion", AS_FILLED),
    "workspace-answers-tags": ("suppliers.AnswerTag", AS_FILLED),
    "workspace-answers-translate": ("suppliers.AnswerTranslation", AS_FILLED),
    "workspace-board-report": ("events.BoardReport", AS_FILLED),
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
    "workspace-event-copy": ("events.Event", at_work(starts="2030-05-06 09:00")),
    "workspace-event-minutes": ("events.Minutes", AS_FILLED),
    "workspace-event-new": ("events.Event", of_dialogue(**WHEN, form="online", slug="another")),
    "workspace-event-register": ("events.Registration", at_work(colleagues="", reserve="")),
    "workspace-follow": ("suppliers.Follow", AS_FILLED),
    "workspace-invitation-again": ("core.Mail", at_work(links="1")),
    "workspace-material-add": ("events.Material", AS_FILLED),
    "workspace-meetings-sheet": ("events.MeetingQuestion", AS_FILLED),
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
    "workspace-request-add": ("suppliers.InformationRequest", AS_FILLED),
    "workspace-request-copy": ("suppliers.InformationRequest", AS_FILLED),
    "workspace-request-question-add": ("suppliers.RequestQuestion", AS_FILLED),
    "workspace-request-question-copy": ("suppliers.RequestQuestion", AS_FILLED),
    "workspace-response-begin": ("suppliers.Response", AS_FILLED),
    "workspace-response-submit": ("suppliers.ResponseReceipt", AS_FILLED),
    "workspace-session-add": ("events.Session", at_work(starts="2020-03-26 15:00", ends="2020-03-26 15:30")),
    "workspace-session-minutes": ("events.Minutes", AS_FILLED),
    "workspace-staff-add": ("dialogues.StaffRole", somebody),
    "workspace-staff-invitation-again": ("core.Mail", at_work(links="1")),
    "workspace-synthesis-begin": ("suppliers.Synthesis", AS_FILLED),
    # These leave the world another one
    "workspace-interest-accept": ("municipalities.Invitation", AS_FILLED),
    "workspace-challenge-revise": ("needs.Statement", AS_FILLED),
}


# What is made at these is sent twice in the tests of their features
ELSEWHERE = {
    "tests/dialogues/test_staff_invitations.py": "account-staff-invitation",
    "tests/events/boards/test_doors.py": "board-join",
    "tests/events/boards/test_outcome.py": "workspace-board-comment workspace-board-need",
    "tests/events/registering/test_desk.py": "workspace-event-paste",
    "tests/events/registering/test_forms.py": "event-register registration-party",
    "tests/municipalities/test_accepting.py": "account-company-invitation account-invitation",
    "tests/municipalities/test_interest_form.py": "interest-form",
    "tests/needs/curation/test_acts.py": """
        workspace-accept workspace-add workspace-decline workspace-join workspace-move workspace-remove
        workspace-split
    """,
    "tests/needs/intake/test_attachments.py": "workspace-need-attachments",
    "tests/needs/publishing/test_embargo.py": "workspace-challenge-release",
    "tests/needs/publishing/test_intents.py": "workspace-intent",
    "tests/needs/signing/test_signing.py": "workspace-challenge-circulate workspace-signing-confirm",
    "tests/needs/statements/test_comments.py": "workspace-draft-comment",
    "tests/needs/test_publishing_views.py": "workspace-version-add",
    "tests/suppliers/companies/test_companies.py": "company-register",
    "tests/suppliers/following/test_following.py": "follow",
    "tests/suppliers/reading/test_reading.py": "workspace-answers-note workspace-answers-tag",
    "tests/suppliers/responses/test_answering.py": "workspace-answer",
}
# Nothing is made at these: what is there is changed, or goes a step, which it does once
CHANGES = """
    account-erase account-settings board board-group-act board-note-act board-step boards event-register-sent
    follow-confirm follow-own follow-unsubscribe interest-again interest-confirm interest-own interest-sent
    interest-withdraw registration registration-breakouts registration-cancel registration-change
    registration-confirm registration-participants registration-seat registration-seat-cancel workspace-act-undo
    workspace-answer-check workspace-answer-discard workspace-answer-file-remove
    workspace-answer-recall workspace-answer-release workspace-answer-statement workspace-answers-note-remove
    workspace-answers-tag-change workspace-board workspace-board-facilitator-add workspace-board-facilitator-remove
    workspace-body-meeting workspace-body-meeting-take-back workspace-body-meetings-answers
    workspace-body-meetings-there workspace-breakouts workspace-breakouts-put workspace-breakouts-take
    workspace-brief-retry workspace-challenge workspace-challenge-abandon workspace-challenge-changes
    workspace-challenge-extend workspace-challenge-invite workspace-challenge-moment workspace-challenge-recall
    workspace-challenge-remind workspace-challenge-remind-missing workspace-clause workspace-clause-delete
    workspace-clause-move workspace-colleague
    workspace-colleague-end workspace-colleagues-move workspace-comment-settle workspace-comment-take-over
    workspace-company-check-close workspace-company-close workspace-company-confirm workspace-company-edit
    workspace-company-end workspace-company-invitation-revoke workspace-company-join workspace-company-join-answer
    workspace-company-meeting-answer workspace-company-meetings workspace-company-question-edit
    workspace-company-question-send workspace-company-question-withdraw workspace-event-attend
    workspace-event-call-off workspace-event-cancel workspace-event-change workspace-event-check-in
    workspace-event-check-in-one workspace-event-hold workspace-event-minutes-step workspace-event-publish
    workspace-event-terms workspace-event-unattend workspace-follows-change workspace-hand-over
    workspace-interest-ask workspace-interest-decline workspace-interest-hold workspace-interest-identify
    workspace-interest-merge workspace-interest-resume workspace-invitation workspace-invitation-consent
    workspace-invitation-revoke workspace-ledger-files workspace-mail-retry workspace-material-file-add
    workspace-material-file-remove workspace-material-publish workspace-material-show workspace-material-titles
    workspace-meetings-act workspace-meetings-away workspace-meetings-draw workspace-meetings-minutes
    workspace-meetings-minutes-step workspace-meetings-open workspace-meetings-publish workspace-meetings-room
    workspace-meetings-rooms workspace-meetings-times workspace-need-accept workspace-need-attachment-remove
    workspace-need-cpv workspace-need-decline workspace-need-demand workspace-need-demand-sheet workspace-need-hide
    workspace-need-reopen workspace-need-return workspace-need-similar-show workspace-need-submit
    workspace-need-withdraw workspace-need-write workspace-news-one workspace-news-publish workspace-news-step
    workspace-part-change
    workspace-part-end workspace-proposal-throw-away workspace-question-answer workspace-question-decline
    workspace-question-take-out workspace-register-domain-remove workspace-register-edit
    workspace-registration-correct workspace-request-correct
    workspace-request-delete workspace-request-extend workspace-request-open workspace-request-question
    workspace-request-question-correct workspace-request-question-move workspace-request-question-remove
    workspace-request-recall workspace-request-reopen workspace-request-text workspace-request-times
    workspace-request-withdraw
    workspace-response workspace-response-withdraw workspace-retention-erase workspace-retention-find
    workspace-session workspace-session-minutes-step workspace-session-remove workspace-signing
    workspace-signing-ask workspace-signing-withdraw workspace-staff-end workspace-staff-invitation-take-back
    workspace-synthesis
    workspace-synthesis-correct workspace-synthesis-discard workspace-synthesis-publish workspace-synthesis-version
"""
APPS = sorted({module_of(endpoints()[name]).split(".")[0] for name in MAKES})


def test_every_form_is_said_to_make_something_or_not() -> None:
    elsewhere = {name for names in ELSEWHERE.values() for name in names.split()}
    assert {name for name, access in DECLARED.items() if access.send} == {*MAKES, *elsewhere, *CHANGES.split()}
    assert [path for path in ELSEWHERE if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("app", APPS)
def test_a_form_that_is_sent_twice_at_once_makes_one_thing(app: str) -> None:
    world = World()
    made = {name: rows_made(name, world) for name in MAKES if module_of(endpoints()[name]).startswith(app)}
    assert made == dict.fromkeys(made, (1, 1))


def rows_made(name: str, world: World) -> tuple[int, int]:
    """How many of the thing, and how often the mail that went out most."""
    (label, more), access = MAKES[name], DECLARED[name]
    model, address = apps.get_model(label), reverse(name, args=access.args(world))
    role = next(role for role in ("manager", "signatory", "supplier", "administrator") if role in access.send)
    client = client_of(role, world)
    given = {**filled(client, address), **access.data(world), **more(world)}
    before, mailed = model._base_manager.count(), Mail.objects.count()
    together(*[lambda: client.post(address, {name: anew(value) for name, value in given.items()})] * 2)
    mails = Mail.objects.order_by("pk").values_list("to", "subject", "about_id")[mailed:]
    return model._base_manager.count() - before, max(Counter(mails).values(), default=1)


def anew(value: Any) -> Any:
    """A file is read when it is sent."""
    return SimpleUploadedFile(value.name, b"words\n", value.content_type) if isinstance(value, File) else value
