"""The demo's challenges are data: this reads them as the loader will, without a database."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from core.markup import markdown
from needs.enums import ClauseKind, IntentStep, NeedState
from needs.models import Intent

DATA = Path(settings.BASE_DIR) / "dialogue_portal" / "demo" / "data"
REGISTERS = tomllib.loads((Path(settings.BASE_DIR) / "needs/registers/registers.toml").read_text("utf-8"))
DIALOGUES = tomllib.loads((DATA / "dialogues.toml").read_text("utf-8"))
NEEDS = {
    need["key"]: need
    for path in (DATA / "needs").glob("*.toml")
    for need in tomllib.loads(path.read_text("utf-8"))["need"]
}
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((DATA / "challenges").glob("*.toml"))}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
UNFINISHED = "emission-free-waste-collection"  # so that the portal can be seen to refuse it
LONGEST_TITLE = 90

each_challenge = pytest.mark.parametrize("challenge", FILES.values(), ids=list(FILES))
each_version = pytest.mark.parametrize(
    ("slug", "version"),
    [
        pytest.param(slug, version, id=f"{slug}-v{number}")
        for slug, challenge in FILES.items()
        for number, version in enumerate(challenge["version"], start=1)
    ],
)


def texts(version: dict[str, Any]) -> list[dict[str, str]]:
    of_clauses = [clause["text"] for clause in version["clause"]]
    return [version["title"], version["summary"], version["invitation"], *of_clauses]


def test_every_file_is_named_after_its_challenge() -> None:
    assert [challenge["slug"] for challenge in FILES.values()] == list(FILES)


@each_challenge
def test_a_challenge_holds_only_what_the_portal_knows(challenge: dict[str, Any]) -> None:
    assert set(challenge) - {"circulated"} == {"slug", "dialogue", "category", "needs", "intents", "version"}
    assert challenge["dialogue"] in DIALOGUES
    assert challenge["category"] in REGISTERS["category"]


@each_challenge
def test_a_challenge_joins_accepted_needs_of_its_dialogue(challenge: dict[str, Any]) -> None:
    joined = challenge["needs"]
    assert joined
    assert len(set(joined)) == len(joined)
    for key in joined:
        assert (NEEDS[key]["state"], NEEDS[key]["dialogue"]) == (NeedState.ACCEPTED, challenge["dialogue"]), key


@each_challenge
def test_whoever_intends_or_signs_takes_part_in_the_dialogue(challenge: dict[str, Any]) -> None:
    bodies = {body for row in DIALOGUES[challenge["dialogue"]]["participation"] for body in row["bodies"]}
    for rows in (challenge["intents"], *(version.get("signatures", []) for version in challenge["version"])):
        named = [row["body"] for row in rows]
        assert len(set(named)) == len(named)
        assert set(named) <= bodies


@each_challenge
def test_a_body_stands_on_a_step_of_the_ladder(challenge: dict[str, Any]) -> None:
    signatories = {row["body"] for version in challenge["version"] for row in version.get("signatures", [])}
    for intent in challenge["intents"]:
        assert {"body", "step", "since"} <= set(intent) <= {"body", *(field.name for field in Intent._meta.fields)}
        assert intent["step"] in IntentStep.values
        assert intent["step"] != IntentStep.SIGNED or intent["body"] in signatories


@each_challenge
def test_versions_follow_each_other_and_only_the_last_may_be_a_draft(challenge: dict[str, Any]) -> None:
    published = [version.get("published") for version in challenge["version"]]
    assert None not in published[:-1]
    days = [day for day in published if day]
    assert days == sorted(set(days))


@each_version
def test_every_text_is_there_in_all_languages_but_for_the_unfinished_draft(slug: str, version: dict[str, Any]) -> None:
    if slug != UNFINISHED:
        assert all(list(text) == LANGUAGES for text in texts(version))


def test_the_unfinished_draft_lacks_finnish_and_icelandic_in_two_clauses() -> None:
    (draft,) = FILES[UNFINISHED]["version"]
    lacking = [set(LANGUAGES) - set(text) for text in texts(draft)]
    assert "published" not in draft
    assert [languages for languages in lacking if languages] == [{"fi", "is"}, {"fi", "is"}]


@each_version
def test_a_title_fits_and_no_text_is_empty_or_untidy(slug: str, version: dict[str, Any]) -> None:
    assert all(len(title) < LONGEST_TITLE for title in version["title"].values())
    for text in texts(version):
        for words in text.values():
            assert words.strip()
            assert not re.search(r" {2}| $| [,.;:]|\.\.", words, re.MULTILINE), words


@each_version
def test_clauses_come_in_the_order_of_their_kinds(slug: str, version: dict[str, Any]) -> None:
    kinds = [clause["kind"] for clause in version["clause"]]
    assert kinds == sorted(kinds, key=ClauseKind.values.index)
    assert {"background", "outcome", "requirement", "target"} <= set(kinds)


@each_version
def test_only_a_target_has_a_year_and_a_share_and_its_text_says_them(slug: str, version: dict[str, Any]) -> None:
    for clause in version["clause"]:
        figures = [str(clause[name]) for name in ("target_year", "target_share") if name in clause]
        assert len(figures) == (2 if clause["kind"] == ClauseKind.TARGET else 0)
        said = set(figures) - {"100"}  # in words: all
        assert all(said <= set(re.findall(r"\d+", words)) for words in clause["text"].values())


@each_version
def test_the_numbers_are_the_same_in_every_language(slug: str, version: dict[str, Any]) -> None:
    for text in texts(version):
        assert len({tuple(sorted(re.findall(r"\d+", words))) for words in text.values()}) == 1, text["en"]


@each_version
def test_a_clause_has_the_same_paragraphs_lists_and_emphasis_in_every_language(
    slug: str, version: dict[str, Any]
) -> None:
    for clause in version["clause"]:
        shapes = {tuple(re.findall(r"</?\w+", markdown(words))) for words in clause["text"].values()}
        assert len(shapes) == 1, clause["text"]["en"]


@each_version
def test_a_published_version_is_signed_from_its_day_on_under_an_illustrative_mandate(
    slug: str, version: dict[str, Any]
) -> None:
    signatures = version.get("signatures", [])
    assert bool(signatures) == ("published" in version)
    for signature in signatures:
        assert set(signature) == {"body", "on", "mandate"}
        assert version["published"] <= signature["on"] <= datetime.date(2026, 1, 1)
        assert "illustrative case number" in signature["mandate"]


def test_one_version_is_circulated_now_with_a_reservation_in_finnish_and_a_body_that_has_not_answered() -> None:
    [entry] = [challenge["circulated"] for challenge in FILES.values() if "circulated" in challenge]
    assert list(entry["text"]) == LANGUAGES
    assert [row["language"] for row in entry["signature"] if "reservation" in row] == ["fi"]
    assert set(entry["invited"]).isdisjoint(row["body"] for row in entry["signature"])
    assert all(row["days_ago"] < entry["days_ago"] for row in entry["signature"])


def test_the_statement_of_2020_is_signed_by_eleven_cities_and_two_central_purchasing_bodies() -> None:
    (version,) = FILES["emission-free-deliveries"]["version"]
    cities = "aalborg bergen copenhagen gothenburg kaarina kristiansand oslo stockholm trondheim turku orebro"
    assert {row["body"] for row in version["signatures"]} == {*cities.split(), "statens-innkjopssenter", "ski"}
    assert version["published"] == datetime.date(2020, 11, 13)


def test_the_complete_draft_joins_needs_of_the_nine_bodies_of_the_oslo_meeting() -> None:
    draft = FILES["consolidated-city-deliveries"]
    nine = DIALOGUES["emission-free-deliveries"]["participation"][0]["bodies"]
    assert {NEEDS[key]["body"] for key in draft["needs"]} == set(nine)
    assert "published" not in draft["version"][0]


def test_the_second_version_on_vehicles_changes_one_clause_and_adds_one_at_the_end() -> None:
    first, second = (version["clause"] for version in FILES["emission-free-vans-and-trucks"]["version"])
    assert len(second) == len(first) + 1
    assert sum(before != after for before, after in zip(first, second, strict=False)) == 1
