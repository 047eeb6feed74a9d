"""The machinery of staff's lists, on a list made for the test."""

from typing import Any, cast

import pytest
import rules
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.test import RequestFactory

from core.enums import Country
from core.lists import ALL, PAGE_LENGTH, Column, ListFilter, StaffList
from core.sorting import collated, collation_key
from municipalities.models import Municipality
from tests.core.test_exports import content
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


class Filter(ListFilter):
    country = forms.ChoiceField(label="Country", required=False, choices=[("", ALL), *Country.choices])

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(country=value) if name == "country" else rows.filter(official_name__icontains=value)


class Bodies(StaffList):
    columns = [
        Column("name", "Name", str, ["official_name"]),
        Column("inhabitants", "Inhabitants", lambda row: row.population, ["population"], figure=True),
        Column("code", "Code", lambda row: row.code, shown=False),
    ]
    filter_class = Filter
    row_template = "components/empty.html"
    permission = "tests.list_bodies"
    title = "Bodies"
    export_name = "bodies"
    none_yet = "No body yet."
    first_sort = "name"

    def get_queryset(self) -> QuerySet[Any]:
        return Municipality.objects.exclude(official_name="Hidden")


@pytest.fixture(autouse=True)
def allowed() -> Any:
    rules.add_perm(Bodies.permission, rules.predicate(lambda user: user.name != "Stranger"))
    yield
    rules.remove_perm(Bodies.permission)


def get(query: str = "", user: Any = None) -> Any:
    request = RequestFactory().get(f"/en/list/{query}")
    request.user = user or cast(Any, UserFactory())
    return Bodies.as_view()(request)


def names(query: str = "") -> list[str]:
    return [str(body) for body in get(query).context_data["page"]]


def context(query: str = "") -> dict[str, Any]:
    return get(query).context_data


def file(query: str) -> list[str]:
    return content(get(query)).decode("utf-8-sig").splitlines()


@pytest.fixture
def three() -> None:
    for name, country, population in [("Bergen", "NO", 290_000), ("Asker", "NO", None), ("Turku", "FI", 200_000)]:
        MunicipalityFactory(official_name=name, country=country, population=population)
    MunicipalityFactory(official_name="Hidden")


# Narrowing


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Asker", "Bergen", "Turku"]),
        ("?country=NO", ["Asker", "Bergen"]),
        ("?country=NO&q=berg", ["Bergen"]),
        ("?q=HIDDEN", []),
        ("?country=nowhere", ["Asker", "Bergen", "Turku"]),
        ("?other=1", ["Asker", "Bergen", "Turku"]),
    ],
)
def test_what_is_chosen_narrows_and_what_makes_no_sense_does_not(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.usefixtures("three")
def test_a_list_without_a_match_says_what_to_take_away() -> None:
    response = get("?country=FI&q=berg&sort=inhabitants&page=2")
    assert [(part.label, part.value, part.url) for part in response.context_data["narrowed"]] == [
        ("Search", "berg", "/en/list/?country=FI&sort=inhabitants"),
        ("Country", "Finland", "/en/list/?q=berg&sort=inhabitants"),
    ]
    page = response.render().content.decode()
    assert "Nothing is like that." in page
    assert 'href="/en/list/?q=berg&amp;sort=inhabitants"' in page


@pytest.mark.usefixtures("three")
def test_the_search_stands_open_and_what_else_narrows_is_folded_where_there_is_little_room() -> None:
    before, folded = get().render().content.decode().split('<details class="list-narrowing">')
    folded = folded.partition("</details>")[0]
    assert ('name="q"' in before, 'name="q"' in folded, 'name="country"' in folded) == (True, False, True)


def test_a_list_with_nothing_to_narrow_says_so_and_has_no_form() -> None:
    page = get().render().content.decode()
    assert "No body yet." in page
    assert "list-tools" not in page


# Sorting


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?sort=-name", ["Turku", "Bergen", "Asker"]),
        ("?sort=inhabitants", ["Turku", "Bergen", "Asker"]),
        ("?sort=-inhabitants", ["Bergen", "Turku", "Asker"]),
        ("?sort=code", ["Asker", "Bergen", "Turku"]),
        ("?sort=official_name;--", ["Asker", "Bergen", "Turku"]),
    ],
)
def test_only_the_columns_that_say_so_sort_and_what_is_unknown_stands_last(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.usefixtures("three")
def test_a_heading_says_how_the_rows_are_sorted_and_leads_to_the_other_way() -> None:
    headings = [(heading.direction, heading.url) for heading in context("?q=e&page=2")["headings"]]
    assert headings == [("ascending", "/en/list/?q=e&sort=-name"), ("", "/en/list/?q=e&sort=inhabitants")]
    by_name, by_figure = context("?sort=-inhabitants")["headings"]
    assert (by_name.direction, by_figure.direction, by_figure.url) == (
        "",
        "descending",
        "/en/list/?sort=inhabitants",
    )


@pytest.mark.parametrize("language", ["en", "nb", "sv", "da", "fi", "is"])
def test_the_database_sorts_names_as_each_language_does(language: str) -> None:
    written = ["Ørsta", "Örebro", "Æ", "Ärla", "Ål", "Aalborg", "Zed", "Þórshöfn", "Ísafjörður", "Iz", "Éa", "Ea", "ÅR"]
    for name in written:
        MunicipalityFactory(official_name=name)
    sorted_ = Municipality.objects.order_by(collated("official_name", language)).values_list("official_name", flat=True)
    key = collation_key(language)
    assert [key(name)[0] for name in sorted_] == sorted(key(name)[0] for name in written)


# Pages


def test_it_is_paged_and_keeps_what_narrows_and_sorts() -> None:
    for number in range(PAGE_LENGTH + 1):
        MunicipalityFactory(official_name=f"Body {number:03}")
    response = get("?q=body&sort=-name&page=2")
    assert [str(body) for body in response.context_data["page"]] == ["Body 000"]
    page = response.render().content.decode()
    assert "51 rows" in page
    assert 'href="?q=body&amp;sort=-name&amp;page=1"' in page
    assert names("?page=99") == ["Body 050"]
    assert len(names("?page=many")) == PAGE_LENGTH


# Files


@pytest.mark.usefixtures("three")
def test_the_file_has_what_the_page_shows_in_its_order_and_more_columns() -> None:
    assert file("?country=NO&sort=-name&as=csv") == ["Name;Inhabitants;Code", "Bergen;290000;", "Asker;;"]


def test_the_file_has_all_pages() -> None:
    MunicipalityFactory.create_batch(PAGE_LENGTH + 5)
    assert len(file("?page=2&as=csv")) == PAGE_LENGTH + 6


@pytest.mark.usefixtures("three")
def test_the_page_leads_to_its_files() -> None:
    files = dict(context("?country=NO&page=1")["files"])
    assert files == {"csv": "/en/list/?country=NO&as=csv", "xlsx": "/en/list/?country=NO&as=xlsx"}
    assert content(get("?as=xlsx")).startswith(b"PK")
    assert get("?as=pdf").status_code == 200


@pytest.mark.parametrize("query", ["", "?as=csv"])
def test_whoever_may_not_see_the_page_gets_no_file_either(query: str) -> None:
    with pytest.raises(PermissionDenied):
        get(query, UserFactory(name="Stranger"))
