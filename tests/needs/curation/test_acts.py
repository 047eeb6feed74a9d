"""Acts of the desk: what each does and refuses, who is told, and that undoing brings everything back."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.models import Mail
from core.workflow import Refused
from needs import workflow
from needs.curation import acts, sources
from needs.curation.locks import Seen, SomeRefused
from needs.curation.shares import unplaced
from needs.curation.telling import deed
from needs.curation.undoing import undo
from needs.enums import NeedState, StatementState
from needs.models import Challenge, ChallengeNeed, CurationAct, Need, Statement
from tests.factories import (
    CategoryFactory,
    ChallengeFactory,
    DemandLineFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
)
from tests.needs.scenes import ready_to_circulate

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Needs of Oslo, Turku and Örebro, joined in a challenge."""
    return ready_to_circulate()


@pytest.fixture
def other(scene):
    challenge = ChallengeFactory(dialogue=scene.dialogue)
    StatementFactory(challenge=challenge, clauses=0, title="Another")
    return challenge


def state() -> dict[str, Any]:
    """All that an act may touch, without the numbers of rows."""
    pairs = ChallengeNeed.objects.values_list("challenge", "need")
    return {
        "sources": sources.picture(pairs),
        "challenges": sorted(Challenge.objects.values_list("slug", flat=True)),
        "statements": sorted(Statement.objects.values_list("challenge", "number", "title_en", "state")),
        "needs": sorted(Need.objects.values_list("pk", "state", "is_public")),
    }


def parts(challenge: Challenge, need: Need) -> list[str] | None:
    """Quantities by year; None for all of the need's demand."""
    source = challenge.sources.get(need=need)
    if not source.is_split:
        return None
    return [f"{part.line.year}: {part.quantity:.0f}" for part in source.parts.order_by("line__year")]


def halves(need: Need) -> dict[int, Decimal]:
    return {line.pk: line.quantity / 2 for line in need.demand_lines.all()}


def submitted(scene, count: int = 2) -> list[Need]:
    body = scene.needs[0].municipality
    return [NeedFactory(dialogue=scene.dialogue, municipality=body, state=NeedState.SUBMITTED) for _ in range(count)]


def join(scene, needs: list[Need], title: str = "Quiet diggers") -> CurationAct:
    return acts.join(scene.dialogue, needs, title=title, language="en", category=CategoryFactory(), by=scene.manager)


# What each does


def test_each_act_is_recorded_said_in_words_and_undone(scene, other) -> None:
    oslo, turku, _orebro = scene.needs
    by, here = scene.manager, scene.challenge
    doings = {
        "2 needs accepted": lambda: acts.accept(submitted(scene), by),
        "2 needs declined": lambda: acts.decline(submitted(scene), by, "Another dialogue has it."),
        "2 needs joined into “Quiet diggers”": lambda: join(scene, [oslo, turku]),
        "1 need added to “Another”": lambda: acts.add(other, [oslo], by),
        "1 need removed from “Here”": lambda: acts.remove(here, [turku], by, "Bought already."),
        "2 needs moved from “Here” to “Another”": lambda: acts.move(here, other, [oslo, turku], by),
        "a need’s demand split between “Here” and “Another”": lambda: acts.split(oslo, here, other, halves(oslo), by),
    }
    Statement.objects.filter(challenge=here).update(title_en="Here")
    for words, do in doings.items():
        submitted(scene, 0)
        before = state()
        act = do()
        assert (deed(act), act.actor, act.dialogue) == (words, by, scene.dialogue)
        undo(act, by)
        undo(act, by)
        after = state()
        after["needs"] = [row for row in after["needs"] if row in before["needs"] or row[1] != NeedState.SUBMITTED]
        assert after == before, words
        act.refresh_from_db()
        assert (act.undone_by, act.undone_at is not None) == (by, True)


def test_an_act_names_its_challenges_in_the_readers_language_also_when_they_are_gone(scene, other) -> None:
    Statement.objects.filter(challenge=other).update(title_en="Another", title_fi="Toinen")
    Statement.objects.filter(challenge=scene.challenge).update(title_en="Here", title_fi="Täällä")
    act = acts.move(scene.challenge, other, [scene.needs[0]], scene.manager)
    assert deed(act) == "1 need moved from “Here” to “Another”"
    with override("fi"):
        assert ("Täällä" in deed(act), "Toinen" in deed(act), "Here" in deed(act)) == (True, True, False)
    act.before = {name: value for name, value in act.before.items() if "titles" not in name}
    assert deed(act) == "1 need moved from “Here” to “Another”"


def test_joining_makes_a_challenge_with_an_empty_statement(scene) -> None:
    act = join(scene, scene.needs[:2], "Kjøretøy på Ålesunds byggeplasser")
    assert act.challenge.slug == "kjoretoy-pa-alesunds-byggeplasser"
    assert set(act.challenge.needs.all()) == set(scene.needs[:2])
    assert [statement.number for statement in act.challenge.statements.all()] == [1]


def test_what_is_there_already_is_not_added_again(scene, other) -> None:
    oslo, turku, _orebro = scene.needs
    acts.add(other, [oslo], scene.manager)
    assert acts.add(other, [oslo, turku], scene.manager).before["count"] == 1
    assert acts.add(other, [oslo, turku], scene.manager) is None
    assert acts.remove(other, [scene.needs[2]], scene.manager, "Not here.") is None


def test_one_need_that_does_not_fit_refuses_all_and_is_named(scene, other) -> None:
    [waiting] = submitted(scene, 1)
    elsewhere = NeedFactory(state=NeedState.SUBMITTED)
    before = state()
    with pytest.raises(SomeRefused) as refused:
        acts.add(other, [scene.needs[0], waiting], scene.manager)
    assert refused.value.reasons == {waiting.pk: "it is not accepted (it is now: Submitted)."}
    with pytest.raises(SomeRefused, match="it is now: Accepted"):
        acts.accept([waiting, scene.needs[0]], scene.manager)
    with pytest.raises(Refused, match="several dialogues"):
        acts.accept([waiting, elsewhere], scene.manager)
    for missing in (lambda: acts.decline([waiting], scene.manager, " "), lambda: acts.add(other, [], scene.manager)):
        with pytest.raises(Refused):
            missing()
    with pytest.raises(Refused, match="reason"):
        acts.remove(scene.challenge, scene.needs, scene.manager, " ")
    assert state() == before
    assert not CurationAct.objects.exists()


def test_a_circulated_statement_keeps_its_needs(scene, other) -> None:
    Statement.objects.filter(challenge=other).update(state=StatementState.CIRCULATED, content={})
    with pytest.raises(Refused, match="circulated as it is"):
        acts.add(other, scene.needs, scene.manager)


# Splitting


def test_what_is_split_adds_up_and_goes_back_to_the_other_when_one_side_is_removed(scene, other) -> None:
    oslo, here, by = scene.needs[0], scene.challenge, scene.manager
    first, second = oslo.demand_lines.order_by("year")
    acts.split(oslo, here, other, {first.pk: Decimal(30), second.pk: Decimal(50)}, by)
    assert (parts(here, oslo), parts(other, oslo)) == (["2021: 30", "2022: 50"], ["2021: 70"])
    acts.remove(other, [oslo], by, "Too far.")
    assert (parts(here, oslo), unplaced(oslo)) == (None, {})


def test_a_part_is_split_on_and_moved_and_nothing_is_lost(scene, other) -> None:
    oslo, here, by = scene.needs[0], scene.challenge, scene.manager
    third = ChallengeFactory(dialogue=scene.dialogue)
    acts.split(oslo, here, other, halves(oslo), by)
    first, second = oslo.demand_lines.order_by("year")
    acts.split(oslo, other, third, {first.pk: Decimal(10), second.pk: Decimal(25)}, by)
    assert [parts(one, oslo) for one in (here, other, third)] == [
        ["2021: 50", "2022: 25"],
        ["2021: 10", "2022: 25"],
        ["2021: 40"],
    ]
    acts.remove(third, [oslo], by, "Nobody sells it.")
    assert {line: f"{quantity:.0f}" for line, quantity in unplaced(oslo).items()} == {first.pk: "40"}
    acts.move(other, here, [oslo], by)
    assert parts(here, oslo) == ["2021: 60", "2022: 50"]


@pytest.mark.parametrize(
    ("stays", "why"), [([101, 0], "between"), ([-1, 0], "between"), ([100, 50], "gets something"), ([0, 0], "gets")]
)
def test_a_split_that_does_not_add_up_is_refused(scene, other, stays: list[int], why: str) -> None:
    oslo = scene.needs[0]
    lines = oslo.demand_lines.order_by("year")
    wanted = {line.pk: Decimal(quantity) for line, quantity in zip(lines, stays, strict=True)}
    with pytest.raises(Refused, match=why):
        acts.split(oslo, scene.challenge, other, wanted, scene.manager)
    with pytest.raises(Refused, match="changed meanwhile"):
        acts.split(oslo, scene.challenge, other, {lines[0].pk: Decimal(1)}, scene.manager)


def test_a_need_that_the_other_counts_in_full_is_neither_split_nor_merged(scene, other) -> None:
    oslo, by = scene.needs[0], scene.manager
    acts.add(other, [oslo], by)
    with pytest.raises(Refused, match="Both challenges"):
        acts.split(oslo, scene.challenge, other, halves(oslo), by)
    third = ChallengeFactory(dialogue=scene.dialogue)
    acts.split(oslo, other, third, halves(oslo), by)
    with pytest.raises(SomeRefused, match="another share"):
        acts.move(scene.challenge, other, [oslo], by)


# Two managers


def test_what_somebody_did_since_the_page_was_made_is_not_written_over(scene, other) -> None:
    second = StaffRoleFactory(dialogue=scene.dialogue, user__name="Anna").user
    oslo, turku, _orebro = scene.needs
    act = acts.add(other, [oslo], second, Seen())
    with pytest.raises(SomeRefused) as refused:
        acts.remove(scene.challenge, [oslo, turku], scene.manager, "Elsewhere.", Seen())
    assert refused.value.reasons == {oslo.pk: "Anna: 1 need added to “Another”"}
    seen = Seen(act.pk)
    acts.remove(scene.challenge, [turku], scene.manager, "Elsewhere.", seen)
    undo(act, second)
    with pytest.raises(SomeRefused, match="Anna: undone: 1 need added"):
        acts.add(other, [oslo], scene.manager, seen)
    assert [Seen.read(str(seen)) for seen in (Seen(3, act.at), Seen(3, None, 7))] == [Seen(3, act.at), Seen(3, None, 7)]
    assert [Seen.read(text) for text in ("", "x", "3_never", "9" * 20)] == [None, None, Seen(3), None]


# Undoing


def test_undo_is_refused_where_somebody_built_on_it(scene, other) -> None:
    oslo, turku, _orebro = scene.needs
    by = scene.manager
    added = acts.add(other, [oslo], by)
    acts.move(other, scene.challenge, [oslo], by)
    with pytest.raises(Refused, match="changed the same needs"):
        undo(added, by)
    accepted = acts.accept(submitted(scene, 1), by)
    workflow.reopen(accepted.needs.get(), by)
    with pytest.raises(Refused, match="was changed since"):
        undo(accepted, by)
    joined = join(scene, [oslo])
    more = acts.add(joined.challenge, [turku], by)
    with pytest.raises(Refused, match="Other needs"):
        undo(joined, by)
    undo(more, by)
    joined.challenge.statements.update(summary_en="We ask for diggers.")
    with pytest.raises(Refused, match="was written"):
        undo(joined, by)


def test_undo_is_refused_once_a_statement_was_circulated(scene, other) -> None:
    act = acts.add(other, [scene.needs[0]], scene.manager)
    Statement.objects.filter(challenge=other).update(circulated_at=act.at.replace(year=act.at.year + 1))
    with pytest.raises(Refused, match="circulated since"):
        undo(act, scene.manager)


@pytest.mark.parametrize("step", [workflow.send_back, workflow.reopen])
def test_the_removal_of_a_need_that_was_returned_since_is_not_undone(scene, step) -> None:
    oslo = scene.needs[0]
    act = acts.remove(scene.challenge, [oslo], scene.manager, "Bought already.")
    step(Need.objects.get(pk=oslo.pk), scene.manager, "Say how many.")
    with pytest.raises(SomeRefused, match="it is not accepted"):
        undo(act, scene.manager)
    assert not scene.challenge.sources.filter(need=oslo).exists()


@pytest.mark.parametrize("left", [30, 70])
def test_the_removal_of_a_split_need_is_not_undone_where_its_demand_was_lowered(scene, other, left) -> None:
    oslo = scene.needs[0]
    acts.split(oslo, scene.challenge, other, halves(oslo), scene.manager)
    act = acts.remove(scene.challenge, [oslo], scene.manager, "Bought already.")
    oslo.demand_lines.filter(year=2021).update(quantity=left)
    with pytest.raises(Refused, match="demand was changed since"):
        undo(act, scene.manager)
    oslo.demand_lines.filter(year=2021).update(quantity=100)
    undo(act, scene.manager)
    assert parts(scene.challenge, oslo) == ["2021: 50", "2022: 25"]


def test_only_who_runs_the_dialogue_does_any_of_it(scene, other) -> None:
    oslo = scene.needs[0]
    act = acts.add(other, [oslo], scene.manager)
    coordinator = StaffRoleFactory(dialogue=scene.dialogue, country="NO").user
    member = MembershipFactory(municipality=oslo.municipality, role="signatory").user
    elsewhere = StaffRoleFactory().user
    for person in (coordinator, member, elsewhere):
        for do, *given in (
            (acts.add, other, [oslo], person),
            (acts.remove, other, [oslo], person, "No."),
            (acts.move, scene.challenge, other, [oslo], person),
            (acts.split, oslo, scene.challenge, other, halves(oslo), person),
            (undo, act, person),
        ):
            with pytest.raises(PermissionDenied):
                do(*given)
    waiting = submitted(scene)
    for person in (member, elsewhere):
        with pytest.raises(PermissionDenied):
            acts.accept(waiting, person)
    assert acts.accept(waiting, coordinator).before["count"] == 2


# Mails


def test_a_body_hears_once_of_each_act_in_its_readers_language(scene, other) -> None:
    oslo = scene.needs[0].municipality
    MembershipFactory(municipality=oslo, role="editor", user__email="kari@oslo.example", user__language="nb")
    MembershipFactory(municipality=oslo, role="observer")
    second = NeedFactory(dialogue=scene.dialogue, municipality=oslo)
    act = acts.add(other, [*scene.needs, second], scene.manager)
    undo(act, scene.manager)
    acts.accept(submitted(scene, 3), scene.manager)
    mails = list(Mail.objects.order_by("pk"))
    assert [(mail.to, mail.language) for mail in mails] == [("kari@oslo.example", "nb")] * 3
    assert second.title_nb in mails[0].text
    assert f"/nb/workspace/needs/{second.pk}/" in mails[0].text
    assert scene.needs[1].title_nb not in mails[0].text


def test_of_a_merged_body_s_needs_who_writes_for_its_successor_hears_of_each_body_by_itself(scene, other) -> None:
    oslo = scene.needs[0].municipality
    merged = MunicipalityFactory(merged_into=oslo)
    need = NeedFactory(dialogue=scene.dialogue, municipality=merged, title_nb="Stille gravere")
    heir, of_both = (MembershipFactory(municipality=oslo, role="editor", user__language="nb").user for _ in range(2))
    MembershipFactory(municipality=merged, role="editor", user=of_both)
    MembershipFactory(municipality=oslo, role="observer")
    acts.add(other, [need, scene.needs[0]], scene.manager)
    for person in (heir, of_both):
        mails = Mail.objects.filter(to=person.email)
        assert sorted("Stille gravere" in mail.text for mail in mails) == [False, True]
    assert Mail.objects.count() == 4


# Any sequence


class Desk(RuleBasedStateMachine):
    """Acts in any order; undone from the last to the first they leave everything as it was, at every step."""

    @initialize()
    def begin(self) -> None:
        self.scene = ready_to_circulate()
        self.by = self.scene.manager
        second = ChallengeFactory(dialogue=self.scene.dialogue)
        StatementFactory(challenge=second, clauses=0)
        self.challenges = [self.scene.challenge, second, ChallengeFactory(dialogue=self.scene.dialogue)]
        DemandLineFactory(need=self.scene.needs[0], year=2030, quantity=7)
        self.needs = [*self.scene.needs, *submitted(self.scene, 2)]
        self.history: list[tuple[CurationAct, dict[str, Any]]] = []

    def do(self, act: Any) -> None:
        before = state()
        try:
            with_record = act()
        except Refused:
            assert state() == before
            return
        if with_record is not None:
            self.history.append((with_record, before))

    chosen = st.sets(st.integers(0, 4), min_size=1, max_size=3)
    place = st.integers(0, 2)

    def of(self, places: set[int]) -> list[Need]:
        return [self.needs[place] for place in sorted(places)]

    @rule(places=chosen, declines=st.booleans())
    def answer(self, places: set[int], declines: bool) -> None:
        needs = self.of(places)
        self.do(lambda: acts.decline(needs, self.by, "No.") if declines else acts.accept(needs, self.by))

    @rule(places=chosen)
    def join(self, places: set[int]) -> None:
        self.do(lambda: join(self.scene, self.of(places)))

    @rule(places=chosen, at=place)
    def add(self, places: set[int], at: int) -> None:
        self.do(lambda: acts.add(self.challenges[at], self.of(places), self.by))

    @rule(places=chosen, at=place)
    def remove(self, places: set[int], at: int) -> None:
        self.do(lambda: acts.remove(self.challenges[at], self.of(places), self.by, "Elsewhere."))

    @rule(places=chosen, at=place, to=place)
    def move(self, places: set[int], at: int, to: int) -> None:
        self.do(lambda: acts.move(self.challenges[at], self.challenges[to], self.of(places), self.by))

    @rule(one=st.integers(0, 4), at=place, to=place, share=st.sampled_from(["0", "0.25", "0.5", "1"]))
    def split(self, one: int, at: int, to: int, share: str) -> None:
        need, here, there = self.needs[one], self.challenges[at], self.challenges[to]

        def do() -> CurationAct:
            whole = acts.shares.shared(need, here, there)
            stays = {line: (quantity * Decimal(share)).quantize(Decimal("0.01")) for line, quantity in whole.items()}
            return acts.split(need, here, there, stays, self.by)

        self.do(do)

    @rule()
    def undo_the_last(self) -> None:
        if self.history:
            act, before = self.history.pop()
            undo(act, self.by)
            assert state() == before

    @rule(place=st.integers(0, 5))
    def undo_an_earlier_one(self, place: int) -> None:
        """Refused, or what came later stands on nothing that is gone."""
        if place < len(self.history) - 1:
            before = state()
            with suppress(Refused):
                undo(self.history[place][0], self.by)
                self.history = []
                return
            assert state() == before

    @invariant()
    def no_unit_counts_twice(self) -> None:
        for need in getattr(self, "needs", []):
            split = [sources.parts_of(source) for source in need.uses.filter(is_split=True).prefetch_related("parts")]
            lines = sources.lines_of(need)
            for line, quantity in lines.items():
                assert sum((part.get(line, Decimal()) for part in split), Decimal()) <= quantity
            assert all(split) or not split


def test_any_sequence_of_acts_is_undone_exactly(django_db_blocker) -> None:
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class OneByOne(Desk):
        """Each sequence in a transaction of its own, which is thrown away."""

        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    quick = settings(max_examples=6, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OneByOne, settings=quick)
