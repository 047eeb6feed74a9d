"""What keeps a statement from being circulated, each in a sentence that says what to do."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from core.workflow import WrongState
from needs.enums import ClauseKind, NeedState, StatementState
from needs.models import Brief, Clause, DemandLine, Need, Statement
from needs.statements.readiness import NotReady, problems
from tests.factories import StaffRoleFactory, UserFactory
from tests.needs.scenes import Scene, circulated, ready_to_circulate

pytestmark = pytest.mark.django_db


def without_clauses(scene: Scene) -> None:
    scene.statement.clauses.all().delete()


def without_icelandic(scene: Scene) -> None:
    Clause.objects.filter(statement=scene.statement, position=2).update(text_is="", text_fi=" ")


def without_summary(scene: Scene) -> None:
    Statement.objects.filter(pk=scene.statement.pk).update(summary_nb="")


def without_target_year(scene: Scene) -> None:
    Clause.objects.filter(statement=scene.statement, kind=ClauseKind.TARGET).update(target_year=None)


def without_needs(scene: Scene) -> None:
    scene.challenge.sources.all().delete()


def with_a_withdrawn_need(scene: Scene) -> None:
    Need.objects.filter(pk=scene.needs[1].pk).update(state=NeedState.WITHDRAWN, title_en="Parcels")


def without_demand(scene: Scene) -> None:
    DemandLine.objects.all().delete()


def without_contact(scene: Scene) -> None:
    scene.dialogue.contacts.all().delete()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without_clauses, "There is no clause yet. Write at least one."),
        (without_icelandic, "Clause 2 is missing in Suomi and Íslenska."),
        (without_summary, "The summary is missing in Norsk bokmål."),
        (without_target_year, "Clause 4 is a target without a year. Say by which year."),
        (without_needs, "No need is joined here. Add at least one."),
        (with_a_withdrawn_need, "Turku / Åbo has withdrawn “Parcels”. Remove it from the challenge."),
        (without_demand, "No source need states its demand. Ask at least one municipality for it."),
        (without_contact, "The dialogue names no contact. Suppliers must know whom to ask."),
    ],
)
def test_what_is_missing_is_refused_with_what_to_do_and_nothing_half_done(spoil, sentence: str) -> None:
    scene = ready_to_circulate()
    spoil(scene)
    statement = Statement.objects.get(pk=scene.statement.pk)
    with pytest.raises(NotReady) as refusal:
        circulated(replace(scene, statement=statement))
    assert [problem.sentence for problem in refusal.value.problems] == [sentence]
    statement.refresh_from_db()
    assert (statement.state, statement.content, Brief.objects.count()) == (StatementState.DRAFT, None, 0)


def test_a_complete_statement_has_no_problems() -> None:
    assert problems(ready_to_circulate().statement) == []


def test_only_the_dialogue_s_manager_circulates() -> None:
    scene = ready_to_circulate()
    for person in [
        UserFactory(),
        StaffRoleFactory().user,
        StaffRoleFactory(dialogue=scene.dialogue, country="NO").user,
    ]:
        with pytest.raises(PermissionDenied):
            circulated(replace(scene, manager=person))
    assert Statement.objects.get().state == StatementState.DRAFT


def test_a_version_that_is_circulated_already_says_by_whom() -> None:
    scene = ready_to_circulate()
    circulated(scene)
    with pytest.raises(WrongState, match="Programme manager has circulated this version already"):
        circulated(scene)
