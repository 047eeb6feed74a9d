"""What a new version changes, clause by clause, and what that means for those who signed."""

import pytest
from django.test import Client

from core.workflow import WrongState
from needs.enums import StatementState
from needs.models import Clause, Statement
from needs.signing.versions import new_version
from needs.statements import clauses
from needs.statements.changes import Revision, mark, verdict
from needs.statements.comparing import pairs, summary
from needs.statements.readiness import problems
from tests.factories import NeedFactory, StaffRoleFactory
from tests.needs.roles import signed_in
from tests.published import mark_all, published_statement


def clause(number: int, text: str, key: str | None = None) -> dict:
    row = {"number": number, "kind": "outcome", "text": {"en": text}, "target_year": None, "target_share": None}
    return row | ({"key": key} if key else {})


def keyed(*clauses_: str) -> dict:
    """A content whose clauses are "key" or "key:text"."""
    rows = [word.partition(":") for word in clauses_]
    return {
        "number": 1,
        "clauses": [clause(n, text or key, key) for n, (key, _colon, text) in enumerate(rows, start=1)],
    }


@pytest.mark.parametrize(
    ("after", "fates"),
    [
        ("a b c d", "a=same b=same c=same d=same"),
        ("a b:x c d", "a=same b=changed c=same d=same"),
        ("new a b c d", "new=added a=same b=same c=same d=same"),
        ("b c d", "a=removed b=same c=same d=same"),
        ("a c d", "a=same b=removed c=same d=same"),
        ("d a b c", "d=moved a=same b=same c=same"),
        ("a c:x b d", "a=same c=changed b=same d=same"),
        ("e", "e=added a=removed b=removed c=removed d=removed"),
    ],
)
def test_each_clause_has_its_fate_whatever_happens_around_it(after: str, fates: str) -> None:
    found = pairs(keyed("a", "b", "c", "d"), keyed(*after.split()))
    assert sorted(f"{pair.key}={pair.fate}" for pair in found) == sorted(fates.split())


def test_what_was_frozen_without_keys_is_compared_by_number() -> None:
    before = {"number": 1, "clauses": [clause(1, "a"), clause(2, "b")]}
    now = [clause(1, "a"), clause(2, "x") | {"target_scope": {}}, clause(3, "c")]
    assert summary(before, now) == {"since": 1, "changed": [2], "added": [3], "moved": [], "removed": 0}


@pytest.fixture
def manager(db, statement):
    return StaffRoleFactory(dialogue=statement.challenge.dialogue).user


def make_once() -> Statement:
    return published_statement()


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


@pytest.fixture
def draft(statement, manager) -> Statement:
    answered = [*statement.challenge.needs.all()[:2], NeedFactory()]  # the third was taken out of the challenge
    statement.clauses.get(position=1).needs.set(answered)
    return new_version(statement.challenge, manager)


def reword(draft: Statement, position: int, manager, **fields: object) -> None:
    found = draft.clauses.get(position=position)
    now = {name: getattr(found, name) for name in clauses.FIELDS}
    clauses.edit(found, now | fields, list(found.needs.values_list("pk", flat=True)), manager)


def test_a_new_version_has_the_same_clauses_with_their_keys_and_needs(statement, draft) -> None:
    fields = ("position", "key", *clauses.FIELDS)
    assert list(draft.clauses.values(*fields)) == list(statement.clauses.values(*fields))
    answered = statement.clauses.get(position=1).needs.filter(challenges=statement.challenge)
    assert (answered.count(), set(draft.clauses.get(position=1).needs.all())) == (2, set(answered))
    assert (draft.revises, verdict(draft), verdict(statement)) == (statement, "editorial", None)


def test_a_version_waits_until_each_change_is_marked_and_counts_as_material_until_then(draft, manager) -> None:
    reword(draft, 2, manager, text_fi="Toisin")
    clauses.delete(draft.clauses.get(position=5), manager)
    clauses.add(draft, {"kind": "requirement", "text_en": "New"}, [], manager)
    said = [problem.sentence for problem in problems(Statement.objects.get(pk=draft.pk)) if problem.anchor == "changes"]
    assert said == [
        "Clause 2 is new or changed. Say whether that is material or editorial.",
        "Clause 4 is new or changed. Say whether that is material or editorial.",
        "Clause 5 of the version before is gone. Say whether that is material or editorial.",
    ]
    assert verdict(Statement.objects.get(pk=draft.pk)) == "material"
    mark_all(draft, "editorial", manager)
    draft = Statement.objects.get(pk=draft.pk)
    assert (Revision(draft).unmarked, verdict(draft)) == ([], "editorial")


def test_one_material_change_among_many_makes_the_version_material(draft, manager) -> None:
    reword(draft, 2, manager, text_en="Other")
    clauses.delete(draft.clauses.get(position=5), manager)
    gone = Revision(Statement.objects.get(pk=draft.pk)).pairs[-1].key
    mark_all(draft, "editorial", manager)
    mark(draft, {gone: "material"}, manager)
    assert verdict(Statement.objects.get(pk=draft.pk)) == "material"


def test_a_clause_that_is_written_again_is_marked_again(draft, manager) -> None:
    reword(draft, 2, manager, text_en="Other")
    mark_all(draft, "editorial", manager)
    reword(draft, 2, manager)
    assert draft.clauses.get(position=2).change == "editorial"
    reword(draft, 2, manager, text_en="Something else altogether")
    assert draft.clauses.get(position=2).change == ""


def test_other_texts_and_the_demand_are_editorial_unless_the_manager_says_otherwise(draft, manager) -> None:
    clauses.write_texts(draft, {"title_en": "Another title"}, manager)
    draft.challenge.needs.add(NeedFactory(dialogue=draft.challenge.dialogue))
    found = Statement.objects.get(pk=draft.pk)
    assert (Revision(found).texts, verdict(found)) == ({"title": "editorial", "demand": "editorial"}, "editorial")
    for name in ("title", "demand"):
        mark(draft, {"title": "", "demand": "", name: "material"}, manager)
        assert verdict(Statement.objects.get(pk=draft.pk)) == "material"
    mark(draft, {"demand": "", "title": "material"}, manager)
    clauses.write_texts(draft, {"title_en": draft.revises.title_en}, manager)
    assert verdict(Statement.objects.get(pk=draft.pk)) == "editorial"


def test_a_version_that_is_no_draft_keeps_its_marks(draft, manager) -> None:
    Statement.objects.filter(pk=draft.pk).update(state=StatementState.RELEASING, content={})
    with pytest.raises(WrongState):
        mark(draft, {"title": "material"}, manager)


def test_the_manager_marks_changes_where_she_sees_them(draft, manager) -> None:
    reword(draft, 2, manager, text_en="Text of the outcome, rewritten")
    clauses.delete(draft.clauses.get(position=5), manager)
    client: Client = signed_in(manager)
    url = f"/en/workspace/challenges/{draft.challenge.slug}/changes/"
    page = client.get(url).content.decode()
    assert "2 clauses are not marked yet." in page
    assert '<ins><span class="ds-sr-only" lang="en"> added: </span>, rewritten' in page
    keys = [row.pair.key for row, _word in client.get(url).context["rows"]]
    client.post(url, dict.fromkeys([*keys, "title", "no such thing"], "editorial"))
    assert "signatures are carried over" in client.get(url).content.decode()
    assert Statement.objects.get(pk=draft.pk).also_changed == {keys[1]: "editorial"}
    assert Clause.objects.get(statement=draft, position=2).change == "editorial"


def test_a_first_version_has_no_changes_to_mark(manager, statement) -> None:
    assert signed_in(manager).get(f"/en/workspace/challenges/{statement.challenge.slug}/changes/").status_code == 404
