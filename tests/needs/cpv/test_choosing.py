"""CPV codes are found by word or code in all languages, shown in their hierarchy, and chosen for a need."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from needs.cpv.search import find_codes, placed
from needs.curation.search import Meaning, fitting
from needs.enums import NeedState
from needs.models import CpvCode, Need
from needs.registers import loading
from tests.factories import NeedFactory
from tests.needs.roles import person, signed_in

pytestmark = pytest.mark.django_db


def make_once() -> Need:
    loading.load()
    return NeedFactory(state=NeedState.DRAFT)


@pytest.fixture
def need(made: Need) -> Need:
    return made


@pytest.fixture
def client(need: Need) -> Client:
    return signed_in(person("editor", need))


def address(need: Need) -> str:
    return reverse("workspace-need-cpv", args=[need.pk])


def codes(need: Need) -> list[str]:
    return list(need.cpv_codes.order_by("pk").values_list("pk", flat=True))


FOUND = {
    "refuse collection": ["34144511", "90511000", "90511200"],
    "jatteiden keruu": ["90511000"],
    "Pakkeudbringning": ["64121200"],
    "paketut": ["64121200"],
    "6012": ["60120000"],
    "64121200-2": ["64121200"],
    "6418": [],
    "nonsense": [],
    "": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_codes_are_found_in_all_languages_without_accents(need: Need, text: str) -> None:
    assert list(find_codes(text).values_list("pk", flat=True)) == FOUND[text]


def test_a_code_is_shown_under_those_above_it_in_one_query(need: Need, django_assert_num_queries) -> None:
    many = list(CpvCode.objects.filter(pk__startswith="64"))
    with django_assert_num_queries(1):
        rows = {row.code.pk: [higher.pk for higher in row.under] for row in placed(many)}
    assert rows["64121200"] == ["64000000", "64100000", "64120000", "64121000"]
    assert rows["64000000"] == []


def test_codes_are_searched_ticked_and_kept_without_script(need: Need, client: Client) -> None:
    shown = client.get(address(need), {"q": "parcel"})
    assert [row.code.pk for row in shown.context["found"]] == ["60161000", "64113000", "64121200"]
    count, lists = shown.content.decode().partition('id="cpv-count"')[2].split('id="cpv-lists"')
    assert ("3 codes found" in count, "role=" in lists.partition("</form>")[0]) == (True, False)
    on = client.post(address(need), {"q": "taxi", "code": ["64121200"], "search": "1"})
    assert [row.code.pk for row in on.context["chosen"]] == ["64121200"]
    assert codes(need) == []
    client.post(address(need), {"code": ["64121200", "60120000", "99999999", "x"], "keep": "1"})
    assert codes(need) == ["60120000", "64121200"]


def test_two_who_choose_at_once_each_add_and_take_away_what_they_saw(need: Need, client: Client) -> None:
    need.cpv_codes.set(["60120000"])
    client.post(address(need), {"seen": ["60120000"], "code": ["60120000", "64121200"], "keep": "1"})
    client.post(address(need), {"seen": ["60120000"], "code": ["60161000"], "keep": "1"})
    assert codes(need) == ["60161000", "64121200"]


def test_twenty_codes_are_enough_and_a_submitted_need_keeps_its_own(need: Need, client: Client) -> None:
    many = list(CpvCode.objects.values_list("pk", flat=True)[:21])
    answer = client.post(address(need), {"code": many, "keep": "1"})
    assert answer.context["refusal"].startswith("A need has at most 20 CPV codes.")
    assert len(answer.context["chosen"]) == 21
    Need.objects.update(state=NeedState.SUBMITTED)
    assert "not being written" in client.post(address(need), {"code": many[:1], "keep": "1"}).context["refusal"]
    assert codes(need) == []


def test_the_page_costs_the_same_with_few_and_with_many_codes(need: Need, client: Client) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address(need), {"q": text})
        return len(seen)

    queries("taxi")
    assert queries("taxi") == queries("services")


def test_at_the_desk_a_word_of_a_code_s_name_finds_the_needs_with_it(need: Need) -> None:
    other = NeedFactory()
    need.cpv_codes.set(["90511000"])
    other.cpv_codes.set(["64121200"])

    def found(text: str) -> list[Need]:
        query = Need.objects.values_list(Meaning(text)).first()[0]
        return list(fitting(Need.objects.all(), query).order_by("pk"))

    assert found("refuse") == found("affaldsinds") == found("keruupalvelut") == [need]
    assert found("paketutdelning") == [other]
    assert found("refuse parcel") == []
