"""Who may do what with a need and a challenge: role x state x permission, and the lists agree with the rules."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from municipalities.enums import MembershipRole
from needs.enums import NeedState
from needs.models import Need
from tests.factories import MembershipFactory, MunicipalityFactory, NeedFactory, StaffRoleFactory, UserFactory
from tests.needs.scenes import ready_to_circulate

pytestmark = pytest.mark.django_db

ROLES = [
    "visitor",
    "stranger",
    "observer",
    "editor",
    "signatory",
    "member elsewhere",
    "coordinator",
    "coordinator elsewhere",
    "manager",
    "manager elsewhere",
]
OWN = {"observer", "editor", "signatory"}
WRITERS = {"editor", "signatory"}
STAFF = {"coordinator", "manager"}


PERMISSIONS = [f"needs.{name}_need" for name in ("view", "take_back", "edit", "curate", "translate", "comment_on")]
OF_WRITERS: dict[str, set[str]] = {"needs.take_back_need": set(), "needs.edit_need": set()}
CLOSED = {"needs.view_need": OWN | STAFF} | dict.fromkeys(PERMISSIONS[3:], STAFF) | OF_WRITERS


def person(role: str, need: Need):
    if role == "visitor":
        return AnonymousUser()
    if role in OWN:
        return MembershipFactory(municipality=need.municipality, role=MembershipRole(role)).user
    if role == "member elsewhere":
        return MembershipFactory(role=MembershipRole.SIGNATORY).user
    if role == "coordinator":
        return StaffRoleFactory(dialogue=need.dialogue, country=need.municipality.country).user
    if role == "coordinator elsewhere":
        return StaffRoleFactory(dialogue=need.dialogue, country="IS").user
    if role == "manager":
        return StaffRoleFactory(dialogue=need.dialogue).user
    return StaffRoleFactory().user if role == "manager elsewhere" else UserFactory()


def allowed(state: str) -> dict[str, set[str]]:
    submitted = state != NeedState.DRAFT
    return {
        "needs.view_need": OWN | (STAFF if submitted else set()),
        "needs.take_back_need": WRITERS,
        "needs.edit_need": WRITERS,
        "needs.curate_need": STAFF if submitted else set(),
        "needs.translate_need": WRITERS | (STAFF if submitted else set()),
        "needs.comment_on_need": WRITERS | STAFF if submitted else set(),
    }


def granted(people: dict[str, Any], need: Need) -> dict[str, set[str]]:
    return {name: {role for role, user in people.items() if user.has_perm(name, need)} for name in PERMISSIONS}


@pytest.mark.parametrize("state", NeedState.values)
def test_the_matrix_of_a_need_and_what_a_person_finds_in_lists_is_what_she_may_view(state: str) -> None:
    need = NeedFactory(state=state)
    people = {role: person(role, need) for role in ROLES}
    assert granted(people, need) == allowed(state)
    del people["visitor"]
    found = {role for role, user in people.items() if Need.objects.visible_to(user).filter(pk=need.pk).exists()}
    assert found == allowed(state)["needs.view_need"]


def test_the_people_of_a_body_that_is_closed_only_read() -> None:
    need = NeedFactory(municipality__closed_on=date(2020, 1, 1))
    assert granted({role: person(role, need) for role in ROLES}, need) == CLOSED


@pytest.mark.parametrize(("days", "reads"), [(0, True), (1, False)])
def test_from_the_merger_on_the_successors_read_the_old_body_s_needs_the_last_takes_back_and_none_writes(
    days: int, reads: bool
) -> None:
    last = MunicipalityFactory()
    middle = MunicipalityFactory(merged_into=last)
    merged_on = timezone.localdate() + timedelta(days=days)
    need = NeedFactory(municipality__merged_into=middle, municipality__closed_on=merged_on)
    for body in (middle, last):
        user = MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY).user
        may = PERMISSIONS[: 2 if body == last else 1] if reads else []
        assert [name for name in PERMISSIONS if user.has_perm(name, need)] == may
        assert Need.objects.visible_to(user).filter(pk=need.pk).exists() == reads


def test_only_its_dialogue_s_manager_runs_a_challenge() -> None:
    scene = ready_to_circulate()
    need = scene.needs[0]
    for subject in [scene.challenge, scene.statement]:
        may = {role for role in ROLES if person(role, need).has_perm("needs.manage_challenge", subject)}
        assert may == {"manager"}
    may = {role for role in ROLES if person(role, need).has_perm("needs.join_needs", scene.dialogue)}
    assert may == {"manager"}
