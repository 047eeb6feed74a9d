"""Inviting colleagues: who may, when staff must consent, what is refused, and what becomes of an invitation."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.invitations import token
from accounts.tasks import expire_invitations
from core.models import Mail
from core.workflow import Refused, WrongState, move
from dialogues import staff
from municipalities import invitations, memberships
from municipalities.enums import InvitationState, MembershipRole
from municipalities.invitations import AlreadyInvited, AlreadyMember, invite
from municipalities.models import Invitation, Membership
from tests.factories import MembershipFactory, MunicipalityFactory, ParticipationFactory, StaffRoleFactory, UserFactory
from tests.factories.invitations import EmailDomainFactory, InvitationFactory
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "ny@oslo.kommune.no"


@pytest.fixture
def body():
    return EmailDomainFactory(domain="oslo.kommune.no").municipality


@pytest.fixture
def signatory(body):
    return MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY).user


@pytest.fixture
def coordinator(body):
    participation = ParticipationFactory(municipality=body)
    return StaffRoleFactory(dialogue=participation.dialogue, country=body.country).user


def asked(body, by, email=ADDRESS, role="editor", **options) -> Invitation:
    return invite(body, email, "Åse", "nb", role, by, **options)


def link(invitation: Invitation) -> str:
    return f"/en/account/invitations/{token(invitation)}/"


def mails() -> list[tuple[str, str]]:
    return [(mail.to, mail.template.rpartition("/")[2]) for mail in Mail.objects.order_by("pk")]


def test_a_signatory_invites_a_colleague_at_once_who_gets_a_link_in_her_language(body, signatory) -> None:
    invitation = asked(body, signatory)
    assert (invitation.state, invitation.links_sent, invitation.invited_by) == ("sent", 1, signatory)
    mail = Mail.objects.get()
    assert (mail.to, mail.language, mail.is_secret) == (ADDRESS, "nb", True)
    assert "/nb/account/invitations/" in mail.text
    assert timedelta(days=13) < invitation.expires_at - timezone.now() < timedelta(days=15)


@pytest.mark.parametrize(
    "email",
    ["NY@Oslo.Kommune.NO", " ny@by.oslo.kommune.no ", "ny@oslo.kommune.no"],
)
def test_the_body_s_own_addresses_need_no_consent_however_they_are_written(body, signatory, email: str) -> None:
    assert asked(body, signatory, email).state == InvitationState.SENT


def test_a_domain_with_letters_of_its_own_is_known_in_both_spellings() -> None:
    body = EmailDomainFactory(domain="bærum.kommune.no").municipality
    by = MembershipFactory(municipality=body, role="signatory").user
    written = asked(body, by, "åse@BÆRUM.kommune.no")
    assert (written.state, written.email, written.address) == (
        "sent", "åse@xn--brum-voa.kommune.no", "åse@bærum.kommune.no",
    )  # fmt: skip
    assert asked(body, by, "x@xn--brum-voa.kommune.no").state == "sent"


@pytest.mark.parametrize("email", ["x@example.com", "x@noslo.kommune.no", "x@oslo.kommune.no.example.com"])
def test_other_addresses_wait_for_staff_who_are_told(body, signatory, coordinator, email: str) -> None:
    assert asked(body, signatory, email).state == InvitationState.NEEDS_CONSENT
    assert mails() == [(coordinator.email, "invitation_consent")]


def test_a_body_without_known_domains_asks_for_consent_and_staff_do_not(coordinator, body) -> None:
    body.email_domains.all().delete()
    editor = MembershipFactory(municipality=body).user
    assert asked(body, editor, "a@oslo.kommune.no").state == InvitationState.NEEDS_CONSENT
    assert asked(body, coordinator, "b@oslo.kommune.no").state == InvitationState.SENT


def test_what_staff_have_consented_to_elsewhere_is_sent_at_once(body, coordinator) -> None:
    assert asked(body, coordinator, "x@example.com", consented=True).state == InvitationState.SENT


def test_managers_are_asked_where_the_country_has_no_coordinator(body, signatory) -> None:
    manager = StaffRoleFactory(dialogue=ParticipationFactory(municipality=body).dialogue).user
    asked(body, signatory, "x@example.com")
    assert mails() == [(manager.email, "invitation_consent")]


def test_an_editor_gives_no_mandate_and_an_observer_nothing(body) -> None:
    editor, observer = (MembershipFactory(municipality=body, role=role).user for role in ("editor", "observer"))
    with pytest.raises(PermissionDenied):
        asked(body, editor, role="signatory")
    with pytest.raises(PermissionDenied):
        asked(body, observer, role="observer")
    assert asked(body, editor, role="editor").role == "editor"
    assert Invitation.objects.count() == 1


def test_a_colleague_is_not_invited_again(body, signatory) -> None:
    MembershipFactory(municipality=body, user=UserFactory(email=ADDRESS))
    with pytest.raises(AlreadyMember, match="as editor"):
        asked(body, signatory, ADDRESS.upper())


def test_an_address_has_one_open_invitation_and_a_new_one_when_that_is_past(body, signatory) -> None:
    first = asked(body, signatory)
    with pytest.raises(AlreadyInvited):
        asked(body, signatory)
    Invitation.objects.update(expires_at=timezone.now())
    asked(body, signatory)
    first.refresh_from_db()
    assert (first.state, body.invitations.open().count()) == ("expired", 1)


@pytest.mark.parametrize("change", [{"closed_on": "2020-01-01"}, {"merged": True}])
def test_nobody_is_invited_to_a_body_that_is_merged_or_closed(body, signatory, change: dict) -> None:
    body.closed_on = change.get("closed_on")
    body.merged_into = MunicipalityFactory() if "merged" in change else None
    body.save()
    with pytest.raises(invitations.Refused):
        asked(body, signatory)


def test_staff_consent_and_the_mail_leaves(body, signatory, coordinator) -> None:
    invitation = asked(body, signatory, "x@example.com")
    invitations.consent(invitation, coordinator)
    assert (invitation.state, mails()[-1]) == ("sent", ("x@example.com", "invitation_sent"))
    with pytest.raises(WrongState):
        invitations.refuse(Invitation.objects.get(), coordinator, "Late")


def test_staff_refuse_and_whoever_invited_learns_why(body, signatory, coordinator) -> None:
    invitation = asked(body, signatory, "x@example.com")
    invitations.refuse(invitation, coordinator, "Use your work address.")
    assert mails()[-1] == (signatory.email, "invitation_refused")
    told = Mail.objects.latest("pk").text
    assert "Use your work address." in told
    assert f"/workspace/bodies/{body.pk}/colleagues/" in told
    assert invitation.trail.get().reason == "Use your work address."


def test_an_invitation_s_page_says_what_each_step_made_of_it(body, signatory, coordinator) -> None:
    invitation = asked(body, signatory, "x@example.com")
    invitations.consent(invitation, coordinator)
    invitations.revoke(invitation, signatory)
    page = signed_in(coordinator).get(f"/en/workspace/invitations/{invitation.pk}/")
    assert [step.became for step in page.context["trail"]] == ["Sent", "Taken back"]


def test_nothing_is_sent_to_who_invited_and_is_gone_since(body, signatory, coordinator) -> None:
    invitation = asked(body, signatory, "x@example.com")
    type(signatory).objects.filter(pk=signatory.pk).update(is_active=False)
    before = Mail.objects.count()
    invitations.refuse(Invitation.objects.get(pk=invitation.pk), coordinator, "Use your work address.")
    assert Mail.objects.count() == before


def test_nobody_consents_to_her_own_wish(body, signatory, coordinator) -> None:
    with pytest.raises(PermissionDenied):
        invitations.consent(asked(body, signatory, "x@example.com"), signatory)


def test_sent_again_the_link_is_new_and_the_time_starts_anew(body, signatory) -> None:
    invitation = InvitationFactory(municipality=body, expires_at=timezone.now() + timedelta(days=1))
    invitations.send_again(invitation, signatory)
    assert invitation.links_sent == 2
    assert invitation.expires_at > timezone.now() + timedelta(days=13)
    with pytest.raises(WrongState):
        invitations.send_again(InvitationFactory(municipality=body, state="revoked"), signatory)


@pytest.mark.parametrize("way", ["lowered", "handed over", "revoked", "closed"])
def test_an_invitation_opens_nothing_once_whoever_made_it_may_invite_no_longer(
    body, signatory, coordinator, way: str
) -> None:
    other, administrator = MembershipFactory(municipality=body), UserFactory(is_superuser=True)
    StaffRoleFactory(dialogue=coordinator.staff_roles.get().dialogue)
    invitation = asked(body, coordinator if way == "revoked" else signatory, role="signatory")
    opened = Invitation.objects.get(pk=invitation.pk)
    assert not opened.is_void
    hers = body.memberships.get(user=signatory)
    if way == "lowered":
        memberships.change_role(other, "signatory", signatory, seen="editor")
        memberships.change_role(hers, "editor", coordinator, seen="signatory")
    elif way == "handed over":
        memberships.hand_over(hers, other, signatory, lower_to="editor")
    elif way == "revoked":
        staff.revoke(coordinator.staff_roles.get(), administrator)
    else:
        type(signatory).objects.filter(pk=signatory.pk).update(is_active=False)
    assert Client().get(link(invitation)).status_code == 410
    person = UserFactory(email=ADDRESS)
    assert signed_in(person).post(link(invitation)).status_code == 410
    with pytest.raises(Refused):  # she opened the link just before
        invitations.accept(opened, person)
    assert (person.memberships.count(), Invitation.objects.get().state) == (0, "sent")
    InvitationFactory(municipality=body, invited_by=None)
    expire_invitations()
    assert list(Invitation.objects.order_by("pk").values_list("state", flat=True)) == ["expired", "sent"]


def test_an_editor_s_invitation_of_a_colleague_stands_when_she_signs_or_no_longer_signs(body, signatory) -> None:
    MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY)
    invitation = asked(body, signatory)
    memberships.change_role(body.memberships.get(user=signatory), "editor", signatory, seen="signatory")
    assert Client().get(link(invitation)).status_code == 200


def test_whoever_sends_an_invitation_again_stands_for_it_from_then_on(body, signatory) -> None:
    gone = UserFactory()
    invitation = InvitationFactory(municipality=body, invited_by=gone, role="signatory")
    assert Client().get(link(invitation)).status_code == 410
    invitations.send_again(invitation, signatory)
    assert Invitation.objects.get().invited_by == signatory
    assert Client().get(link(invitation)).status_code == 200
    person = UserFactory(email=invitation.email)
    assert invitations.accept(invitation, person).role == "signatory"


def test_nobody_consents_to_the_invitation_of_a_colleague_who_may_invite_no_longer(
    body, signatory, coordinator
) -> None:
    invitation = asked(body, signatory, "x@example.com", role="signatory")
    body.memberships.filter(user=signatory).update(role="editor")
    answer = signed_in(coordinator).post(f"/en/workspace/invitations/{invitation.pk}/consent/", follow=True)
    assert "Whoever made this invitation may no longer invite." in text_of(answer.content.decode())
    assert (Invitation.objects.get().state, "invitation_sent" in dict(mails()).values()) == ("needs_consent", False)


def test_what_is_sent_again_while_invitations_run_out_stands(body, signatory, monkeypatch) -> None:
    late = {"municipality": body, "expires_at": timezone.now()}
    two = [InvitationFactory(**late), InvitationFactory(**late)]

    def and_the_other_is_sent_again(one: Invitation, *step: object) -> None:
        if one in two:
            two.remove(one)
            invitations.send_again(two.pop(), signatory)
        move(one, *step)

    monkeypatch.setattr("accounts.invitations.move", and_the_other_is_sent_again)
    expire_invitations()
    assert sorted(Invitation.objects.values_list("state", "links_sent")) == [("expired", 1), ("sent", 2)]


def test_accepting_makes_one_membership_with_its_trail(body, signatory) -> None:
    invitation, person = asked(body, signatory), UserFactory(email=ADDRESS)
    membership = invitations.accept(invitation, person)
    with pytest.raises(WrongState):
        invitations.accept(Invitation.objects.get(), person)
    assert (membership.role, Membership.objects.filter(user=person).count()) == ("editor", 1)
    change = body.membership_changes.get()
    assert (change.user, change.from_value, change.to_value, change.actor) == (person, "", "editor", signatory)
    assert mails()[1:] == [(ADDRESS, "membership_joined"), (signatory.email, "invitation_accepted")]


def test_who_has_a_higher_role_already_keeps_it(body, signatory) -> None:
    invitation = InvitationFactory(municipality=body, role="observer")
    invitations.accept(invitation, signatory)
    assert Membership.objects.get(user=signatory).role == "signatory"


def test_what_nobody_answered_is_over_after_two_weeks(body) -> None:
    past = InvitationFactory(municipality=body, expires_at=timezone.now())
    InvitationFactory(municipality=body)
    assert invitations.expire(Invitation.objects.overdue()) == 1
    past.refresh_from_db()
    assert (past.state, past.trail.get().actor) == ("expired", None)
