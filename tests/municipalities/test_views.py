"""The list of who takes part."""

import pytest

from municipalities.enums import Kind
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
    assert "Gothenburg Municipality 571,868 Göteborgs Stads Leasing Municipal company counted with Gothenburg" in page


def test_a_company_stands_for_its_parent_where_that_takes_no_part() -> None:
    parent = MunicipalityFactory(population=571_868)
    ParticipationFactory(municipality=MunicipalityFactory(parent=parent, population=7))
    assert "1 public buyer 1 country 571,868 inhabitants" in read("/en/participants/")


def test_a_body_in_two_dialogues_stands_once(gothenburg) -> None:
    ParticipationFactory(municipality=gothenburg)
    assert "1 public buyer" in read("/en/participants/")


def test_names_and_their_order_are_the_readers(gothenburg) -> None:
    for name in ("Örebro", "Aalborg", "Ängelholm"):
        ParticipationFactory(municipality__official_name=name, municipality__country="SE")
    order = ["Aalborg", "Gothenburg", "Ängelholm", "Örebro"]
    page = read("/en/participants/")
    assert sorted(order, key=page.index) == order
    assert "Göteborg" in read("/nb/participants/")
    assert "Gothenburg" not in read("/nb/participants/")


def test_a_body_without_inhabitants_of_its_own_has_none() -> None:
    ParticipationFactory(
        municipality__official_name="SKI", municipality__kind=Kind.CENTRAL_PURCHASING, municipality__population=None
    )
    assert "SKI Central purchasing body –" in read("/en/participants/")


def test_the_title_says_what_the_page_is() -> None:
    assert title_of("/en/participants/") == "Participants – Nordic dialogue portal"


def test_queries_do_not_grow_with_the_participants(client, django_assert_num_queries) -> None:
    for _round in range(3):
        ParticipationFactory(municipality=MunicipalityFactory(parent=MunicipalityFactory()))
        with django_assert_num_queries(1):
            client.get("/en/participants/")
