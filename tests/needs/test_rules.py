"""Who may do what with a need and a challenge: role x state x permission, and the lists agree with the rules."""

from datetime import date, timedelta

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


PERMISSIONS = [f"needs.{name}_need" for name in ("view", "edit", "curate", "translate", "comment_on")]
CLOSED = {"needs.view_need": OWN | STAFF} | dict.fromkeys(PERMISSIONS[2:], STAFF) | {"needs.edit_need": set()}


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


def allowed(permission: str, state: str) -> set[str]:
    submitted = state != NeedState.DRAFT
    return {
        "needs.view_need": OWN | (STAFF if submitted else set()),
        "needs.edit_need": WRITERS,
        "needs.curate_need": STAFF if submitted else set(),
        "needs.translate_need": WRITERS | (STAFF if submitted else set()),
        "needs.comment_on_need": WRITERS | STAFF if submitted else set(),
    }[permission]


@pytest.mark.parametrize("state", NeedState.values)
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_the_matrix_of_a_need(permission: str, state: str) -> None:
    need = NeedFactory(state=state)
    assert {role for role in ROLES if person(role, need).has_perm(permission, need)} == allowed(permission, state)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_the_people_of_a_body_that_is_closed_only_read(permission: str) -> None:
    need = NeedFactory(municipality__closed_on=date(2020, 1, 1))
    assert {role for role in ROLES if person(role, need).has_perm(permission, need)} == CLOSED[permission]


@pytest.mark.parametrize("state", NeedState.values)
def test_what_a_person_finds_in_lists_is_what_she_may_view(state: str) -> None:
    need = NeedFactory(state=state)
    for role in set(ROLES) - {"visitor"}:
        user = person(role, need)
        assert Need.objects.visible_to(user).filter(pk=need.pk).exists() == user.has_perm("needs.view_need", need)


@pytest.mark.parametrize(("days", "reads"), [(0, True), (1, False)])
def test_from_the_merger_on_the_people_of_the_successors_read_the_old_body_s_needs_and_write_nothing(
    days: int, reads: bool
) -> None:
    last = MunicipalityFactory()
    middle = MunicipalityFactory(merged_into=last)
    merged_on = timezone.localdate() + timedelta(days=days)
    need = NeedFactory(municipality__merged_into=middle, municipality__closed_on=merged_on)
    for body in (middle, last):
        user = MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY).user
        assert [name for name in PERMISSIONS if user.has_perm(name, need)] == ["needs.view_need"] * reads
        assert Need.objects.visible_to(user).filter(pk=need.pk).exists() == reads


def test_only_its_dialogue_s_manager_runs_a_challenge() -> None:
    scene = ready_to_circulate()
    need = scene.needs[0]
    for subject in [scene.challenge, scene.statement]:
        may = {role for role in ROLES if person(role, need).has_perm("needs.manage_challenge", subject)}
        assert may == {"manager"}
    may = {role for role in ROLES if person(role, need).has_perm("needs.join_needs", scene.dialogue)}
    assert may == {"manager"}
