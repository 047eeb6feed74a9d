"""Two writers of the same texts: nothing that either of them wrote is lost unasked."""

from hypothesis import given
from hypothesis import strategies as st

from core.merging import Merge, marks, merge

texts = st.sampled_from(["", "a", "b", "c"])
values = st.fixed_dictionaries({"title": texts, "summary": texts})


def test_what_each_changed_is_kept() -> None:
    before = {"title_en": "Vans", "title_fi": "Autot"}
    stored = {"title_en": "Vans", "title_fi": "Pakettiautot"}
    typed = {"title_en": "Electric vans", "title_fi": "Autot"}
    assert merge(stored, typed, marks(before)) == Merge({"title_en": "Electric vans", "title_fi": "Pakettiautot"})


def test_what_both_changed_is_a_conflict_that_keeps_both() -> None:
    merged = merge({"title": "Trucks"}, {"title": "Bicycles"}, marks({"title": "Vans"}))
    assert merged == Merge({"title": "Bicycles"}, conflicts={"title": "Trucks"})


def test_what_both_changed_to_the_same_is_none() -> None:
    assert merge({"title": "Trucks"}, {"title": "Trucks"}, marks({"title": "Vans"})) == Merge({"title": "Trucks"})


def test_no_text_and_an_empty_text_are_the_same() -> None:
    assert merge({"year": None}, {"year": 2030}, marks({"year": ""})) == Merge({"year": 2030})


def test_without_readable_marks_what_is_typed_counts() -> None:
    assert merge({"title": "Trucks"}, {"title": "Vans"}, "nonsense") == Merge({"title": "Vans"})


@given(before=values, stored=values, typed=values)
def test_no_change_of_anybody_is_lost_without_a_conflict(before: dict, stored: dict, typed: dict) -> None:
    merged = merge(stored, typed, marks(before))
    for name, value in merged.values.items():
        mine_changed, theirs_changed = typed[name] != before[name], stored[name] != before[name]
        assert value == typed[name] if mine_changed else value == stored[name]
        assert (name in merged.conflicts) == (mine_changed and theirs_changed and typed[name] != stored[name])
