import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from core.pictures import Bar, Cell, bars, grid

NS = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def demand() -> str:
    rows = [Bar("2021", 100, "100"), Bar("2022", 50, "50"), Bar("2023", None, "not shown")]
    return bars("demand", "Demand <per> year", "2021: 100", rows)


def calendar() -> str:
    rows = [("2021", [Cell("3", 1.0), None]), ("2022", [None, Cell("< 3", None)])]
    return grid("calendar", "Calendar", "Q1 2021: 3", ["Q1", "Q2"], rows)


def test_a_picture_names_itself_and_tells_what_it_shows() -> None:
    svg = drawn(demand())
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "demand-title demand-desc"
    named = {child.attrib["id"]: child.text for child in svg if "id" in child.attrib}
    assert named == {"demand-title": "Demand <per> year", "demand-desc": "2021: 100"}


def test_bars_are_as_high_as_their_values_and_a_hidden_one_is_an_outline() -> None:
    found = [(bar.attrib["class"], bar.attrib["height"]) for bar in drawn(demand()).iter(f"{NS}rect")]
    assert found == [("bar", "136"), ("bar", "68"), ("hidden", "22")]


def test_every_bar_has_its_label_and_its_figure() -> None:
    texts = [text.text for text in drawn(demand()).iter(f"{NS}text")]
    assert texts == ["100", "2021", "50", "2022", "not shown", "2023"]


def test_a_bar_without_height_and_a_picture_without_bars_can_be_drawn() -> None:
    heights = [bar.attrib["height"] for bar in drawn(bars("x", "x", "", [Bar("2021", 0, "0")])).iter(f"{NS}rect")]
    assert heights == ["1"]
    assert list(drawn(bars("x", "x", "", [])).iter(f"{NS}rect")) == []


def test_a_grid_has_its_heads_its_figures_and_empty_fields() -> None:
    svg = drawn(calendar())
    assert [text.text for text in svg.iter(f"{NS}text")] == ["Q1", "Q2", "2021", "3", "2022", "< 3"]
    assert [field.attrib["class"] for field in svg.iter(f"{NS}rect")] == ["field", "empty", "empty", "field"]


@pytest.mark.parametrize("svg", [demand(), calendar()])
def test_no_picture_has_styles_of_its_own_or_a_colour_of_text(svg: str) -> None:
    assert re.findall(r"style|<script|href|url\(", svg) == []
    assert {text.attrib.get("fill", "inherited") for text in drawn(svg).iter(f"{NS}text")} == {"inherited"}
    assert drawn(svg).attrib["fill"] == "currentColor"


def test_coordinates_are_written_alike_in_every_language() -> None:
    in_english = demand()
    with translation.override("fi"):
        assert demand() == in_english
