import hashlib
import json
from importlib import import_module

import pytest
from django.db import connection

from core.canonical import checksum
from needs.statements.document import Document
from needs.statements.freezing import frozen
from tests.factories import NeedFactory
from tests.needs.scenes import circulated, ready_to_circulate

pytestmark = pytest.mark.django_db


def test_the_checksum_is_that_of_the_canonical_json() -> None:
    content = {"b": [1, None], "a": {"is": "Þörf"}}
    canonical = '{"a":{"is":"Þörf"},"b":[1,null]}'
    assert checksum(content) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_checksum_survives_the_database() -> None:
    scene = ready_to_circulate()
    content = frozen(scene.statement, scene.needs, None)
    assert checksum(json.loads(json.dumps(content))) == checksum(content)


def test_the_content_holds_every_text_in_all_six_languages() -> None:
    scene = ready_to_circulate()
    content = frozen(scene.statement, scene.needs, None)
    for texts in [content["title"], content["summary"], content["invitation"], content["clauses"][0]["text"]]:
        assert list(texts) == ["en", "nb", "sv", "da", "fi", "is"]
        assert all(texts.values())


def test_a_document_reads_back_demand_bodies_and_targets() -> None:
    scene = ready_to_circulate()
    scene.statement.content = frozen(scene.statement, scene.needs, None)
    document = Document(scene.statement, "fi")
    assert [body.name for body in document.bodies] == ["Turku / Åbo", "Oslo", "Örebro"]
    assert document.inhabitants == 693_494 + 191_331 + 153_367
    (row,) = document.demand
    assert [(year.year, int(year.quantity), year.bodies) for year in row.years] == [(2021, 300, 3), (2022, 150, 3)]
    assert [(clause.number, clause.target_year, clause.target_share) for clause in document.targets] == [(4, 2025, 50)]
    assert str(document.title).endswith("(fi)")


def test_the_headline_is_a_run_of_years_that_may_all_be_shown() -> None:
    scene = ready_to_circulate()
    content = frozen(scene.statement, scene.needs, None)
    quantities = {2020: None, 2021: "10", 2022: "20", 2023: None, 2024: "7"}
    years = [{"year": year, "quantity": quantity, "bodies": 3} for year, quantity in quantities.items()]
    content["demand"] = [{"unit": "vehicles", "name": {"en": "vehicles"}, "years": years, "total": None}]
    scene.statement.content = content
    line = "30 vehicles, 2021–2022; further years not shown"
    assert Document(scene.statement, "en").demand_in_a_line == line
    for year in years:
        year["quantity"] = year["quantity"] or "1"
    assert Document(scene.statement, "en").demand_in_a_line == "39 vehicles, 2020–2024"


def test_where_no_year_may_be_shown_there_is_no_headline() -> None:
    scene = ready_to_circulate()
    scene.challenge.sources.exclude(need=scene.needs[0]).delete()
    scene.statement.content = frozen(scene.statement, scene.needs[:1], None)
    assert Document(scene.statement, "en").demand_in_a_line == ""


def test_the_needs_of_what_was_frozen_before_they_were_kept_are_found() -> None:
    scene = ready_to_circulate()
    without_lines = NeedFactory(dialogue=scene.dialogue, municipality=scene.needs[0].municipality, demand={})
    scene.challenge.needs.add(without_lines)
    statement = circulated(scene).statement
    kept = set(statement.needs.all())
    assert kept == {*scene.needs, without_lines}
    statement.needs.clear()
    scene.challenge.needs.add(NeedFactory(dialogue=scene.dialogue))
    scene.challenge.sources.filter(need=scene.needs[0]).delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("needs.migrations.0009_needs_of_a_frozen_statement").FILL)
    assert set(statement.needs.all()) == kept
