"""Roles in a public buyer: changed, ended, handed over, moved; its last signatory; the trail; who is told."""

import pytest
from django.core.exceptions import PermissionDenied

from core.models import Mail
from core.workflow import Refused
from municipalities import invitations, memberships
from municipalities.enums import MembershipRole
from municipalities.models import Invitation, Membership, MembershipChange, Municipality
from tests.acts import together
from tests.factories import MembershipFactory, MunicipalityFactory, ParticipationFactory, StaffRoleFactory, UserFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Municipality:
    return MunicipalityFactory()


@pytest.fixture
def signatory(body) -> Membership:
    return member(body, "signatory")


@pytest.fixture
def editor(body) -> Membership:
    return member(body, "editor")


@pytest.fixture
def coordinator(body):
    return StaffRoleFactory(dialogue=ParticipationFactory(municipality=body).dialogue, country=body.country).user


def member(body: Municipality, role: str) -> Membership:
    return MembershipFactory(municipality=body, role=role, user=UserFactory(language="sv"))


def roles(body: Municipality) -> dict[int, str]:
    return dict(body.memberships.values_list("user", "role"))


def trail(body: Municipality) -> list[tuple]:
    return list(body.membership_changes.values_list("user", "from_value", "to_value", "actor", "reason"))


def told() -> list[tuple]:
    return [(mail.to, mail.language, mail.template.rpartition("/")[2]) for mail in Mail.objects.order_by("pk")]


def test_a_signatory_changes_a_role_and_the_person_is_told_in_her_language(body, signatory, editor) -> None:
    memberships.change_role(editor, "observer", signatory.user, seen="editor", reason="New task")
    assert roles(body) == {signatory.user_id: "signatory", editor.user_id: "observer"}
    assert trail(body) == [(editor.user_id, "editor", "observer", signatory.user_id, "New task")]
    assert told() == [(editor.user.email, "sv", "membership_changed")]


def test_the_same_role_again_changes_nothing(body, signatory, editor) -> None:
    memberships.change_role(editor, "editor", signatory.user, seen="editor")
    assert (trail(body), told()) == ([], [])


def test_a_decision_about_a_role_that_is_no_more_is_not_taken(body, signatory, editor) -> None:
    Membership.objects.filter(pk=editor.pk).update(role="observer")
    with pytest.raises(Refused, match="somebody else"):
        memberships.change_role(editor, "signatory", signatory.user, seen="editor")
    assert roles(body)[editor.user_id] == "observer"


def test_a_role_that_was_lowered_meanwhile_decides_nothing(body, signatory, editor) -> None:
    other = member(body, "signatory")
    Membership.objects.filter(pk=signatory.pk).update(role="editor")
    with pytest.raises(PermissionDenied):
        memberships.change_role(editor, "signatory", signatory.user, seen="editor")
    assert roles(body) == {signatory.user_id: "editor", editor.user_id: "editor", other.user_id: "signatory"}


def test_the_last_signatory_neither_leaves_nor_is_lowered(body, signatory, editor) -> None:
    with pytest.raises(Refused, match="Name another signatory"):
        memberships.leave(signatory)
    with pytest.raises(Refused, match="Name another signatory"):
        memberships.change_role(signatory, "editor", signatory.user, seen="signatory")
    assert (roles(body)[signatory.user_id], trail(body), told()) == ("signatory", [], [])


def test_she_may_when_another_is_named(body, signatory, editor) -> None:
    memberships.change_role(editor, "signatory", signatory.user, seen="editor")
    memberships.leave(signatory)
    assert roles(body) == {editor.user_id: "signatory"}


def test_staff_may_remove_the_last_signatory_and_say_why(body, signatory, coordinator) -> None:
    with pytest.raises(Refused, match="Write why"):
        memberships.remove(signatory, coordinator, " ")
    memberships.remove(signatory, coordinator, "Has left the city")
    assert trail(body) == [(signatory.user_id, "signatory", "", coordinator.pk, "Has left the city")]
    assert "Has left the city" in Mail.objects.get().text


def test_an_editor_removes_nobody_but_may_leave(body, signatory, editor) -> None:
    with pytest.raises(PermissionDenied):
        memberships.remove(signatory, editor.user)
    memberships.leave(editor)
    assert roles(body) == {signatory.user_id: "signatory"}
    assert told() == [(editor.user.email, "sv", "membership_ended")]


@pytest.mark.parametrize("way", ["removed", "leaves", "hands over"])
def test_with_a_member_who_goes_her_open_invitations_end(body, signatory, editor, way: str) -> None:
    hers = InvitationFactory(municipality=body, invited_by=editor.user, email="hers@example.net")
    waits = InvitationFactory(
        municipality=body, invited_by=editor.user, email="waits@example.net", state="needs_consent"
    )
    taken = InvitationFactory(municipality=body, invited_by=editor.user, state="accepted")
    others = [
        InvitationFactory(municipality=body, invited_by=signatory.user),
        InvitationFactory(invited_by=editor.user),
    ]
    {
        "removed": lambda: memberships.remove(editor, signatory.user),
        "leaves": lambda: memberships.leave(editor),
        "hands over": lambda: memberships.hand_over(editor, signatory, editor.user),
    }[way]()
    states = dict(Invitation.objects.values_list("pk", "state"))
    assert states == {
        hers.pk: "expired",
        waits.pk: "expired",
        taken.pk: "accepted",
        **dict.fromkeys([row.pk for row in others], "sent"),
    }
    assert [step.action for step in hers.trail.all()] == ["expire"]
    guest = UserFactory(email="hers@example.net")
    with pytest.raises(Refused):
        invitations.accept(hers, guest)


def test_what_ended_meanwhile_is_not_ended_again(body, signatory, editor) -> None:
    Membership.objects.get(pk=editor.pk).delete()
    with pytest.raises(Refused, match="no colleague any more"):
        memberships.remove(editor, signatory.user)


def test_handing_over_gives_the_role_and_ends_one_s_own(body, signatory, editor) -> None:
    memberships.hand_over(signatory, editor, signatory.user)
    assert roles(body) == {editor.user_id: "signatory"}
    assert [row[:3] for row in trail(body)] == [
        (editor.user_id, "editor", "signatory"),
        (signatory.user_id, "signatory", ""),
    ]
    assert [row[0] for row in told()] == [editor.user.email, signatory.user.email]


def test_handing_over_may_keep_a_lower_role(body, signatory, editor) -> None:
    memberships.hand_over(signatory, editor, signatory.user, lower_to="observer")
    assert roles(body) == {editor.user_id: "signatory", signatory.user_id: "observer"}


def test_an_observer_who_hands_over_lowers_nobody(body, signatory) -> None:
    observer = member(body, "observer")
    memberships.hand_over(observer, signatory, observer.user)
    assert roles(body) == {signatory.user_id: "signatory"}


def test_handing_over_needs_a_colleague_of_the_body_and_is_one_s_own_business(body, signatory, editor) -> None:
    with pytest.raises(Refused, match="same body"):
        memberships.hand_over(signatory, MembershipFactory(), signatory.user)
    with pytest.raises(Refused, match="same body"):
        memberships.hand_over(signatory, signatory, signatory.user)
    with pytest.raises(PermissionDenied):
        memberships.hand_over(signatory, editor, editor.user)
    assert trail(body) == []


def test_roles_in_a_merged_body_stay_but_people_may_leave(body, signatory, editor) -> None:
    body.merged_into = MunicipalityFactory()
    body.save()
    with pytest.raises(Refused, match="merged or closed"):
        memberships.change_role(editor, "observer", signatory.user, seen="editor")
    with pytest.raises(Refused, match="merged or closed"):
        memberships.hand_over(signatory, editor, signatory.user)
    memberships.leave(signatory)
    assert roles(body) == {editor.user_id: "editor"}


def test_staff_move_the_people_of_a_merged_body_to_where_its_mergers_end(body, signatory, editor, coordinator) -> None:
    last = MunicipalityFactory()
    body.merged_into = MunicipalityFactory(merged_into=last)
    body.save()
    there = MembershipFactory(municipality=last, user=editor.user, role="signatory")
    assert memberships.move_members(body, coordinator) == 2
    assert (roles(body), roles(last)) == ({}, {there.user_id: "signatory", signatory.user_id: "signatory"})
    reason = f"{body.official_name} → {last.official_name}"
    assert (signatory.user_id, "", "signatory", coordinator.pk, reason) in trail(last)
    assert (editor.user_id, "editor", "", coordinator.pk, reason) in trail(body)


def test_nobody_else_moves_them_and_only_out_of_a_merged_body(body, signatory, coordinator) -> None:
    with pytest.raises(PermissionDenied):
        memberships.move_members(body, signatory.user)
    with pytest.raises(Refused):
        memberships.move_members(body, coordinator)


@pytest.mark.django_db(transaction=True)
def test_of_two_signatories_who_leave_at_the_same_second_one_stays() -> None:
    for _ in range(3):
        body = MunicipalityFactory()
        both = [member(body, "signatory") for _ in range(2)]
        results = together(*(lambda row=row: memberships.leave(row) for row in both))
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "Refused"]
        assert list(body.memberships.values_list("role", flat=True)) == [MembershipRole.SIGNATORY]
        assert MembershipChange.objects.filter(municipality=body).count() == 1
