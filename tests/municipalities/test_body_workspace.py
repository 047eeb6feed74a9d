"""A public buyer's own page: what waits, needs by state, challenges, colleagues, dialogues, facts."""

import re
from datetime import date

import pytest

from needs.enums import NeedState
from tests.acts import count_queries
from tests.factories import (
    ContactFactory,
    MembershipFactory,
    NeedFactory,
    ParticipationFactory,
    StaffRoleFactory,
    StatementFactory,
    TermsFactory,
    UserFactory,
)
from tests.factories.invitations import EmailDomainFactory, InvitationFactory
from tests.factories.needs import ChallengeFactory
from tests.municipalities.people import MEMBERS, STAFF, answers, client_of, statuses, taking_part
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return taking_part(official_name="Bærum")


def path(body) -> str:
    return f"/en/workspace/municipality/{body.pk}/"


def test_who_opens_a_body_s_workspace(body) -> None:
    assert statuses(path(body), body) == answers(MEMBERS | STAFF)


def test_it_shows_what_waits_and_what_there_is(body) -> None:
    dialogue = body.participations.get().dialogue
    draft = NeedFactory(municipality=body, dialogue=dialogue, state=NeedState.DRAFT)
    returned = NeedFactory(municipality=body, dialogue=dialogue, state=NeedState.RETURNED)
    challenge = ChallengeFactory(needs=[NeedFactory(municipality=body, dialogue=dialogue)])
    StatementFactory(challenge=challenge)
    EmailDomainFactory(municipality=body, domain="baerum.kommune.no")
    InvitationFactory(municipality=body)
    ContactFactory(dialogue=dialogue, email="dialogue@example.org")
    TermsFactory(event__dialogue=dialogue, event__slug="workshop", event__audience="municipalities")
    for other in ({"audience": "suppliers"}, {"state": "draft"}, {"dialogue": ChallengeFactory().dialogue}):
        TermsFactory(**{f"event__{name}": value for name, value in ({"dialogue": dialogue} | other).items()})
    response = client_of("editor", body).get(path(body))
    context = response.context
    assert (context["waiting"].unfinished, context["waiting"].invited) == ([returned, draft], 1)
    assert context["states"] == [(NeedState.DRAFT, 1), (NeedState.RETURNED, 1), (NeedState.ACCEPTED, 1)]
    assert context["challenges"] == [challenge]
    assert (context["people_count"], context["contacts"]) == (2, ["dialogue@example.org"])
    said = text_of(response.content.decode())
    assert "baerum.kommune.no" in said
    assert "1 invitation is open" in said
    assert "Dialogues we take part in" in said
    links = [re.findall(r'href="(/en/\S*events/\S+)"', page_of(role, body)) for role in ("editor", "manager")]
    assert links == [["/en/workspace/events/workshop/register/"], ["/en/events/workshop/"]]


def page_of(role: str, body) -> str:
    return client_of(role, body).get(path(body)).content.decode()


def test_staff_see_no_drafts_of_it(body) -> None:
    NeedFactory(municipality=body, dialogue=body.participations.get().dialogue, state=NeedState.DRAFT)
    context = client_of("manager", body).get(path(body)).context
    assert (context["waiting"].unfinished, context["states"]) == ([], [])


def test_staff_see_challenges_of_the_needs_that_they_read_and_no_others(body) -> None:
    needs = [
        NeedFactory(municipality=body, dialogue=body.participations.get().dialogue),
        NeedFactory(municipality=body, dialogue=ParticipationFactory(municipality=body).dialogue),
    ]
    here, elsewhere = (ChallengeFactory(dialogue=need.dialogue, needs=[need]) for need in needs)
    for challenge in (here, elsewhere):
        StatementFactory(challenge=challenge)
    readers = {
        "observer": MembershipFactory(municipality=body, role="observer").user,
        "administrator": UserFactory(is_superuser=True, is_staff=True),
        "manager": StaffRoleFactory(dialogue=here.dialogue).user,
        "coordinator": StaffRoleFactory(dialogue=elsewhere.dialogue, country=body.country).user,
    }
    clients = {role: signed_in(user) for role, user in readers.items()}
    pages = {role: client.get(path(body)) for role, client in clients.items()}
    drafts = {role: re.findall(r'href="(/en/workspace/drafts/\S+/)"', page.text) for role, page in pages.items()}
    assert {role: len(links) for role, links in drafts.items()} == {
        "observer": 2,
        "administrator": 2,
        "manager": 1,
        "coordinator": 0,
    }
    assert {clients[role].get(link).status_code for role, links in drafts.items() for link in links} == {200}
    assert {role: page.context["challenges"] for role, page in pages.items()} == {
        "observer": [elsewhere, here],
        "administrator": [elsewhere, here],
        "manager": [here],
        "coordinator": [elsewhere],
    }


def test_a_body_without_signatory_hears_so(body) -> None:
    body.memberships.update(role="editor")
    client, lacks = client_of("editor", body), "Nobody may sign for this body yet"
    assert lacks in text_of(client.get(path(body)).content.decode())
    InvitationFactory(municipality=body, role="signatory")
    assert lacks not in text_of(client.get(path(body)).content.decode())


def test_of_a_closed_body_everything_can_be_read_and_nothing_changed(body) -> None:
    body.closed_on = date(2024, 1, 1)
    body.save()
    said = text_of(client_of("signatory", body).get(path(body)).content.decode())
    assert "Everything here can be read and nothing changed." in said
    assert "Invite a colleague" not in said


def test_it_asks_the_database_as_often_for_little_as_for_much(body) -> None:
    def more() -> None:
        dialogue = ParticipationFactory(municipality=body).dialogue
        ContactFactory(dialogue=dialogue)
        TermsFactory(event__dialogue=dialogue)
        challenge = ChallengeFactory(needs=[NeedFactory(municipality=body), NeedFactory(municipality=body)])
        StatementFactory(challenge=challenge)
        NeedFactory(municipality=body, state=NeedState.DRAFT)
        MembershipFactory(municipality=body)
        InvitationFactory(municipality=body)

    more()
    client = signed_in(MembershipFactory(municipality=body).user)
    client.get(path(body))
    before = count_queries(lambda: client.get(path(body)))
    for _ in range(4):
        more()
    assert count_queries(lambda: client.get(path(body))) == before
