"""The demand lines of a need, typed as rows: by several people at once, and nothing typed is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from needs.enums import NeedState
from needs.models import ChallengeNeed, DemandLine, Need, SourcePart, Unit
from tests.factories import ChallengeFactory, DemandLineFactory, NeedFactory, UnitFactory
from tests.needs.roles import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def need() -> Need:
    return NeedFactory(state=NeedState.DRAFT, demand={})


@pytest.fixture
def vans() -> Unit:
    return UnitFactory(slug="vehicles", name="vehicles", position=1)


@pytest.fixture
def client(need: Need) -> Client:
    return signed_in(person("editor", need))


def address(need: Need, language: str = "en") -> str:
    return reverse("workspace-need-demand", args=[need.pk]).replace("/en/", f"/{language}/")


def page(client: Client, need: Need) -> dict[str, Any]:
    """What a browser would send back from the page as it stands."""
    form = client.get(address(need)).context["form"]
    sent: dict[str, Any] = {"seen": form.seen, "rows": str(len(form.rows))}
    for row in form.rows:
        for field in row:
            value = field.value()
            sent[field.html_name] = "" if value is None else "on" if value is True else value or ""
    return sent


def row(number: int, **cells: Any) -> dict[str, Any]:
    return {f"row-{number}-{name}": value for name, value in cells.items()}


def stored(need: Need) -> list[str]:
    lines = need.demand_lines.select_related("unit").order_by("year", "pk")
    return [
        f"{line.year} {line.quantity.normalize():f} {line.unit.slug} {line.certainty} {value(line)}" for line in lines
    ]


def value(line: DemandLine) -> str:
    return f"{line.value_max or ''}{line.currency}"


def said(answer: Any) -> list[str]:
    return [f"Row {found.number}, {cell.label}: {error}" for found, cell, error in answer.context["form"].errors]


def test_rows_are_stored_as_the_reader_s_language_writes_numbers(client: Client, need: Need, vans: Unit) -> None:
    sent = page(client, need)
    sent |= row(
        0, year="2027", quantity="1.234,5", unit=vans.pk, certainty="planned", value_max="1 000 000", currency="NOK"
    )
    sent |= row(2, year="2026", quantity="3", unit=vans.pk)
    answer = client.post(address(need, "nb"), sent)
    assert (answer.status_code, answer.url) == (302, f"/nb/workspace/needs/{need.pk}/write/when/")
    assert client.post(address(need, "nb"), page(client, need) | {"then": "stay"}).url == address(need, "nb")
    assert stored(need) == ["2026 3 vehicles indicative ", "2027 1234.5 vehicles planned 1000000.00NOK"]
    client.post(address(need, "nb"), sent)
    assert DemandLine.objects.count() == 2


def test_what_is_wrong_is_said_by_row_and_cell_and_nothing_is_lost(client: Client, need: Need, vans: Unit) -> None:
    sent = page(client, need)
    sent |= row(
        0, year="1999", quantity="12,3x", unit=vans.pk, value_min="5", value_max="4", contract_ends="31.13.2027"
    )
    sent |= row(1, year="2027", quantity="-1", unit="99999")
    sent |= row(2, year="2028", quantity="1", unit=vans.pk)
    sent |= row(3, year="2028", quantity="2", unit=vans.pk) | {"rows": "4"}
    answer = client.post(address(need), sent)
    assert said(answer) == [
        "Row 1, Year: “1999” is not a year from 2000 to 2100.",
        "Row 1, Quantity: “12,3x” is not a number.",
        "Row 1, Current contract ends: “31.13.2027” is not a date such as 2027-12-31 or 31.12.2027.",
        "Row 1, Value to: This is less than the value from.",
        "Row 1, Currency: Choose the currency of the value.",
        "Row 2, Quantity: Write a number not below 0.",
        "Row 2, Unit: “99999” is not among: vehicles.",
        "Row 4, Year: Row 3 has 2028 in vehicles already. Bring both together in one row.",
    ]
    shown = answer.content.decode()
    for typed in ("<title>Error:", 'value="12,3x"', 'value="31.13.2027"', 'value="1999"', "Row 1, Quantity"):
        assert typed in shown
    assert stored(need) == []


@pytest.mark.parametrize("typed", ["020270", "0202799999", "02027", "20270"])
def test_a_year_has_four_digits(client: Client, need: Need, vans: Unit, typed: str) -> None:
    answer = client.post(address(need), page(client, need) | row(0, year=typed, quantity="1", unit=vans.pk))
    assert said(answer) == [f"Row 1, Year: “{typed}” is not a year from 2000 to 2100."]


@pytest.mark.parametrize("typed", [{"rows": "9" * 5000}, {"row-0-line": "9" * 5000, "row-0-remove": "on"}])
def test_a_number_of_thousands_of_digits_is_none(client: Client, need: Need, vans: Unit, typed: dict[str, str]) -> None:
    sent = page(client, need) | row(0, year="2027", quantity="1", unit=vans.pk) | typed
    assert client.post(address(need), sent).status_code in (200, 302)


def test_a_gap_after_the_contract_is_a_hint_and_no_error(client: Client, need: Need, vans: Unit) -> None:
    sent = page(client, need) | row(0, year="2027", quantity="1", unit=vans.pk)
    sent |= row(0, contract_ends="2027-01-31", earliest_start="2027-06-01") | row(1, year="x")
    assert "nothing is supplied" in client.post(address(need), sent).content.decode()
    sent["row-1-year"] = ""
    assert client.post(address(need), sent).status_code == 302


def test_one_more_row_keeps_what_is_typed_and_stores_nothing(client: Client, need: Need) -> None:
    sent = page(client, need) | row(0, year="20x7", quantity="12") | {"add": "1"}
    answer = client.post(address(need), sent)
    assert (len(answer.context["form"].rows), stored(need)) == (4, [])
    assert "<title>Error:" not in answer.content.decode()
    assert 'value="20x7"' in answer.content.decode()
    assert "data-focus" in answer.content.decode()


def test_lines_change_places_and_go(client: Client, need: Need, vans: Unit) -> None:
    for year in (2026, 2027, 2028):
        DemandLineFactory(need=need, year=year, quantity=year - 2000, unit=vans)
    sent = page(client, need) | row(0, year="2027") | row(1, year="2026") | row(2, remove="on")
    assert client.post(address(need), sent).status_code == 302
    assert stored(need) == ["2026 27 vehicles indicative ", "2027 26 vehicles indicative "]


class TestTwoAtOnce:
    @pytest.fixture
    def line(self, need: Need, vans: Unit) -> DemandLine:
        return DemandLineFactory(need=need, year=2027, quantity=10, unit=vans)

    def test_changes_to_different_cells_are_joined(self, client: Client, need: Need, line: DemandLine) -> None:
        mine, theirs = page(client, need), page(client, need)
        client.post(address(need), theirs | row(0, certainty="decided"))
        assert client.post(address(need), mine | row(0, quantity="12")).status_code == 302
        assert stored(need) == ["2027 12 vehicles decided "]

    def test_changes_to_one_cell_are_both_shown_and_the_next_save_settles(
        self, client: Client, need: Need, line: DemandLine
    ) -> None:
        mine, theirs = page(client, need), page(client, need)
        client.post(address(need), theirs | row(0, quantity="11", certainty="decided"))
        answer = client.post(address(need), mine | row(0, quantity="12"))
        assert stored(need) == ["2027 11 vehicles decided "]
        assert "Stored now: 11" in " ".join(answer.content.decode().split())
        assert 'value="12"' in answer.content.decode()
        again = mine | row(0, quantity="12", certainty="decided") | {"seen": answer.context["form"].seen}
        assert client.post(address(need), again).status_code == 302
        assert stored(need) == ["2027 12 vehicles decided "]

    def test_a_line_that_somebody_removed_is_asked_about_only_if_it_was_changed(
        self, client: Client, need: Need, line: DemandLine
    ) -> None:
        mine = page(client, need)
        line.delete()
        answer = client.post(address(need), mine | row(0, quantity="12"))
        assert said(answer) == [
            "Row 1, Year: Somebody else removed this line while you wrote. Save once more to keep yours."
        ]
        client.post(address(need), mine)
        assert stored(need) == []
        again = mine | row(0, quantity="12", line="") | {"seen": answer.context["form"].seen}
        client.post(address(need), again)
        assert stored(need) == ["2027 12 vehicles indicative "]

    def test_a_line_that_somebody_changed_is_not_removed_unseen(
        self, client: Client, need: Need, line: DemandLine
    ) -> None:
        mine = page(client, need) | row(0, remove="on")
        DemandLine.objects.update(quantity=99)
        answer = client.post(address(need), mine)
        assert stored(need) == ["2027 99 vehicles indicative "]
        client.post(address(need), mine | {"seen": answer.context["form"].seen})
        assert stored(need) == []

    def test_the_same_line_added_by_two_is_shown_to_the_second(self, client: Client, need: Need, vans: Unit) -> None:
        mine = page(client, need) | row(0, year="2027", quantity="5", unit=vans.pk)
        DemandLineFactory(need=need, year=2027, quantity=7, unit=vans)
        answer = client.post(address(need), mine)
        assert said(answer) == ["Row 1, Year: Somebody else added this year and unit while you wrote; it stands below."]
        assert [str(found["quantity"].value()) for found in answer.context["form"].rows][-1] == "7"
        assert stored(need) == ["2027 7 vehicles indicative "]


def test_a_line_that_a_challenge_uses_a_part_of_stays(client: Client, need: Need, vans: Unit) -> None:
    line = DemandLineFactory(need=need, year=2027, unit=vans)
    source = ChallengeNeed.objects.create(challenge=ChallengeFactory(), need=need, is_split=True)
    SourcePart.objects.create(source=source, line=line, quantity=1)
    answer = client.post(address(need), page(client, need) | row(0, remove="on"))
    assert answer.context["refusal"].startswith("A challenge uses a part of a line")
    assert len(stored(need)) == 1


def test_a_submitted_need_keeps_its_demand(client: Client, need: Need, vans: Unit) -> None:
    sent = page(client, need) | row(0, year="2027", quantity="5", unit=vans.pk)
    Need.objects.update(state=NeedState.SUBMITTED)
    answer = client.post(address(need), sent)
    assert "Your text is not saved" in answer.context["refusal"]
    assert 'value="5"' in answer.content.decode()
    assert client.get(address(need)).url == need.get_absolute_url()
    assert stored(need) == []


def test_many_lines_cost_no_more_queries(client: Client, need: Need, vans: Unit, django_assert_num_queries) -> None:
    DemandLineFactory(need=need, year=2000, unit=vans)
    page(client, need)  # what is kept from then on is not counted
    with CaptureQueriesContext(connection) as one:
        page(client, need)
    for year in range(2001, 2101):
        DemandLineFactory(need=need, year=year, unit=vans)
    with django_assert_num_queries(len(one)):
        sent = page(client, need)
    assert client.post(address(need), sent).status_code == 302
    assert DemandLine.objects.count() == 101
