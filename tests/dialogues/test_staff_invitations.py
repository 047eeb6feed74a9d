"""Inviting somebody without an account to run a dialogue: the mail, its link, what accepting gives, and its ends."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import token
from accounts.models import User
from accounts.tasks import expire_invitations
from core.models import Mail
from core.workflow import Refused
from dialogues import staff_invitations
from dialogues.models import StaffInvitation, StaffRole, StaffRoleChange
from tests.acts import count_queries, together
from tests.factories import DialogueFactory, StaffRoleFactory, UserFactory
from tests.factories.invitations import StaffInvitationFactory
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db
NEWCOMER = {"name": "Liisa Laine", "language": "fi", "password": "neljä vihreää pyörää"}


@pytest.fixture
def administrator() -> Any:
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client(administrator: Any) -> Client:
    return signed_in(administrator)


def link(invitation: StaffInvitation) -> str:
    return f"/en/account/staff/{token(invitation)}/"


def mails() -> list[tuple[str, str, str]]:
    return [(mail.to, mail.language, mail.template.rpartition("/")[2]) for mail in Mail.objects.order_by("pk")]


def test_an_address_without_an_account_is_invited_in_the_language_that_is_chosen(client: Client) -> None:
    data = {"email": "Liisa@Example.org", "language": "fi", "dialogue": DialogueFactory().pk, "kind": "coordinator"}
    data |= {"country": "FI", "reason": "New.", "key": str(uuid4())}
    for _time in range(2):
        assert client.post(reverse("workspace-staff-add"), data).status_code == 302
    invitation = StaffInvitation.objects.get()
    assert mails() == [("liisa@example.org", "fi", "staff_invited")]
    assert f"/fi/account/staff/{token(invitation)}/" in Mail.objects.get().text
    assert Mail.objects.get().is_secret
    assert not StaffRole.objects.exists()
    listed = text_of(client.get(reverse("workspace-staff")).content.decode())
    assert "@example.org Coordinator, Finland until" in listed


def test_the_mail_names_the_dialogue_and_the_role() -> None:
    invitation = StaffInvitationFactory(dialogue__title_en="Vans", language="en")
    staff_invitations.send_again(invitation, UserFactory(is_superuser=True, name="Ingrid"))
    text = Mail.objects.get().text
    assert "Ingrid invites you to the staff of the dialogue “Vans”" in text
    assert "Role: Coordinator, Finland" in text


def test_who_accepts_has_an_account_and_the_role_and_both_sides_are_told() -> None:
    invitation = StaffInvitationFactory(invited_by__language="sv")
    page = text_of(Client().get(link(invitation)).content.decode())
    assert "in the portal, as coordinator, Finland." in page
    assert Client().post(link(invitation), NEWCOMER)["Location"] == "/fi/workspace/"
    person = User.objects.get(email=invitation.email)
    role, change = StaffRole.objects.get(), StaffRoleChange.objects.get()
    assert (role.user, role.dialogue, role.country) == (person, invitation.dialogue, "FI")
    assert (change.user, change.actor, change.reason) == (person, invitation.invited_by, "New.")
    assert mails() == [
        (person.email, "fi", "staff_role_begun"),
        (invitation.invited_by.email, "sv", "staff_accepted"),
    ]


def test_who_was_given_the_role_meanwhile_accepts_and_keeps_it() -> None:
    invitation = StaffInvitationFactory()
    role = StaffRoleFactory(user__email=invitation.email, dialogue=invitation.dialogue, country="FI")
    signed_in(role.user).post(link(invitation))
    invitation.refresh_from_db()
    assert (invitation.state, list(StaffRole.objects.all())) == ("accepted", [role])


def test_a_role_is_offered_once_to_an_address_and_anew_when_that_is_past(administrator: Any) -> None:
    first = StaffInvitationFactory()
    again = (first.dialogue, first.email, "nb", "coordinator", "FI", administrator)
    with pytest.raises(Refused, match="invited already"):
        staff_invitations.invite(*again)
    StaffInvitation.objects.update(expires_at=timezone.now())
    staff_invitations.invite(*again)
    first.refresh_from_db()
    assert (first.state, StaffInvitation.objects.open().count()) == ("expired", 1)


def test_only_administrators_invite_send_again_and_take_back() -> None:
    invitation = StaffInvitationFactory()
    for user in (StaffRoleFactory(dialogue=invitation.dialogue).user, UserFactory()):
        with pytest.raises(PermissionDenied):
            staff_invitations.invite(invitation.dialogue, "x@example.org", "nb", "manager", "", user)
        with pytest.raises(PermissionDenied):
            staff_invitations.send_again(invitation, user)
        with pytest.raises(PermissionDenied):
            staff_invitations.revoke(invitation, user)
    assert (StaffInvitation.objects.count(), Mail.objects.count()) == (1, 0)


def test_a_manager_does_not_see_who_is_invited() -> None:
    invitation = StaffInvitationFactory()
    page = signed_in(StaffRoleFactory(dialogue=invitation.dialogue).user).get(reverse("workspace-staff"))
    assert invitation.email not in page.content.decode()


def test_sent_again_only_the_newest_link_works_and_taken_back_none(client: Client) -> None:
    invitation = StaffInvitationFactory()
    first = link(invitation)
    for _time in range(2):
        client.post(reverse("workspace-staff-invitation-again", args=[invitation.pk]), {"links": "1"})
    invitation.refresh_from_db()
    assert (invitation.links_sent, Mail.objects.count()) == (2, 1)
    assert [Client().get(path).status_code for path in (first, link(invitation))] == [410, 200]
    client.post(reverse("workspace-staff-invitation-take-back", args=[invitation.pk]))
    assert Client().post(link(invitation), NEWCOMER).status_code == 410
    assert not User.objects.filter(email=invitation.email).exists()
    page = client.post(reverse("workspace-staff-invitation-take-back", args=[invitation.pk]), follow=True)
    assert "This was changed by somebody else meanwhile." in text_of(page.content.decode())


@pytest.mark.parametrize("lost", [{"is_superuser": False}, {"is_active": False}])
def test_an_invitation_opens_nothing_once_its_administrator_is_one_no_longer(lost: dict[str, bool]) -> None:
    invitation = StaffInvitationFactory()
    before = StaffInvitation.objects.get()
    assert not before.is_void
    User.objects.filter(pk=invitation.invited_by_id).update(**lost)
    assert Client().post(link(invitation), NEWCOMER).status_code == 410
    with pytest.raises(Refused):  # she opened the link just before
        staff_invitations.accept(before, UserFactory(email=invitation.email))
    assert not StaffRole.objects.exists()
    staff_invitations.send_again(invitation, UserFactory(is_superuser=True))
    assert Client().get(link(invitation)).status_code == 200


def test_what_nobody_answered_in_time_is_over_and_what_whoever_made_it_may_make_no_longer() -> None:
    past, waiting = StaffInvitationFactory(expires_at=timezone.now() - timedelta(1)), StaffInvitationFactory()
    void = StaffInvitationFactory(invited_by=UserFactory())
    expire_invitations()
    states = {row.pk: row.state for row in StaffInvitation.objects.all()}
    assert states == {past.pk: "expired", waiting.pk: "sent", void.pk: "expired"}


def test_the_list_asks_no_more_with_many_who_are_invited(client: Client) -> None:
    StaffInvitationFactory()
    client.get(reverse("workspace-staff"))
    asked = count_queries(lambda: client.get(reverse("workspace-staff")))
    StaffInvitationFactory.create_batch(5)
    assert count_queries(lambda: client.get(reverse("workspace-staff"))) == asked


@pytest.mark.sent_twice("account-staff-invitation")
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_person_and_one_role() -> None:
    invitation = StaffInvitationFactory()

    assert together(*[lambda: Client().post(link(invitation), NEWCOMER).status_code] * 2) == [302, 302]
    assert User.objects.filter(email=invitation.email).count() == 1
    assert (StaffRole.objects.count(), StaffInvitation.objects.get().state) == (1, "accepted")
