"""The demo's needs are data: this reads them as the loader will, without a database."""

import datetime
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from core.enums import Currency
from needs.enums import Certainty, NeedState

DATA = Path(settings.BASE_DIR) / "dialogue_portal" / "demo" / "data"
REGISTERS = tomllib.loads((Path(settings.BASE_DIR) / "needs/registers/registers.toml").read_text("utf-8"))
CODES = tomllib.loads((DATA / "registers.toml").read_text("utf-8"))["cpv"]
DIALOGUES = tomllib.loads((DATA / "dialogues.toml").read_text("utf-8"))
TEXTS = ("title", "situation", "outcome", "constraints")
NEED_KEYS = {"key", "dialogue", "body", "category", "cpv", "language", "state", "public", "demand", *TEXTS}
LINE_KEYS = {"year", "quantity", "unit", "certainty", "public"}
MAY_HAVE = {"contract_ends", "earliest_start", "value_min", "value_max", "currency"}
YEARS = {
    "emission-free-deliveries": range(2020, 2026),
    "zed-2": range(2023, 2031),
    "construction-sites": range(2023, 2031),
}
OSLO_MEETING = [
    "oslo",
    "bergen",
    "trondheim",
    "kristiansand",
    "turku",
    "kaarina",
    "gladsaxe",
    "orebro",
    "goteborgs-stads-leasing",
]

FILES = {path.stem: tomllib.loads(path.read_text("utf-8"))["need"] for path in sorted((DATA / "needs").glob("*.toml"))}
NEEDS: list[dict[str, Any]] = [need for needs in FILES.values() for need in needs]
# Still being written, so that the intake has something to show
UNFINISHED = {"oslo-library-evening-returns", "gladsaxe-meals-for-schools"}
WRITTEN = [need for need in NEEDS if need["key"] not in UNFINISHED]
each_need = pytest.mark.parametrize("need", WRITTEN, ids=[need["key"] for need in WRITTEN])


def test_there_are_enough_needs_that_a_desk_is_worth_using() -> None:
    assert len(NEEDS) >= 120
    assert {need["language"] for need in NEEDS} == {"nb", "sv", "da", "fi", "is"}


def test_every_key_is_used_once_and_starts_with_its_body() -> None:
    for body, needs in FILES.items():
        assert all(need["body"] == body and need["key"].startswith(f"{body}-") for need in needs)
    assert max(Counter(need["key"] for need in NEEDS).values()) == 1


@each_need
def test_a_need_holds_only_what_the_portal_knows(need: dict[str, Any]) -> None:
    assert set(need) == NEED_KEYS
    assert need["dialogue"] in YEARS
    assert need["category"] in REGISTERS["category"]
    assert need["cpv"]
    assert set(need["cpv"]) <= set(CODES)
    assert need["state"] in NeedState.values
    assert not need["public"] or need["state"] == NeedState.ACCEPTED


@each_need
def test_a_need_comes_from_a_body_that_takes_part(need: dict[str, Any]) -> None:
    joined = DIALOGUES[need["dialogue"]]["participation"]
    assert any(need["body"] in row["bodies"] for row in joined)


@each_need
def test_a_need_is_told_in_its_own_language_and_in_english(need: dict[str, Any]) -> None:
    assert need["language"] in dict(settings.LANGUAGES)
    for name in TEXTS:
        assert set(need[name]) == {need["language"], "en"}
        assert all(text and text == text.strip() for text in need[name].values())
    assert all(len(title) <= 200 for title in need["title"].values())


@each_need
def test_demand_keeps_the_rules_of_the_database(need: dict[str, Any]) -> None:
    lines = need["demand"]
    assert 2 <= len(lines) <= 5
    assert len({(line["year"], line["unit"]) for line in lines}) == len(lines)
    for line in lines:
        assert LINE_KEYS <= set(line) <= LINE_KEYS | MAY_HAVE
        assert line["year"] in YEARS[need["dialogue"]]
        assert line["quantity"] > 0
        assert line["unit"] in REGISTERS["unit"]
        assert line["certainty"] in Certainty.values
        assert ("currency" in line) == ("value_min" in line or "value_max" in line)
        assert line.get("currency", Currency.EUR) in Currency.values
        assert line.get("value_min", 0) <= line.get("value_max", line.get("value_min", 0))


@each_need
def test_a_new_contract_starts_in_its_year_and_after_the_old_one(need: dict[str, Any]) -> None:
    first = need["demand"][0]
    assert first["earliest_start"].year in (first["year"], first["year"] - 1)
    assert first.get("contract_ends", datetime.date.min) < first["earliest_start"]


def test_bodies_of_the_oslo_meeting_share_needs_that_can_be_joined() -> None:
    behind: dict[tuple[str, int], set[str]] = defaultdict(set)
    for need in NEEDS:
        if (need["category"], need["state"]) == ("goods-delivery", "accepted"):
            for line in need["demand"]:
                behind[line["unit"], line["year"]].add(need["body"])
    for body in OSLO_MEETING:
        assert len(FILES[body]) >= 3
        assert all(body in behind["deliveries", year] for year in range(2021, 2025))
        assert all(body in behind["vehicle-km", year] for year in range(2021, 2025))


def test_some_demand_stands_on_fewer_than_three_bodies() -> None:
    bodies: dict[tuple[str, str, str, int], set[str]] = defaultdict(set)
    for need in NEEDS:
        if need["state"] == NeedState.ACCEPTED:
            for line in need["demand"]:
                bodies[need["dialogue"], need["category"], line["unit"], line["year"]].add(need["body"])
    assert any(len(behind) < 3 for behind in bodies.values())
