"""Staff's desk for interests: who may do what in which state, what is refused, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Mail
from core.workflow import Refused
from municipalities.enums import InterestState
from municipalities.interest import confirming, reminding, workflow
from municipalities.interest.desk_forms import AcceptForm
from municipalities.interest.steps import HAPPENED, actions
from municipalities.interest.terms import answer_by, late_since
from municipalities.models import Interest, Invitation, Municipality, Participation
from tests.acts import done_or_refused, together
from tests.factories import (
    ApplicantFactory,
    DialogueFactory,
    EmailDomainFactory,
    InterestFactory,
    MembershipFactory,
    MunicipalityFactory,
    ParticipationFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db

ROLES = [
    "visitor",
    "supplier",
    "signatory",
    "coordinator",
    "coordinator elsewhere",
    "coordinator of another dialogue",
    "manager",
    "manager elsewhere",
]
STAFF = {"coordinator", "manager"}
# What staff may do in each state, read off the workflow by eye
POSSIBLE = {
    "unconfirmed": set(),
    "confirmed": {"identify", "accept", "ask", "hold", "merge", "decline"},
    "asked": {"identify", "accept", "hold", "merge", "decline"},
    "on_hold": {"identify", "accept", "ask", "resume", "merge", "decline"},
    "accepted": set(),
    "declined": set(),
    "withdrawn": set(),
    "merged": set(),
}


def person(role: str, interest: Interest) -> Any:
    dialogue, country = interest.dialogue, interest.country
    match role:
        case "visitor":
            return AnonymousUser()
        case "signatory":
            return MembershipFactory(municipality=interest.municipality, role="signatory").user
        case "coordinator":
            return StaffRoleFactory(dialogue=dialogue, country=country).user
        case "coordinator elsewhere":
            return StaffRoleFactory(dialogue=dialogue, country="FI").user
        case "coordinator of another dialogue":
            return StaffRoleFactory(country=country).user
        case "manager":
            return StaffRoleFactory(dialogue=dialogue).user
        case "manager elsewhere":
            return StaffRoleFactory().user
    return UserFactory()


def manager_of(interest: Interest) -> Any:
    return person("manager", interest)


# Who may do what


Door = Callable[[Interest, Any], None]


def doors(other: Interest, body: Municipality) -> dict[str, Door]:
    """Every action with what it needs."""
    return {
        "ask": lambda interest, by: workflow.ask(interest, by, "Why?", "en"),
        "hold": lambda interest, by: workflow.hold(interest, by, "Later.", "en"),
        "resume": workflow.resume,
        "decline": lambda interest, by: workflow.decline(interest, by, "No.", "en"),
        "accept": lambda interest, by: workflow.accept(interest, by, "participant", {}),
        "merge": lambda interest, by: workflow.merge(interest, other, by),
        "identify": lambda interest, by: workflow.identify(interest, body, by),
    }


def attempt(door: Door, interest: Interest, by: Any) -> tuple[str, str, list[Any], int]:
    """What came of it, the state, the steps and the number of mails by then; all of it is undone."""
    came = "done"
    with transaction.atomic():
        try:
            door(Interest.objects.get(pk=interest.pk), by)
        except PermissionDenied:
            came = "not hers"
        except Refused:
            came = "refused"
        left = Interest.objects.get(pk=interest.pk)
        found = (came, left.state, list(left.trail.values_list("action", "actor")), Mail.objects.count())
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("state", InterestState.values)
def test_the_matrix_of_role_state_and_action(state: str) -> None:
    interest = InterestFactory(state=state)
    every = doors(InterestFactory(dialogue=interest.dialogue), MunicipalityFactory(country=interest.country))
    leads_to = {row.action: row.target for row in Interest.TRANSITIONS}
    for role in ROLES:
        by = person(role, interest)
        for action, door in every.items():
            if role not in STAFF:
                expected = ("not hers", state, [], 0)
            elif action not in POSSIBLE[state]:
                expected = ("refused", state, [], 0)
            else:
                expected = ("done", leads_to.get(action, state), [(action, by.pk)], int(action != "identify"))
            assert attempt(door, interest, by) == expected, (role, action)


@pytest.mark.parametrize("state", InterestState.values)
def test_the_buttons_are_what_can_be_done_and_the_list_is_what_may_be_handled(state: str) -> None:
    interest = InterestFactory(state=state)
    for role in set(ROLES) - {"visitor"}:
        user = person(role, interest)
        possible = POSSIBLE[state] - {"identify"} | ({"correct"} if POSSIBLE[state] else set())
        expected = possible if role in STAFF else set()
        assert {action.name for action in actions(interest, user)} == expected
        came = role in STAFF and state != "unconfirmed"
        assert Interest.objects.visible_to(user).filter(pk=interest.pk).exists() == came
        if came:
            assert user.has_perm("municipalities.handle_interest", interest)


def test_what_is_not_in_the_register_cannot_be_accepted() -> None:
    interest = InterestFactory(municipality=None)
    manager = manager_of(interest)
    assert "accept" not in {action.name for action in actions(interest, manager)}
    with pytest.raises(Refused):
        workflow.accept(interest, manager, "participant", {})
    assert Interest.objects.get().state == "confirmed"


def test_every_step_has_its_words() -> None:
    assert {row.action for row in Interest.TRANSITIONS} <= set(HAPPENED)


def test_a_finnish_coordinator_finds_no_danish_interest_by_its_address() -> None:
    danish = InterestFactory(municipality=MunicipalityFactory(country="DK"))
    finn = StaffRoleFactory(dialogue=danish.dialogue, country="FI").user
    dane = StaffRoleFactory(dialogue=danish.dialogue, country="DK").user
    for part in ("", "accept/", "decline/", "ask/", "hold/", "merge/", "identify/"):
        place = f"/en/workspace/interest/{danish.pk}/{part}"
        assert signed_in(finn).get(place).status_code == 404
        assert signed_in(dane).get(place).status_code == 200
        if part:
            assert signed_in(finn).post(place, {"text": "No", "language": "fi"}).status_code == 404
    assert Interest.objects.get().state == "confirmed"
    assert list(signed_in(finn).get("/en/workspace/interest/").context["object_list"]) == []


# What becomes of it


def test_accepting_makes_the_participation_and_invites_each_with_her_role() -> None:
    interest = InterestFactory(people=3)
    first, second, third = interest.applicants.all()
    coordinator = person("coordinator", interest)
    form = {"part": "observer", f"person_{first.pk}": "signatory", f"person_{second.pk}": "editor"}
    form[f"person_{third.pk}"] = "nobody"
    response = signed_in(coordinator).post(f"/en/workspace/interest/{interest.pk}/accept/", form)
    assert response.status_code == 302
    part = Participation.objects.get()
    assert (part.municipality, part.dialogue, part.role) == (interest.municipality, interest.dialogue, "observer")
    invited = {(row.email, row.role, row.language, row.state) for row in Invitation.objects.all()}
    assert invited == {(first.email, "signatory", "nb", "sent"), (second.email, "editor", "nb", "sent")}
    told = Mail.objects.filter(template="municipalities/mail/interest_accepted").values_list("to", flat=True)
    assert set(told) == {first.email, second.email, third.email}


def test_a_role_is_proposed_to_those_alone_who_write_from_the_body_s_domains() -> None:
    interest = InterestFactory(people=0)
    EmailDomainFactory(municipality=interest.municipality, domain="oslo.example")
    inside = ApplicantFactory(interest=interest, email="kari@oslo.example")
    outside = ApplicantFactory(interest=interest, email="kari@oslo.example.com")
    fields = {name: field.initial for name, field in AcceptForm(interest).fields.items()}
    assert fields == {"part": "participant", f"person_{inside.pk}": "editor", f"person_{outside.pk}": ""}
    form = AcceptForm(interest, {"part": "participant", f"person_{inside.pk}": "editor"})
    assert list(form.errors) == [f"person_{outside.pk}"]


def test_a_body_that_takes_part_by_now_is_accepted_all_the_same() -> None:
    interest = InterestFactory()
    ParticipationFactory(municipality=interest.municipality, dialogue=interest.dialogue, role="observer")
    [applicant] = interest.people
    workflow.accept(interest, manager_of(interest), "participant", {applicant: "editor"})
    assert Participation.objects.get().role == "observer"
    assert Invitation.objects.count() == 1


def test_a_closed_body_is_not_accepted() -> None:
    interest = InterestFactory(municipality__closed_on=timezone.localdate())
    manager = manager_of(interest)
    with pytest.raises(Refused):
        workflow.accept(interest, manager, "participant", {})
    assert (Interest.objects.get().state, Participation.objects.count()) == ("confirmed", 0)


def test_each_is_written_to_in_her_language_with_the_text_as_it_stands() -> None:
    interest = InterestFactory(people=0)
    for language in ("fi", "da", "en"):
        ApplicantFactory(interest=interest, language=language)
    workflow.decline(interest, manager_of(interest), "Ikke i denne omgang.", "nb")
    mails = Mail.objects.all()
    assert {mail.language for mail in mails} == {"fi", "da", "en"}
    assert all("Ikke i denne omgang." in mail.text and mail.is_secret for mail in mails)
    assert Interest.objects.get().trail.get().language == "nb"


def test_doubles_become_one_and_their_people_move_along() -> None:
    double = InterestFactory(municipality=None, people=2)
    target = InterestFactory(dialogue=double.dialogue)
    earlier = InterestFactory(dialogue=double.dialogue, state="merged", merged_into=double, people=0)
    workflow.merge(double, target, manager_of(double))
    double.refresh_from_db()
    earlier.refresh_from_db()
    assert (double.state, double.merged_into, earlier.merged_into) == ("merged", target, target)
    assert target.people.count() == 3
    assert Mail.objects.filter(template="municipalities/mail/interest_merged").count() == 2


@pytest.mark.parametrize("other", ["itself", "another dialogue", "decided", "another country"])
def test_what_cannot_be_joined_is_refused(other: str) -> None:
    interest = InterestFactory()
    by = person("coordinator", interest)
    target = {
        "itself": lambda: interest,
        "another dialogue": InterestFactory,
        "decided": lambda: InterestFactory(dialogue=interest.dialogue, state="declined"),
        "another country": lambda: InterestFactory(
            dialogue=interest.dialogue, municipality=MunicipalityFactory(country="SE")
        ),
    }[other]()
    with pytest.raises((Refused, PermissionDenied)):
        workflow.merge(interest, target, by)
    assert Interest.objects.get(pk=interest.pk).state == "confirmed"
    page = signed_in(by).post(f"/en/workspace/interest/{interest.pk}/merge/", {"into": target.pk})
    assert set(page.context["form"].errors) == {"into"}


def test_naming_a_body_that_another_interest_waits_for_is_refused() -> None:
    taken = InterestFactory()
    described = InterestFactory(municipality=None, dialogue=taken.dialogue)
    with pytest.raises(Refused):
        workflow.identify(described, taken.municipality, manager_of(described))
    described.refresh_from_db()
    assert described.municipality is None


def test_a_coordinator_gives_no_interest_away_to_another_country() -> None:
    described = InterestFactory(municipality=None, country="NO")
    swedish = MunicipalityFactory(country="SE")
    with pytest.raises(Refused):
        workflow.identify(described, swedish, person("coordinator", described))
    workflow.identify(Interest.objects.get(), swedish, manager_of(described))
    assert Interest.objects.get().country == "SE"


def test_an_action_that_is_over_leads_back_to_the_interest() -> None:
    interest = InterestFactory(state="declined")
    client = signed_in(manager_of(interest))
    response = client.get(f"/en/workspace/interest/{interest.pk}/accept/")
    assert (response.status_code, response["Location"]) == (302, f"/en/workspace/interest/{interest.pk}/")
    form = {"part": "participant", f"person_{interest.people.get().pk}": "nobody"}
    page = client.post(f"/en/workspace/interest/{interest.pk}/accept/", form)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told() -> None:
    interest = InterestFactory()
    [applicant] = interest.people
    coordinators = [person("coordinator", interest), person("manager", interest)]

    def accept(by: Any) -> None:
        workflow.accept(Interest.objects.get(pk=interest.pk), by, "participant", {applicant: "editor"})

    assert sorted(done_or_refused(*(partial(accept, by) for by in coordinators))) == ["done", "refused"]
    assert (Participation.objects.count(), Invitation.objects.count()) == (1, 1)
    assert Interest.objects.get().trail.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_join_two_interests_crosswise_one_wins_and_the_other_is_told() -> None:
    first = InterestFactory()
    second = InterestFactory(dialogue=first.dialogue)
    manager = manager_of(first)

    ways = (partial(workflow.merge, first, second, manager), partial(workflow.merge, second, first, manager))
    assert sorted(done_or_refused(*ways)) == ["done", "refused"]
    assert sorted(Interest.objects.values_list("state", flat=True)) == ["confirmed", "merged"]


@pytest.mark.django_db(transaction=True)
def test_of_two_of_a_body_who_confirm_at_once_one_joins_the_other() -> None:
    body, dialogue = MunicipalityFactory(), DialogueFactory(phase="mapping")
    people = [
        ApplicantFactory(interest=InterestFactory(municipality=body, dialogue=dialogue, state="unconfirmed", people=0))
        for _number in range(2)
    ]

    outcomes = together(*(partial(confirming.confirm, one) for one in people))
    assert sorted(outcome.name for outcome in outcomes) == ["JOINED", "WAITS"]
    assert Interest.objects.waiting().get().people.count() == 2


# The list


def test_the_list_has_what_waits_and_asks_as_often_for_many_as_for_one() -> None:
    interest = InterestFactory()
    client = signed_in(manager_of(interest))
    client.get("/en/workspace/interest/")
    counts = []
    for more in (0, 30):
        for _number in range(more):
            InterestFactory(dialogue=interest.dialogue, people=2)
        InterestFactory(dialogue=interest.dialogue, state="declined")
        InterestFactory(dialogue=interest.dialogue, state="unconfirmed")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/en/workspace/interest/")
        counts.append(len(queries))
        assert response.context["page"].paginator.count == 1 + more
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=orebro", {"Örebro"}),
        ("q=vatn", {"Vatnið"}),
        ("q=anna", {"Örebro"}),
        ("country=SE", {"Örebro"}),
        ("state=declined", {"Åbo"}),
        ("state=all", {"Örebro", "Vatnið", "Åbo"}),
        ("state=unconfirmed", {"Örebro", "Vatnið"}),
        ("sort=-body", {"Örebro", "Vatnið"}),
    ],
)
def test_the_list_is_narrowed(query: str, found: set[str]) -> None:
    dialogue = DialogueFactory()
    InterestFactory(dialogue=dialogue, municipality=MunicipalityFactory(official_name="Åbo"), state="declined")
    InterestFactory(dialogue=dialogue, municipality=None, body_name="Vatnið", country="IS")
    orebro = MunicipalityFactory(official_name="Örebro", country="SE")
    ApplicantFactory(
        interest=InterestFactory(dialogue=dialogue, municipality=orebro, people=0), name="Anna", email="a@b.example"
    )
    client = signed_in(StaffRoleFactory(dialogue=dialogue).user)
    rows = client.get(f"/en/workspace/interest/?{query}").context["object_list"]
    assert {str(row) for row in rows} == found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_home_as_a_file(kind: str) -> None:
    interest = InterestFactory()
    response = signed_in(manager_of(interest)).get(f"/en/workspace/interest/?as={kind}")
    content = b"".join(response.streaming_content)
    assert response.status_code == 200
    if kind == "csv":
        assert interest.applicants.get().email in content.decode()


@pytest.mark.parametrize(("state", "waits"), [("confirmed", True), ("on_hold", True), ("accepted", False)])
def test_only_what_waits_says_since_when(state: str, waits: bool) -> None:
    interest = InterestFactory(state=state, waits_since=datetime(2026, 3, 4, 10, tzinfo=UTC))
    client = signed_in(manager_of(interest))
    page = client.get("/en/workspace/interest/?state=all").content.decode()
    file = b"".join(client.get("/en/workspace/interest/?state=all&as=csv").streaming_content).decode()
    assert ("4 March 2026" in page, "2026-03-04" in file) == (waits, waits)


@pytest.mark.parametrize(
    ("known", "title"), [(True, "Correct the public buyer"), (False, "Say which public buyer it is")]
)
def test_the_page_that_names_the_body_is_called_as_its_button(known: bool, title: str) -> None:
    interest = InterestFactory() if known else InterestFactory(municipality=None)
    page = signed_in(manager_of(interest)).get(f"/en/workspace/interest/{interest.pk}/identify/")
    assert page.context["title"] == title


# In time


@pytest.mark.parametrize(
    ("came", "answer"),
    [
        ("2026-11-16", "2026-11-23"),
        ("2026-11-20", "2026-11-27"),
        ("2026-11-21", "2026-11-27"),
        ("2026-11-22", "2026-11-27"),
    ],
)
def test_five_working_days_leave_saturdays_and_sundays_out(came: str, answer: str) -> None:
    since = datetime.fromisoformat(f"{came}T10:00").replace(tzinfo=UTC)
    assert answer_by(since).isoformat() == answer
    on_time = datetime.fromisoformat(f"{answer}T06:00").replace(tzinfo=UTC)
    assert since < late_since(on_time)
    assert since >= late_since(on_time - timedelta(days=1))


def test_a_late_interest_is_reminded_of_once_by_its_country_s_coordinators() -> None:
    late = InterestFactory(waits_since=timezone.now() - timedelta(days=8))
    InterestFactory(dialogue=late.dialogue, waits_since=timezone.now())
    InterestFactory(dialogue=late.dialogue, waits_since=timezone.now() - timedelta(days=30), state="on_hold")
    coordinator, _manager = person("coordinator", late), person("manager", late)
    person("coordinator elsewhere", late)
    assert (reminding.remind(), reminding.remind()) == (1, 0)
    [mail] = Mail.objects.all()
    assert (mail.to, mail.template) == (coordinator.email, "municipalities/mail/interest_reminder")
    assert f"/workspace/interest/{late.pk}/" in mail.text


def test_where_a_country_has_no_coordinator_the_managers_are_reminded() -> None:
    late = InterestFactory(waits_since=timezone.now() - timedelta(days=8))
    managers = {person("manager", late).email for _number in range(2)}
    reminding.remind()
    assert set(Mail.objects.values_list("to", flat=True)) == managers


def test_an_interest_that_nobody_can_be_reminded_of_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, late = (InterestFactory(waits_since=timezone.now() - timedelta(days=8)) for _number in range(2))
    coordinator, handlers = person("coordinator", late), reminding.handlers

    def fails_at_first(interest: Interest) -> Any:
        return handlers(interest) if interest == late else [None]

    monkeypatch.setattr(reminding, "handlers", fails_at_first)
    assert (reminding.remind(), Mail.objects.get().to) == (1, coordinator.email)
    broken.refresh_from_db()
    assert broken.reminded_at is None


def test_junk_that_nobody_confirms_never_reaches_staff() -> None:
    interest = InterestFactory(waits_since=timezone.now())
    client = signed_in(manager_of(interest))
    client.get("/en/workspace/interest/")
    with CaptureQueriesContext(connection) as before:
        client.get("/en/workspace/interest/")
    junk = InterestFactory.build_batch(
        500, dialogue=interest.dialogue, municipality=None, state="unconfirmed", people=0
    )
    Interest.objects.bulk_create(junk)
    with CaptureQueriesContext(connection) as after:
        response = client.get("/en/workspace/interest/?state=all")
    assert list(response.context["object_list"]) == [interest]
    assert len(after) <= len(before)
    assert reminding.remind() == 0
