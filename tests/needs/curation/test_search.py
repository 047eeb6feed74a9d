"""Needs are found by their words in six languages, by names with typing errors in them, and by codes."""

import pytest
from django.db import connection

from needs.curation.search import Meaning, best, fitting, words
from needs.models import Need, SearchText
from tests.factories import CategoryFactory, CpvCodeFactory, MunicipalityFactory, NeedFactory

pytestmark = pytest.mark.django_db


def meaning(text: str) -> str:
    return Need.objects.values_list(Meaning(text)).first()[0]


def found(text: str) -> list[Need]:
    return list(best(Need.objects.all(), meaning(text)))


def need(language: str = "nb", **fields: object) -> Need:
    empty = {f"{name}_{code}": "" for name in ("title", "situation", "outcome") for code in ("nb", "en")}
    return NeedFactory(**{**empty, "language": language, **fields})


@pytest.mark.parametrize(
    ("field", "written", "typed"),
    [
        ("title_en", "Deliveries to schools", "delivery school"),
        ("situation_nb", "Varene leveres til skolene", "vare skole"),
        ("outcome_sv", "Leveranserna kommer till skolorna", "leverans skola"),
        ("constraints_da", "Leveringerne må ikke vente på bilerne", "levering bil"),
        ("situation_fi", "Kuljetukset kouluihin ja päiväkoteihin", "kuljetuksen koulu"),
        ("outcome_is", "Afhending vöru til skóla", "afhending voru"),
    ],
)
def test_a_word_is_found_in_another_form_in_every_language(field: str, written: str, typed: str) -> None:
    need(title_nb="Noe annet")
    wanted = need(**{field: written})
    assert found(typed) == [wanted]


def test_original_and_translation_are_both_found() -> None:
    both = need(title_nb="Varebiler", title_en="Vans")
    assert (found("varebil"), found("van")) == ([both], [both])


def test_words_in_a_title_count_more_than_words_in_a_text() -> None:
    in_title = need(title_nb="Lastesykler")
    in_text = need(title_nb="Noe annet", situation_nb="Lastesykler, lastesykler")
    assert found("lastesykler") == [in_title, in_text]


def test_every_word_must_be_found_but_those_that_say_nothing() -> None:
    one = need(title_en="Delivery of goods to the schools")
    need(title_en="Delivery of parcels")
    assert found("the goods of the delivery") == [one]


@pytest.mark.parametrize("typed", ["Örebro", "orebro", "ØREBRO", "Oerebro", "Orebroo", "Örbro"])
def test_a_body_is_found_by_its_name_also_mistyped(typed: str) -> None:
    wanted = need(municipality=MunicipalityFactory(official_name="Örebro"))
    need(municipality=MunicipalityFactory(official_name="Oslo"))
    assert found(typed) == [wanted]


def test_a_body_is_found_by_its_name_in_any_language_and_under_its_new_name() -> None:
    body = MunicipalityFactory(official_name="København", name_en="Copenhagen")
    wanted = need(municipality=body)
    assert (found("copenhagen"), found("koebenhavn")) == ([wanted], [wanted])
    type(body).objects.filter(pk=body.pk).update(official_name="Hovedstaden")
    assert found("hovedstaden") == [wanted]


def test_words_of_the_text_and_the_name_of_the_body_are_found_together() -> None:
    body = MunicipalityFactory(official_name="Turku / Åbo")
    wanted = need(title_fi="Kuljetukset kouluihin", municipality=body)
    need(title_fi="Kuljetukset kouluihin")
    need(title_fi="Jätteet", municipality=body)
    assert found("koulu turku") == [wanted]


def test_a_category_is_found_by_its_name() -> None:
    wanted = need(category=CategoryFactory(slug="waste", name_sv="Avfallsinsamling"))
    need()
    assert found("avfallsinsamling") == [wanted]


@pytest.mark.parametrize(
    ("typed", "places"), [("60161000", [0]), ("60161000-4", [0]), ("60160000", [0]), ("601", [1, 0])]
)
def test_a_code_is_found_with_all_of_its_branch(typed: str, places: list[int]) -> None:
    needs = [need(), need()]
    for one, code in zip(needs, ["60161000", "60180000"], strict=True):
        one.cpv_codes.add(CpvCodeFactory(code=code))
    assert found(typed) == [needs[place] for place in places]


@pytest.mark.parametrize("typed", ["bod", "body", "cat", "cate", "category", "cpv"])
def test_the_beginning_of_a_rows_own_marks_finds_what_has_the_word_and_nothing_else(typed: str) -> None:
    one, other = need(title_en="Vans"), need(title_en=f"Words such as {typed}")
    one.cpv_codes.add(CpvCodeFactory(code="60161000"))
    other.cpv_codes.add(CpvCodeFactory(code="60161000"))
    assert found(typed) == [other]
    assert found(f"{typed} vans") == []
    assert found("60161000") == [other, one]


def test_a_code_that_was_taken_away_is_not_found_any_more() -> None:
    one = need()
    one.cpv_codes.add(CpvCodeFactory(code="60161000"))
    one.cpv_codes.clear()
    assert found("60161000") == []


def test_what_was_changed_is_found_as_it_is_now_whoever_wrote_it() -> None:
    one = need(title_nb="Varebiler")
    Need.objects.filter(pk=one.pk).update(title_nb="Lastesykler")
    assert (found("varebiler"), found("lastesykler")) == ([], [one])


def test_a_step_of_the_workflow_does_not_write_the_words_anew() -> None:
    one = need(title_nb="Varebiler")
    before = versions()
    Need.objects.filter(pk=one.pk).update(state="withdrawn")
    assert versions() == before


def versions() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT need_id, ctid::text FROM needs_searchtext ORDER BY need_id")
        return cursor.fetchall()


def test_the_words_of_a_deleted_need_go_with_it() -> None:
    need().delete()
    assert SearchText.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "  ", "!!", "' | ) (", "\\", "a:*", "%_", "'", "æ" * 200])
def test_nothing_that_is_typed_breaks_the_search(typed: str) -> None:
    need()
    assert found(typed) == []


def test_of_what_was_typed_ten_words_are_looked_for() -> None:
    assert words("Van, 60160000-7 " + "word " * 20) == ["van", "60160000", *["word"] * 8]


def test_the_search_keeps_to_the_needs_it_is_given() -> None:
    one, other = need(title_nb="Varebiler"), need(title_nb="Varebiler")
    mine = Need.objects.exclude(pk=other.pk)
    assert list(best(mine, meaning("varebil"))) == list(fitting(mine, meaning("varebil"))) == [one]
