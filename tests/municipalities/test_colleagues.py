"""The pages about a body's people: invite, send again, take back, change, leave, hand over, consent, move."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from core.models import Mail
from municipalities.enums import InvitationState
from municipalities.models import Invitation, Membership, Municipality
from tests.acts import count_queries
from tests.factories import MembershipFactory, MunicipalityFactory, NeedFactory, UserFactory
from tests.factories.invitations import EmailDomainFactory, InvitationFactory
from tests.municipalities.people import MEMBERS, STAFF, answers, client_of, person, statuses, taking_part
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def make_once() -> Municipality:
    body = taking_part()
    EmailDomainFactory(municipality=body)
    return body


@pytest.fixture
def body(made: Municipality) -> Municipality:
    return made


@pytest.fixture
def signatory(body) -> Membership:
    return body.memberships.get()


@pytest.fixture
def client(signatory) -> Client:
    return signed_in(signatory.user)


def path(body: Municipality, *parts: object, language: str = "en") -> str:
    return f"/{language}/workspace/bodies/{body.pk}/colleagues/" + "".join(f"{part}/" for part in parts)


def words(response) -> str:
    return text_of(response.content.decode())


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def form(**changes: object) -> dict[str, object]:
    fields = {"email": "ny@example.org", "name": "Åse", "language": "nb", "role": "editor", "key": uuid4()}
    return {**fields, **changes}


def test_who_sees_a_body_s_people(body) -> None:
    for address in (path(body), path(body, "history")):
        assert statuses(address, body) == answers(MEMBERS | STAFF)
    assert statuses(path(body, "invite"), body) == answers({"editor", "signatory"} | STAFF)


def test_everybody_stands_there_with_role_and_the_open_invitations_with_state(body, client) -> None:
    MembershipFactory(municipality=body, user__name="Þórdís", role="observer")
    InvitationFactory(municipality=body, email="x@example.com", state="needs_consent")
    InvitationFactory(municipality=body, email="gone@example.org", state="revoked")
    page = words(client.get(path(body)))
    assert "Þórdís" in page
    assert "x@example.com" in page
    assert "Waits for staff's consent" in page
    assert "gone@example.org" not in page


def test_the_page_asks_the_database_as_often_for_few_as_for_many(body, client) -> None:
    MembershipFactory(municipality=body)
    InvitationFactory(municipality=body)
    client.get(path(body))
    before = count_queries(lambda: client.get(path(body)))
    for _ in range(12):
        MembershipFactory(municipality=body)
        InvitationFactory(municipality=body)
    assert count_queries(lambda: client.get(path(body))) == before


def test_an_invitation_is_sent_once_however_often_the_form_is(body, client) -> None:
    data = form()
    for _ in range(2):
        assert client.post(path(body, "invite"), data)["Location"] == path(body)
    assert Invitation.objects.get().state == InvitationState.SENT
    assert Mail.objects.count() == 1


def test_an_address_elsewhere_waits_and_that_is_said(body, client) -> None:
    response = client.post(path(body, "invite"), form(email="x@example.com"))
    assert "x@example.com is outside of the body's known e-mail domains" in said(response)[0]
    assert Invitation.objects.get().state == InvitationState.NEEDS_CONSENT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": f"{'x' * 300}@example.org"}, "email"),
        ({"name": "x" * 10_000}, "name"),
        ({"role": "mayor"}, "role"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(body, client, changes: dict, field: str) -> None:
    response = client.post(path(body, "invite"), form(**changes))
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["name"].value() == changes.get("name", "Åse")


def test_who_is_there_already_is_not_invited_and_that_is_said(body, client, signatory) -> None:
    response = client.post(path(body, "invite"), form(email=signatory.user.email.upper()))
    assert "This person is your colleague here already" in words(response)


def test_an_editor_is_offered_no_mandate_to_give(body) -> None:
    editor = client_of("editor", body)
    assert [value for value, _label in editor.get(path(body, "invite")).context["form"].fields["role"].choices] == [
        "observer",
        "editor",
    ]
    assert "role" in editor.post(path(body, "invite"), form(role="signatory")).context["form"].errors


def test_an_invitation_that_ran_out_fills_the_form_anew(body, client) -> None:
    old = InvitationFactory(municipality=body, state="expired")
    assert f"?invitation={old.pk}" in client.get(path(body)).content.decode()
    asked = client.get(path(body, "invite") + f"?invitation={old.pk}").context["form"]
    assert (asked["email"].value(), asked["role"].value()) == (old.email, old.role)
    assert client.get(path(body, "invite") + "?invitation=9999999999999999999999").status_code == 200


def test_a_link_is_sent_again_and_taken_back(body, client) -> None:
    invitation = InvitationFactory(municipality=body)
    client.post(path(body, "invited", invitation.pk, "again"))
    client.post(path(body, "invited", invitation.pk, "revoke"))
    invitation.refresh_from_db()
    assert (invitation.links_sent, invitation.state) == (2, "revoked")
    assert "changed by somebody else" in said(client.post(path(body, "invited", invitation.pk, "revoke")))[-1]


def test_one_body_s_invitation_is_not_found_under_another(body, client) -> None:
    other = InvitationFactory()
    assert client.post(path(body, "invited", other.pk, "revoke")).status_code == 404
    assert client.post(path(other.municipality, "invited", other.pk, "revoke")).status_code == 404


# Roles


def test_a_role_is_changed_with_a_word_why(body, client) -> None:
    editor = MembershipFactory(municipality=body)
    data = {"role": "observer", "seen": "editor", "reason": "New task"}
    response = client.post(path(body, editor.pk), data)
    assert (response["Location"], Membership.objects.get(pk=editor.pk).role) == (path(body), "observer")
    assert "Editor before, Observer now" in words(client.get(path(body, "history")))
    assert "New task" in words(client.get(path(body, "history")))


def test_a_form_about_a_role_that_changed_meanwhile_keeps_what_was_typed(body, client) -> None:
    editor = MembershipFactory(municipality=body, role="observer")
    response = client.post(path(body, editor.pk), {"role": "signatory", "seen": "editor", "reason": "Mandate 12"})
    assert "changed by somebody else meanwhile" in words(response)
    assert "Mandate 12" in words(response)


def test_the_last_signatory_is_told_to_name_another(body, client, signatory) -> None:
    response = client.post(path(body, signatory.pk, "end"), {"reason": ""})
    assert "Name another signatory first" in words(response)
    assert body.memberships.count() == 1


def test_who_leaves_goes_to_her_start_page(body) -> None:
    editor = MembershipFactory(municipality=body)
    response = signed_in(editor.user).post(path(body, editor.pk, "end"), {"reason": ""})
    assert (response["Location"], said(response)) == ("/en/workspace/", [f"You left {body}."])


def test_a_reason_goes_into_the_mail_to_somebody_else_and_not_to_oneself(body, client, signatory) -> None:
    editor = MembershipFactory(municipality=body)
    hint = "Goes to the person in the mail"
    assert hint in words(client.get(path(body, editor.pk, "end")))
    assert hint not in words(client.get(path(body, signatory.pk, "end")))


def test_a_person_s_own_page_leads_to_what_she_may_do(body, client, signatory) -> None:
    MembershipFactory(municipality=body)
    page = client.get(path(body, signatory.pk)).content.decode()
    assert path(body, signatory.pk, "hand-over") in page
    assert path(body, signatory.pk, "end") in page


def test_handing_over_page_offers_colleagues_and_lower_roles(body, client, signatory) -> None:
    editor = MembershipFactory(municipality=body)
    fields = client.get(path(body, signatory.pk, "hand-over")).context["form"].fields
    assert list(fields["to"].queryset) == [editor]
    assert [value for value, _label in fields["lower_to"].choices] == ["none", "observer", "editor"]
    client.post(path(body, signatory.pk, "hand-over"), {"to": editor.pk, "lower_to": "editor"})
    assert dict(body.memberships.values_list("pk", "role")) == {editor.pk: "signatory", signatory.pk: "editor"}


def test_who_hands_over_may_keep_no_role(body, client, signatory) -> None:
    editor = MembershipFactory(municipality=body)
    client.post(path(body, signatory.pk, "hand-over"), {"to": editor.pk, "lower_to": "none"})
    assert dict(body.memberships.values_list("pk", "role")) == {editor.pk: "signatory"}


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Yours may have changed while the form was open"), ("da", "403")]
)
def test_whose_role_was_lowered_while_a_form_was_open_is_refused_and_told(body, language: str, text: str) -> None:
    editor = MembershipFactory(municipality=body)
    need = NeedFactory(municipality=body)
    open_forms = {
        path(body, "invite", language=language): form(),
        f"/{language}/workspace/needs/{need.pk}/withdraw/": {"reason": "We bought it"},
    }
    client = signed_in(editor.user)
    assert [client.get(address).status_code for address in open_forms] == [200, 200]
    Membership.objects.filter(pk=editor.pk).update(role="observer")
    for address, data in open_forms.items():
        response = client.post(address, data)
        assert response.status_code == 403
        assert f'lang="{language}"' in response.content.decode()
        assert text in words(response)
    need.refresh_from_db()
    assert (need.state, Invitation.objects.count(), Mail.objects.count()) == ("accepted", 0, 0)


# Staff


def test_staff_consent_or_refuse(body) -> None:
    first, second = (InvitationFactory(municipality=body, state="needs_consent") for _ in range(2))
    InvitationFactory(state="needs_consent")
    staff = client_of("coordinator", body)
    assert list(staff.get("/en/workspace/invitations/").context["object_list"]) == [first, second]
    staff.post(f"/en/workspace/invitations/{first.pk}/consent/")
    assert "reason" in staff.post(f"/en/workspace/invitations/{second.pk}/").context["form"].errors
    staff.post(f"/en/workspace/invitations/{second.pk}/", {"reason": "Use your work address."})
    assert list(body.invitations.order_by("pk").values_list("state", flat=True)) == ["sent", "refused"]
    assert "refused" in words(staff.get(f"/en/workspace/invitations/{second.pk}/")).lower()


def test_staff_move_the_people_of_a_merged_body_and_its_members_are_told_where_to_ask(body, signatory) -> None:
    body.merged_into = MunicipalityFactory(official_name="Nye Bærum")
    body.save()
    assert "ask to be invited there" in words(signed_in(signatory.user).get(path(body)))
    assert signed_in(signatory.user).get(path(body, "invite")).status_code == 403
    staff = client_of("manager", body)
    assert "Move everybody to Nye Bærum" in words(staff.get(path(body)))
    staff.post(path(body, "move"))
    assert (body.memberships.count(), body.merged_into.memberships.get().user) == (0, signatory.user)


def test_a_closed_body_says_so(body, client) -> None:
    body.closed_on = date(2024, 1, 1)
    body.save()
    assert f"{body} was closed on 1 January 2024" in words(client.get(path(body)))
    assert body.merged_into is None


# For whom she acts


def test_a_person_of_two_bodies_sees_for_whom_she_acts_and_the_way_to_the_other(body) -> None:
    user = person("editor", body)
    other = MembershipFactory(user=user, role="observer").municipality
    page = signed_in(user).get(path(body)).content.decode()
    assert f"You act for {body} Editor" in text_of(page)
    assert f'href="{path(other)}"' in page
    assert f"You act for {other} Observer" in words(signed_in(user).get(path(other)))
    assert "You see this as staff" in words(client_of("manager", body).get(path(body)))


@pytest.mark.parametrize(
    "name", ["Ærøskøbing Åse Ðóra Ŋuorra", "\u202eturned\u202c", "👩‍🚒 Sigríður", "<script>x</script>"]
)
def test_names_of_any_letters_stand_on_the_page(body, client, name: str) -> None:
    MembershipFactory(municipality=body, user=UserFactory(name=name))
    assert name in words(client.get(path(body)))


def test_an_invitation_whose_address_is_erased_is_offered_to_nobody(body, client) -> None:
    InvitationFactory(municipality=body, state="expired", email="erased-invitation-7@erased.invalid", name="")
    assert "erased" not in words(client.get(path(body)))
