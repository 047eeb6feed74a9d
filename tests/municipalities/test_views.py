"""The list of who takes part."""

from datetime import date

import pytest

from municipalities.enums import Kind
from municipalities.models import Municipality
from tests.factories import MunicipalityFactory, ParticipationFactory
from tests.reading import assert_same_for_everybody, read, title_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gothenburg():
    body = MunicipalityFactory(official_name="Göteborg", name_en="Gothenburg", country="SE", population=571_868)
    ParticipationFactory(municipality=body)
    return body


def test_the_page_is_the_same_for_everybody(gothenburg) -> None:
    assert_same_for_everybody("/en/participants/")


def test_a_list_without_participants_says_so() -> None:
    MunicipalityFactory(official_name="Nowhere")
    assert "Nobody takes part yet." in read("/en/participants/")


def test_a_company_is_never_counted_twice(gothenburg) -> None:
    leasing = MunicipalityFactory(official_name="Göteborgs Stads Leasing", country="SE", parent=gothenburg)
    ParticipationFactory(municipality=leasing)
    page = read("/en/participants/")
    assert "2 public buyers 1 country 571,868 inhabitants" in page
    assert "Gothenburg Municipality 571,868 " in page
    assert "Göteborgs Stads Leasing Municipal company counted with Gothenburg " in page


def test_a_company_stands_for_its_parent_where_that_takes_no_part() -> None:
    parent = MunicipalityFactory(population=571_868)
    ParticipationFactory(municipality=MunicipalityFactory(parent=parent, population=7))
    assert "1 public buyer 1 country 571,868 inhabitants" in read("/en/participants/")


def test_who_is_no_more_counts_until_what_it_is_a_part_of_takes_part_itself(gothenburg) -> None:
    other = ParticipationFactory(
        municipality__official_name="Mölndal", municipality__country="SE", municipality__population=70_000
    ).municipality
    ParticipationFactory(municipality__official_name="Gone", municipality__closed_on=date(2020, 1, 1))
    company = MunicipalityFactory(official_name="Göteborgs Stads Leasing", country="SE", parent=gothenburg)
    successor = MunicipalityFactory(official_name="Västkusten", country="SE", population=642_000)
    Municipality.objects.filter(pk__in=[gothenburg.pk, other.pk]).update(merged_into=successor, closed_on="2020-01-01")
    page = read("/en/participants/")
    assert "1 public buyer 1 country 641,868 inhabitants" in page
    assert "Mölndal now part of Västkusten Municipality 70,000 " in page
    assert "Gone" not in page
    assert "Sweden Gothenburg now part of Västkusten Mölndal now part of Västkusten" in read("/en/")
    for body in (successor, company):
        ParticipationFactory(municipality=body)
    page = read("/en/participants/")
    assert "2 public buyers 1 country 642,000 inhabitants" in page
    assert "Göteborgs Stads Leasing Municipal company counted with Västkusten " in page
    assert "Mölndal" not in page


def test_a_body_in_two_dialogues_stands_once(gothenburg) -> None:
    ParticipationFactory(municipality=gothenburg)
    assert "1 public buyer" in read("/en/participants/")


def test_names_and_their_order_are_the_readers(gothenburg) -> None:
    for name in ("Örebro", "Aalborg", "Ängelholm"):
        ParticipationFactory(municipality__official_name=name, municipality__country="SE")
    order = ["Aalborg", "Gothenburg", "Ängelholm", "Örebro"]
    page = read("/en/participants/").partition("Name Kind Region Inhabitants Dialogues Since")[2]
    assert sorted(order, key=page.index) == order
    assert "Göteborg" in read("/nb/participants/")
    assert "Gothenburg" not in read("/nb/participants/")


def test_a_body_without_inhabitants_of_its_own_has_none() -> None:
    ParticipationFactory(
        municipality__official_name="SKI", municipality__kind=Kind.CENTRAL_PURCHASING, municipality__population=None
    )
    page = read("/en/participants/")
    assert "SKI Central purchasing body – " in page
    assert "Not on the map: SKI" in page


def test_the_title_says_what_the_page_is() -> None:
    assert title_of("/en/participants/") == "Participants – Nordic dialogue portal"


def test_queries_do_not_grow_with_the_participants(client, django_assert_num_queries) -> None:
    for _round in range(3):
        ParticipationFactory(municipality=MunicipalityFactory(parent=MunicipalityFactory()))
        with django_assert_num_queries(3):
            client.get("/en/participants/")


def test_queries_do_not_grow_with_those_that_have_merged(client, django_assert_num_queries) -> None:
    for _round in range(3):
        merged = MunicipalityFactory(merged_into=MunicipalityFactory(merged_into=MunicipalityFactory()))
        for body in (merged, MunicipalityFactory(parent=merged.merged_into)):
            ParticipationFactory(municipality=body)
        with django_assert_num_queries(6):
            client.get("/en/participants/")


def test_the_participants_of_one_dialogue_are_shown_alone(gothenburg) -> None:
    other = ParticipationFactory(municipality__official_name="Uppsala", dialogue__slug="other", since=date(2021, 3, 1))
    ParticipationFactory(municipality=gothenburg, dialogue=other.dialogue, since=date(2022, 5, 1), role="observer")
    page = read("/en/participants/?dialogue=other")
    assert "2 public buyers" in page
    assert "(as an observer) 1 May 2022" in page
    assert "24 October 2019" not in page
    assert "24 October 2019" in read("/en/participants/")
    read("/en/participants/?dialogue=none", status=404)


def test_only_who_takes_part_is_on_the_page(gothenburg) -> None:
    MunicipalityFactory(official_name="Onlooker", country="DK", latitude=56.0, longitude=10.0)
    page = read("/en/participants/")
    assert "1 public buyer 1 country 571,868 inhabitants" in page
    assert "Onlooker" not in page
    assert "Denmark" not in page


# The register to choose from


def test_the_register_is_the_same_for_everybody() -> None:
    MunicipalityFactory(official_name="Bodø")
    for query in ("", "?country=NO", "?q=bodo", "?q=bodo&as=options"):
        assert_same_for_everybody(f"/en/interest/bodies/{query}")


def test_the_register_is_a_list_by_country_and_region_in_the_order_of_the_reader() -> None:
    for name, region in (("Ørland", "Trøndelag"), ("Åfjord", "Trøndelag"), ("Vardø", "Finnmark"), ("Central", "")):
        MunicipalityFactory(official_name=name, region=region)
    MunicipalityFactory(official_name="Gone", region="Finnmark", closed_on=date(2020, 1, 1))
    assert "Norway (4)" in read("/en/interest/bodies/")
    page = read("/nb/interest/bodies/?country=NO")
    assert "Finnmark Vardø Trøndelag Ørland Åfjord " in page
    assert page.index("Åfjord") < page.index("Central")
    read("/en/interest/bodies/?country=XX", status=404)


def test_a_search_without_script_leads_to_the_form_of_the_dialogue(client) -> None:
    body = ParticipationFactory(municipality__official_name="Bodø", municipality__region="Nordland").municipality
    assert "1 result for “bodo” Bodø Takes part Nordland, Norway" in read("/en/interest/bodies/?q=bodo")
    assert "Nothing in the register has this name." in read("/en/interest/bodies/?q=zzzz")
    forms = {"": "/en/interest/", "&dialogue=zed-2": "/en/interest/in/zed-2/", "&dialogue=//evil": "/en/interest/"}
    for query, form in forms.items():
        page = client.get(f"/en/interest/bodies/?q=bodo{query}").content.decode()
        assert f'href="{form}?body={body.pk}"' in page


def test_what_a_picker_asks_for_is_the_options_and_how_many(client) -> None:
    body = MunicipalityFactory(official_name='<b>"Herøy"', region="Nordland", country="NO")
    html = client.get("/en/interest/bodies/?q=heroy&as=options").content.decode()
    assert f'data-value="{body.pk}"' in html
    assert 'data-text="&lt;b&gt;&quot;Herøy&quot;"' in html
    assert "1 suggestion" in html
    assert "<html" not in html


def test_queries_of_the_register_do_not_grow(client, django_assert_num_queries) -> None:
    for _round in range(3):
        MunicipalityFactory.create_batch(3)
        with django_assert_num_queries(2):
            client.get("/en/interest/bodies/?country=NO")
        with django_assert_num_queries(1):
            client.get("/en/interest/bodies/?q=munic&as=options")
