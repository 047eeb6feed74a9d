"""A body's part in a dialogue: one door each, with permission, reason and trail."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.models import Mail
from core.workflow import Refused
from municipalities.models import Municipality, Participation, ParticipationChange
from municipalities.participation import change_role, end, let_in, take_part
from tests.factories import (
    DialogueFactory,
    MembershipFactory,
    MunicipalityFactory,
    ParticipationFactory,
    StaffRoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Whether each may decide about a Finnish body's part in a dialogue
MAY = {
    "manager": True,
    "coordinator": True,
    "administrator": True,
    "coordinator of another country": False,
    "coordinator elsewhere": False,
    "manager elsewhere": False,
    "signatory": False,
    "supplier": False,
}


@pytest.fixture
def dialogue() -> Any:
    return DialogueFactory()


@pytest.fixture
def body() -> Any:
    return MunicipalityFactory(country="FI")


@pytest.fixture
def manager(dialogue: Any) -> Any:
    return StaffRoleFactory(dialogue=dialogue).user


def person(role: str, body: Any, dialogue: Any) -> Any:
    match role:
        case "manager":
            return StaffRoleFactory(dialogue=dialogue).user
        case "coordinator":
            return StaffRoleFactory(dialogue=dialogue, country="FI").user
        case "coordinator of another country":
            return StaffRoleFactory(dialogue=dialogue, country="SE").user
        case "coordinator elsewhere":
            return StaffRoleFactory(country="FI").user
        case "manager elsewhere":
            return StaffRoleFactory().user
        case "signatory":
            return MembershipFactory(municipality=body, role="signatory").user
    return UserFactory(is_superuser=role == "administrator")


def trail() -> list[tuple[str, str, str, Any]]:
    return [(row.from_value, row.to_value, row.reason, row.actor) for row in ParticipationChange.objects.all()]


@pytest.mark.parametrize("role", MAY)
def test_only_who_runs_the_dialogue_for_the_body_s_country_decides(role: str, body: Any, dialogue: Any) -> None:
    user = person(role, body, dialogue)
    there = ParticipationFactory(dialogue=dialogue, municipality=MunicipalityFactory(country="FI"))
    acts = [
        lambda: take_part(body, dialogue, by=user),
        lambda: change_role(there, "observer", user, seen="participant"),
        lambda: end(there, user, "Over."),
    ]
    for act in acts:
        if MAY[role]:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
    assert ParticipationChange.objects.count() == (3 if MAY[role] else 0)


@pytest.mark.parametrize("role", MAY)
def test_who_decides_about_a_participation_sees_it_in_the_list(role: str, body: Any, dialogue: Any) -> None:
    user = person(role, body, dialogue)
    part = ParticipationFactory(dialogue=dialogue, municipality=body)
    sees = Participation.objects.visible_to(user).filter(pk=part.pk).exists()
    assert sees == user.has_perm("municipalities.manage_participation", part) == MAY[role]


def test_each_step_leaves_its_trail_and_the_body_s_editors_hear_of_it(body: Any, dialogue: Any, manager: Any) -> None:
    editor = MembershipFactory(municipality=body, role="editor", user__language="en").user
    MembershipFactory(municipality=body, role="observer")
    let_in(body, dialogue, "observer", by=manager, since=timezone.localdate(), reason=" They asked. ")
    part = Participation.objects.get()
    change_role(part, "participant", manager, seen="observer", reason="Decided in the council.")
    end(part, manager, "Merged.")
    assert trail() == [
        ("", "observer", "They asked.", manager),
        ("observer", "participant", "Decided in the council.", manager),
        ("participant", "", "Merged.", manager),
    ]
    assert not Participation.objects.exists()
    mails = [(mail.to, mail.text) for mail in Mail.objects.order_by("pk")]
    said = (
        ("is now: Observer", "Observers write no needs.", "Reason: They asked."),
        ("is now: Participant", "Reason: Decided in the council."),
        ("takes part no more", "Reason: Merged."),
    )
    told = [(to, all(words in text for words in part)) for (to, text), part in zip(mails, said, strict=True)]
    assert told == [(editor.email, True)] * 3


def test_a_body_takes_part_once(body: Any, dialogue: Any, manager: Any) -> None:
    take_part(body, dialogue, by=manager)
    with pytest.raises(Refused, match="already"):
        take_part(body, dialogue, "observer", by=manager)
    assert [part.role for part in Participation.objects.all()] == ["participant"]


@pytest.mark.parametrize("over", ["merged", "closed"])
def test_a_body_that_is_no_more_takes_no_part(over: str, body: Any, dialogue: Any, manager: Any) -> None:
    new = {"merged_into": MunicipalityFactory()} if over == "merged" else {"closed_on": timezone.localdate()}
    Municipality.objects.filter(pk=body.pk).update(**new)
    with pytest.raises(Refused, match="merged or closed"):
        take_part(body, dialogue, by=manager)
    assert trail() == []


def test_who_decides_on_what_is_no_longer_so_is_told(body: Any, dialogue: Any, manager: Any) -> None:
    part = take_part(body, dialogue, by=manager)
    change_role(part, "observer", manager, seen="participant")
    with pytest.raises(Refused, match="meanwhile"):
        change_role(part, "observer", manager, seen="participant")
    end(part, manager)
    for act in (lambda: change_role(part, "participant", manager, seen="observer"), lambda: end(part, manager)):
        with pytest.raises(Refused, match="no more"):
            act()


def test_the_role_that_it_has_already_changes_nothing(body: Any, dialogue: Any, manager: Any) -> None:
    part = take_part(body, dialogue, by=manager)
    change_role(part, "participant", manager, seen="participant")
    assert len(trail()) == 1
