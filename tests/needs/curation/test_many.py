"""Acts on many needs: as few questions to the database for twenty as for five, and all or nothing."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Mail
from core.workflow import WrongState, move_all
from needs.curation import acts
from needs.curation.undoing import undo
from needs.enums import NeedState
from needs.models import Challenge, CurationAct, Need, NeedTransition
from tests.factories import CategoryFactory, ChallengeFactory, MembershipFactory, NeedFactory, StatementFactory
from tests.needs.scenes import Scene, ready_to_circulate

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 20


def needs_of_as_many_bodies(scene: Scene, count: int, state: str) -> list[Need]:
    """Each body has a person who is told."""
    needs = [NeedFactory(dialogue=scene.dialogue, state=state) for _ in range(count)]
    for need in needs:
        MembershipFactory(municipality=need.municipality, role="editor")
    return needs


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def asked_by_each(scene: Scene, here: Challenge, there: Challenge, count: int) -> dict[str, int]:
    by, done, asked = scene.manager, list[CurationAct](), {}
    waiting = needs_of_as_many_bodies(scene, 2 * count, NeedState.SUBMITTED)
    free = needs_of_as_many_bodies(scene, count, NeedState.ACCEPTED)
    words = {"title": f"Of {count}", "language": "en", "category": CategoryFactory()}
    doings: dict[str, Callable[[], CurationAct]] = {
        "accept": lambda: acts.accept(waiting[:count], by),
        "decline": lambda: acts.decline(waiting[count:], by, "Another dialogue has it."),
        "join": lambda: acts.join(scene.dialogue, free, by=by, **words),
        "add": lambda: acts.add(here, free, by),
        "move": lambda: acts.move(here, there, free, by),
        "remove": lambda: acts.remove(there, free, by, "Bought already."),
    }
    for name, do in doings.items():
        asked[name] = queries(lambda do=do: done.append(do()))
    for name, act in reversed(list(zip(doings, done, strict=True))):
        asked[f"undo {name}"] = queries(lambda act=act: undo(act, by))
    return asked


def test_each_act_and_its_undoing_asks_the_database_as_often_for_five_needs_as_for_twenty() -> None:
    scene = ready_to_circulate()
    there = ChallengeFactory(dialogue=scene.dialogue)
    StatementFactory(challenge=there, clauses=0)
    asked_by_each(scene, scene.challenge, there, 1)  # fills caches
    few, many = (asked_by_each(scene, scene.challenge, there, count) for count in (FEW, MANY))
    assert many == few
    assert max(many["accept"], many["decline"], many["undo accept"]) <= 20, many
    del many["undo join"]  # Django looks at all that may hang on a challenge before one goes
    assert max(many.values()) < 30, many
    assert Mail.objects.count() == 12 * (1 + FEW + MANY)


def test_many_are_moved_together_or_not_at_all_and_who_came_between_is_named() -> None:
    scene = ready_to_circulate()
    first, second, third = needs_of_as_many_bodies(scene, 3, NeedState.SUBMITTED)
    Need.objects.filter(pk=second.pk).update(state=NeedState.WITHDRAWN)
    with pytest.raises(WrongState) as refused:
        move_all([first, second, third], "accept", scene.manager)
    assert str(refused.value) == f"Somebody else changed “{second}” meanwhile. Look at it as it is now."
    assert [first.state, second.state] == [NeedState.SUBMITTED] * 2
    assert not NeedTransition.objects.exists()
    Need.objects.filter(pk=second.pk).update(state=NeedState.SUBMITTED)
    trail = move_all([first, second, third], "decline", scene.manager, reason="No.")
    kept = NeedTransition.objects.values_list("pk", "subject", "from_state", "to_state", "actor", "reason")
    expected = ("submitted", "declined", scene.manager.pk, "No.")
    assert list(kept) == [(row.pk, need.pk, *expected) for row, need in zip(trail, (first, second, third), strict=True)]
    assert {first.state, *Need.objects.filter(state="declined").values_list("state", flat=True)} == {"declined"}
    assert move_all([], "accept", scene.manager) == []


def test_of_many_that_are_alike_one_is_asked_for_and_of_others_each() -> None:
    scene = ready_to_circulate()
    mine, elsewhere = NeedFactory(dialogue=scene.dialogue, state="submitted"), NeedFactory(state="submitted")
    with pytest.raises(PermissionDenied):
        move_all([mine, elsewhere], "accept", scene.manager)
    assert set(Need.objects.filter(pk__in=[mine.pk, elsewhere.pk]).values_list("state", flat=True)) == {"submitted"}
