"""Who runs a dialogue: roles given and ended by administrators, with their trail."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.erasure import erase
from core.models import Mail
from core.workflow import Refused
from dialogues.models import StaffRole, StaffRoleChange
from dialogues.staff import grant, revoke
from tests.factories import DialogueFactory, StaffRoleFactory, UserFactory
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Any:
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client(administrator: Any) -> Client:
    return signed_in(administrator)


def trail() -> list[tuple[str, str, str, str]]:
    return [(row.from_value, row.to_value, row.country, row.reason) for row in StaffRoleChange.objects.all()]


def test_a_role_is_given_once_and_leaves_its_trail(administrator: Any) -> None:
    dialogue, user = DialogueFactory(), UserFactory()
    grant(dialogue, user, "coordinator", "FI", administrator, " New. ")
    with pytest.raises(Refused, match="already"):
        grant(dialogue, user, "coordinator", "FI", administrator)
    assert trail() == [("", "coordinator", "FI", "New.")]


def test_a_person_is_told_in_her_language_when_her_role_begins_and_ends(administrator: Any) -> None:
    dialogue, user = DialogueFactory(title_nb="Varebiler"), UserFactory(language="nb")
    revoke(grant(dialogue, user, "coordinator", "FI", administrator), administrator, "Between us.")
    begun, ended = Mail.objects.order_by("pk")
    assert [(mail.to, mail.language) for mail in (begun, ended)] == [(user.email, "nb")] * 2
    assert ["Varebiler" in mail.text for mail in (begun, ended)] == [True, True]
    assert "/nb/workspace/" in begun.text
    assert (str(administrator) in ended.text, "Between us." in ended.text) == (True, False)


def test_a_refused_role_is_told_to_nobody(administrator: Any) -> None:
    with pytest.raises(Refused):
        revoke(StaffRoleFactory(), administrator)
    assert not Mail.objects.exists()


def test_a_closed_account_gets_no_role(administrator: Any) -> None:
    with pytest.raises(Refused, match="closed"):
        grant(DialogueFactory(), UserFactory(is_active=False), "manager", "", administrator)


def test_the_last_manager_of_a_dialogue_stays(administrator: Any) -> None:
    first = StaffRoleFactory()
    StaffRoleFactory(dialogue=first.dialogue, country="FI")
    StaffRoleFactory()
    with pytest.raises(Refused, match="Nobody else manages"):
        revoke(first, administrator)
    StaffRoleFactory(dialogue=first.dialogue)
    revoke(first, administrator, "Moved on.")
    assert trail() == [("manager", "", "", "Moved on.")]
    with pytest.raises(Refused, match="ended already"):
        revoke(first, administrator)


def test_only_administrators_give_and_end_roles() -> None:
    role = StaffRoleFactory()
    for user in (role.user, StaffRoleFactory(dialogue=role.dialogue, country="NO").user, UserFactory()):
        with pytest.raises(PermissionDenied):
            grant(role.dialogue, UserFactory(), "manager", "", user)
        with pytest.raises(PermissionDenied):
            revoke(role, user)


def test_a_manager_sees_the_staff_of_her_dialogues_only(client: Client) -> None:
    mine = StaffRoleFactory()
    coordinator = StaffRoleFactory(dialogue=mine.dialogue, country="FI")
    other = StaffRoleFactory()
    page = signed_in(mine.user).get(reverse("workspace-staff"))
    assert list(page.context["page"]) == [mine, coordinator]
    assert reverse("workspace-staff-add") not in page.content.decode()
    assert set(client.get(reverse("workspace-staff")).context["page"]) == {mine, coordinator, other}


def test_an_administrator_gives_a_role_by_e_mail_address_once(client: Client) -> None:
    dialogue, user = DialogueFactory(), UserFactory(email="liisa@example.org")
    data = {"email": "Liisa@Example.org", "dialogue": dialogue.pk, "kind": "coordinator", "country": "FI"}
    data |= {"language": "fi", "reason": "New.", "key": str(uuid4())}
    for _time in range(2):
        assert client.post(reverse("workspace-staff-add"), data).status_code == 302
    assert [(role.user, role.country) for role in StaffRole.objects.all()] == [(user, "FI")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "nobody"}, "email"), ({"country": ""}, "country"), ({"reason": ""}, "reason")],
)
def test_what_is_missing_is_said_at_its_field(client: Client, changes: dict[str, str], field: str) -> None:
    UserFactory(email="liisa@example.org")
    data = {"email": "liisa@example.org", "dialogue": DialogueFactory().pk, "kind": "coordinator", "country": "FI"}
    data |= {"language": "fi", "reason": "New.", "key": str(uuid4())}
    page = client.post(reverse("workspace-staff-add"), {**data, **changes})
    assert list(page.context["form"].errors) == [field]
    assert not StaffRole.objects.exists()


def test_a_refusal_to_end_a_role_is_said_on_the_page(client: Client) -> None:
    role = StaffRoleFactory()
    page = client.post(reverse("workspace-staff-end", args=[role.pk]), {"reason": "Left."})
    assert "Nobody else manages this dialogue." in page.content.decode()
    assert StaffRole.objects.filter(pk=role.pk).exists()


def test_a_dialogue_s_last_manager_is_erased_when_another_is_named(administrator: Any) -> None:
    last = StaffRoleFactory()
    with pytest.raises(Refused, match="Nobody else manages"):
        erase(last.user, by=last.user)
    StaffRoleFactory(dialogue=last.dialogue)
    erase(last.user, by=administrator)
    assert not StaffRole.objects.filter(pk=last.pk).exists()
    assert [(row.user, row.actor) for row in StaffRoleChange.objects.all()] == [(last.user, administrator)]
