"""The start page: what waits for each role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from needs.enums import BriefState, NeedState, StatementState
from needs.models import Challenge, Need, Statement
from needs.publishing.releasing import release
from tests.acts import count_queries
from tests.factories import (
    BriefFactory,
    ChallengeFactory,
    MembershipFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
    UserFactory,
)
from tests.factories.events import EventFactory
from tests.factories.suppliers import CompanyFactory
from tests.needs.roles import answers, person, signed_in, statuses
from tests.needs.scenes import Scene, agreed, circulated, ready_to_circulate, signatory_of, signed
from tests.published import made
from tests.reading import in_order, text_of

pytestmark = pytest.mark.django_db

START = "/en/workspace/"
LIST = "/en/workspace/needs/"


def make_once() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def test_everybody_who_signed_in_has_a_start_page(scene) -> None:
    assert statuses(START, scene.needs[0]) == answers(200)


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        ("supplier", {"published"}),
        ("observer", {"municipality"}),
        ("editor", {"municipality"}),
        ("signatory", {"municipality"}),
        ("coordinator", {"staff", "coordinator"}),
        ("manager", {"staff", "manager"}),
        ("administrator", {"staff", "manager", "administrator"}),
    ],
)
def test_each_role_sees_its_own_part(scene, role: str, parts: set) -> None:
    context = signed_in(person(role, scene.needs[0])).get(START).context
    names = ["staff", "manager", "municipality", "coordinator", "administrator"]
    seen = {name for name in names if context[name]} | ({"published"} if context["published"] is not None else set())
    assert seen == parts


def test_a_person_with_several_roles_sees_them_all(scene) -> None:
    StaffRoleFactory(user=scene.manager, dialogue=scene.dialogue, country="FI")
    MembershipFactory(user=scene.manager)
    context = signed_in(scene.manager).get(START).context
    assert all(context[name] for name in ("manager", "municipality", "coordinator"))


def test_the_manager_sees_submitted_needs_and_what_her_drafts_lack(scene, manager: Client) -> None:
    waiting = NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
    NeedFactory(state=NeedState.SUBMITTED)
    poor = StatementFactory(challenge=ChallengeFactory(dialogue=scene.dialogue), clauses=0)
    context = manager.get(START).context
    assert (list(context["staff"]["submitted"]), context["staff"]["submitted_count"]) == ([waiting], 1)
    found = [(statement, statement.open) for statement in context["manager"]["statements"]]
    assert found == [(poor, 2), (scene.statement, 0)]


def test_what_waits_is_said_as_what_to_do_and_stands_before_what_goes_its_way(scene, manager: Client) -> None:
    NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
    soon = timezone.now() + timedelta(days=1)
    EventFactory(dialogue=scene.dialogue, starts_at=soon, ends_at=soon + timedelta(hours=1))
    html = manager.get(START).content.decode()
    parts = ("submitted-title", "statements-title", "events-title", "needs-title", "dialogues-title")
    assert in_order(html, 'class="numbers overview"', *(f'id="{part}"' for part in parts))
    assert "1 need to answer" in text_of(html)
    assert "0 registered" not in html


def test_the_manager_sees_what_is_being_published_and_what_failed(scene, manager: Client) -> None:
    release(agreed(scene).statement, scene.manager)
    failed = scene.statement.briefs.get(language="fi")
    failed.state = BriefState.FAILED
    failed.save()
    ready = {"state": BriefState.READY, "file": "x.pdf", "sha256": "0" * 64}
    scene.statement.briefs.filter(language="en").update(**ready)
    BriefFactory(state=BriefState.FAILED)
    part = manager.get(START).context["manager"]
    assert list(part["failed"]) == [failed]
    found = [(row.pk, row.ready, row.failed, row.owed) for row in part["statements"]]
    assert found == [(scene.statement.pk, 1, 1, 6)]


def test_signatories_see_what_waits_for_their_word_until_it_is_given(scene) -> None:
    circulated(scene, quorum=2)
    need, elsewhere = scene.needs[0], signatory_of(scene.needs[1].municipality)
    invitation = scene.statement.signing_invitations.get(municipality=need.municipality)
    for role, waits in (("signatory", [invitation]), ("editor", [])):
        response = signed_in(person(role, need)).get(START)
        assert [part["waiting"].to_sign for part in response.context["municipality"]] == [waits]
        assert (f'href="/en/workspace/signing/{invitation.pk}/"' in response.content.decode()) == bool(waits)
    signed(scene)
    assert signed_in(person("signatory", need)).get(START).context["municipality"][0]["waiting"].to_sign == []
    assert len(signed_in(elsewhere).get(START).context["municipality"][0]["waiting"].to_sign) == 1


def test_the_manager_sees_that_briefs_are_late_while_they_are(scene, manager: Client) -> None:
    soon = timezone.now() + timedelta(minutes=50)
    release(agreed(scene).statement, scene.manager, publish_at=soon, zone="Europe/Oslo")
    assert [row.is_late for row in manager.get(START).context["manager"]["statements"]] == [False]
    scene.statement.editions.update(made_at=timezone.now() - timedelta(minutes=10))
    response = manager.get(START)
    assert [row.is_late for row in response.context["manager"]["statements"]] == [True]
    publishing = manager.get(reverse("workspace-challenge-publish", args=[scene.challenge.slug]))
    assert all("Not ready though it is to be public at" in page.content.decode() for page in (response, publishing))
    for brief in scene.statement.briefs.all():
        made(brief, b"%PDF")
    assert [row.is_late for row in manager.get(START).context["manager"]["statements"]] == [False]


def test_staff_see_the_companies_that_wait_to_be_checked_a_coordinator_those_of_her_country(scene) -> None:
    waiting = [CompanyFactory(name=f"{country} Bud", country=country, state="unchecked") for country in ("NO", "SE")]
    CompanyFactory(name="Checked Bud", country="NO")
    coordinator = person("coordinator", scene.needs[0])
    country = coordinator.staff_roles.get().country
    seen = {who: list(signed_in(who).get(START).context["staff"]["companies"]) for who in (scene.manager, coordinator)}
    assert seen == {scene.manager: waiting, coordinator: [row for row in waiting if row.country == country]}
    shown = signed_in(scene.manager).get(START).content.decode()
    assert "2 companies wait to be checked" in shown
    assert f"/en/workspace/companies/{waiting[0].key}/check/" in shown


def test_municipality_people_see_their_needs_by_state_and_the_challenges_they_feed(scene) -> None:
    need = scene.needs[0]
    NeedFactory(dialogue=scene.dialogue, municipality=need.municipality, state=NeedState.DRAFT)
    StatementFactory(challenge=ChallengeFactory(needs=[NeedFactory()]))
    response = signed_in(person("editor", need)).get(START)
    (part,) = response.context["municipality"]
    assert part["states"] == [(NeedState.DRAFT, 1), (NeedState.ACCEPTED, 1)]
    assert part["challenges"] == [scene.challenge]
    link = f'/en/workspace/needs/?municipality={need.municipality_id}&amp;state=accepted"'
    assert link in response.content.decode()


def test_a_coordinator_sees_the_needs_of_her_country(scene) -> None:
    NeedFactory(dialogue=scene.dialogue, municipality=scene.needs[1].municipality, state=NeedState.DRAFT)
    coordinator = StaffRoleFactory(dialogue=scene.dialogue, country="FI")
    StaffRoleFactory(user=coordinator.user, country="FI")
    elsewhere = NeedFactory(dialogue=coordinator.user.staff_roles.last().dialogue, municipality__country="FI")
    client = signed_in(coordinator.user)
    part, _other = client.get(START).context["coordinator"]
    assert (part["role"], part["states"]) == (coordinator, [(NeedState.ACCEPTED, 1)])
    narrowed = list(client.get(part["url"]).context["page"])
    assert (narrowed, elsewhere in Need.objects.visible_to(coordinator.user)) == ([scene.needs[1]], True)


def test_the_manager_sees_the_needs_of_each_of_her_dialogues_by_state(scene, manager: Client) -> None:
    NeedFactory(dialogue=scene.dialogue, state=NeedState.DRAFT)
    waiting = NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
    StaffRoleFactory(user=scene.manager)
    NeedFactory(dialogue=StaffRoleFactory(user=scene.manager, dialogue__slug="heavy").dialogue)
    heavy, vans = sorted(manager.get(START).context["manager"]["needs"], key=lambda row: len(row["states"]))
    assert (heavy["url"], heavy["states"]) == (f"{LIST}?dialogue=heavy", [(NeedState.ACCEPTED, 1)])
    assert vans["states"] == [(NeedState.SUBMITTED, 1), (NeedState.ACCEPTED, 3)]
    assert list(manager.get(f"{vans['url']}&state=submitted").context["page"]) == [waiting]


def test_a_supplier_sees_what_is_published() -> None:
    challenge = ChallengeFactory()
    statement = StatementFactory(challenge=challenge)
    Statement.objects.filter(pk=statement.pk).update(state=StatementState.PUBLISHED, content={})
    Challenge.objects.filter(pk=challenge.pk).update(published=statement, published_at="2020-03-26T08:00Z")
    StatementFactory()
    response = signed_in(UserFactory()).get(START)
    assert list(response.context["published"]) == [challenge]
    page = response.content.decode()
    ways_on = [f"/en/challenges/{challenge.slug}/", "/en/challenges/", "/en/events/", "/en/follow/"]
    main = page[page.index("<main") :]
    assert [way for way in ways_on if f'<a class="ds-link" href="{way}">' in main] == ways_on


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("supplier", (False, False)),
        ("editor", (True, False)),
        ("coordinator", (True, False)),
        ("manager", (True, True)),
    ],
)
def test_the_menu_leads_where_there_is_something_for_the_person(scene, role: str, links: tuple) -> None:
    page = signed_in(person(role, scene.needs[0])).get(START).content.decode()
    menu = page[page.index("<nav") : page.index("</nav>")]
    assert ("/en/workspace/needs/" in menu, "/en/workspace/challenges/" in menu) == links


def test_the_start_page_asks_the_database_as_often_for_little_as_for_much(scene) -> None:
    user = scene.manager
    StaffRoleFactory(user=user, dialogue=scene.dialogue, country="FI")
    MembershipFactory(user=user, municipality=scene.needs[0].municipality)
    NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
    client = signed_in(user)
    client.get(START)
    before = count_queries(lambda: client.get(START))
    for number in range(5):
        need = NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
        challenge = ChallengeFactory(dialogue=scene.dialogue, needs=[need, *scene.needs])
        StatementFactory(challenge=challenge)
        MembershipFactory(user=user, municipality=need.municipality)
        StaffRoleFactory(user=user, dialogue=scene.dialogue, country=["NO", "SE", "DK", "IS", "FO"][number])
    assert Statement.objects.filter(state=StatementState.DRAFT).count() == 6
    assert count_queries(lambda: client.get(START)) == before
