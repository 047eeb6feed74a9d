"""Needs that are like another: proposed with their reasons, hidden with one click."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from needs.curation.similar import hide, similar
from needs.enums import NeedState
from needs.models import HiddenSimilar, Need
from tests.factories import (
    CategoryFactory,
    CpvCodeFactory,
    DialogueFactory,
    MembershipFactory,
    NeedFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.needs.roles import answers, signed_in, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory()


@pytest.fixture
def manager(dialogue):
    return StaffRoleFactory(dialogue=dialogue).user


def need(dialogue, title: str, code: str = "60161000", **fields: object) -> Need:
    made = NeedFactory(dialogue=dialogue, title_en=title, title_nb="", situation_nb="", situation_en="", **fields)
    made.cpv_codes.add(CpvCodeFactory(code=code))
    return made


def proposed(need: Need, user) -> list[tuple[Need, list[str]]]:
    """Each with its reasons, the common words as the last of them."""
    return [(one.need, [*one.reasons, str(one.words)]) for one in similar(Need.objects.get(pk=need.pk), user)]


def test_a_need_with_nearly_the_same_title_is_proposed_with_all_reasons(dialogue, manager) -> None:
    one = need(dialogue, "Delivery of parcels to schools", demand={2021: 1, 2022: 1})
    other = need(dialogue, "Delivery of parcels to the schools", "60160000", demand={2022: 1, 2023: 1})
    need(dialogue, "Collection of waste in parks", category=CategoryFactory(slug="waste"))
    assert proposed(one, manager) == [
        (
            other,
            [
                "Nearly the same title",
                "Same CPV branch: 601",
                "Same category",
                "Same years: 2022",
                "delivery, parcels, schools",
            ],
        )
    ]


def test_two_words_and_the_branch_in_common_are_enough_also_in_a_text(dialogue, manager) -> None:
    elsewhere = {"category": CategoryFactory(slug="waste"), "demand": {2030: 1}}
    one = need(dialogue, "Parcels to schools", demand={2021: 1})
    other = need(dialogue, "Something quite different", outcome_en="Every school gets its parcels.", **elsewhere)
    need(dialogue, "Parcels for nobody at all", **elsewhere)
    need(dialogue, "Many schools with parcels, elsewhere", "39130000", **elsewhere)
    assert proposed(one, manager) == [(other, ["Same CPV branch: 601", "parcels, schools"])]


def test_one_word_is_enough_where_the_category_is_the_same_too(dialogue, manager) -> None:
    one = need(dialogue, "Parcels to schools", demand={2021: 1})
    other = need(dialogue, "Internal mail and parcels", demand={2030: 1})
    need(dialogue, "Furniture for nobody at all", demand={2030: 1})
    assert proposed(one, manager) == [(other, ["Same CPV branch: 601", "Same category", "parcels"])]


def test_words_that_many_needs_have_tell_nothing(dialogue, manager) -> None:
    common = {"outcome_en": "Without emissions.", "demand": {2030: 1}}
    for place in range(6):
        need(dialogue, f"Vans without emissions, part {place}", **common)
    assert proposed(need(dialogue, "Collecting waste without emissions", **common), manager) == []
    one, other = (need(dialogue, title, **common) for title in ("Waste without emissions", "Litter bins and waste"))
    assert (other, ["Same CPV branch: 601", "Same category", "Same years: 2030", "waste"]) in proposed(one, manager)
    need(DialogueFactory(), "Emissions")  # of another dialogue it says nothing
    for place in range(40):
        need(dialogue, f"Grit, part {place}", outcome_en="", outcome_nb="", demand={})
    assert proposed(one, manager)[0][1][-1] == "emissions, without, waste"


def test_the_category_and_each_cpv_branch_in_common_weigh_more_than_words_of_the_title(dialogue, manager) -> None:
    waste = CategoryFactory(slug="waste")
    one = need(dialogue, "Emptying bins in quiet streets", "90511000", category=waste)
    vans = need(dialogue, "Quiet vans in streets", "90511000")
    bins = need(dialogue, "Litter and bins", "90511000", category=waste)
    for both in (one, bins):
        both.cpv_codes.add(CpvCodeFactory(code="34144000"))
    assert [found for found, _reasons in proposed(one, manager)] == [bins, vans]


def test_originals_without_a_translation_are_compared_in_their_language(dialogue, manager) -> None:
    one, other = (
        NeedFactory(dialogue=dialogue, language="is", title_is=title, title_nb="", title_en="")
        for title in ("Afhending böggla til skóla", "Afhending böggla til skólanna")
    )
    assert [found for found, _reasons in proposed(one, manager)] == [other]
    assert proposed(one, manager)[0][1][-1] == "afhending, böggla"
    page = signed_in(manager).get(one.get_absolute_url()).content.decode()
    assert 'Common words: <span lang="is">afhending, böggla</span>' in page


def test_common_words_are_told_in_the_readers_language_and_in_english_to_nobody_else(dialogue, manager) -> None:
    one, other = (
        NeedFactory(
            dialogue=dialogue, language="da", title_da=f"Varevogne uden {last}", title_en="Vans without emissions"
        )
        for last in ("udledning", "støj")
    )
    for need in (one, other):
        need.cpv_codes.add(CpvCodeFactory(code="60161000"))
    assert proposed(one, manager)[0][1][-1] == "emissions, without, vans"
    with override("da"):
        [(_need, reasons)] = proposed(one, manager)
    assert reasons[-1] == "varevogne, uden"


def test_only_what_the_person_may_read_is_proposed(dialogue, manager) -> None:
    one = need(dialogue, "Delivery of parcels to schools")
    own = need(dialogue, "Delivery of parcels to schools", municipality=one.municipality)
    draft = need(dialogue, "Delivery of parcels to schools", municipality=one.municipality, state=NeedState.DRAFT)
    other = need(dialogue, "Delivery of parcels to schools")
    need(DialogueFactory(), "Delivery of parcels to schools")
    editor = MembershipFactory(municipality=one.municipality, role="editor").user
    assert {found for found, _reasons in proposed(one, manager)} == {own, other}
    assert {found for found, _reasons in proposed(one, editor)} == {own}
    assert draft not in {found for found, _reasons in proposed(one, editor)}
    assert proposed(one, UserFactory()) == []


def test_what_was_declined_or_withdrawn_is_not_proposed(dialogue, manager) -> None:
    one = need(dialogue, "Delivery of parcels to schools")
    for state in (NeedState.DECLINED, NeedState.WITHDRAWN):
        need(dialogue, "Delivery of parcels to schools", state=state)
    assert proposed(one, manager) == []


def test_at_most_five_are_proposed_at_as_many_queries(dialogue, manager, django_assert_max_num_queries) -> None:
    needs = [need(dialogue, f"Delivery of parcels to schools, part {place}") for place in range(8)]
    one = Need.objects.select_related("search").prefetch_related("demand_lines", "cpv_codes").get(pk=needs[0].pk)
    with django_assert_max_num_queries(2):
        assert len(similar(one, manager)) == 5


def test_a_hidden_pair_is_hidden_on_both_sides_and_for_this_person_only(dialogue, manager) -> None:
    one, other = (need(dialogue, "Delivery of parcels to schools") for _ in range(2))
    for _ in range(2):
        hide(other, one, manager)
    assert HiddenSimilar.objects.count() == 1
    assert (proposed(one, manager), proposed(other, manager)) == ([], [])
    assert len(proposed(one, StaffRoleFactory(dialogue=dialogue).user)) == 1


def test_one_click_hides_and_one_shows_again(dialogue, manager) -> None:
    one, other = (need(dialogue, "Delivery of parcels to schools") for _ in range(2))
    client = signed_in(manager)
    page = client.get(one.get_absolute_url()).content.decode()
    address = reverse("workspace-need-similar-hide", args=[one.pk, other.pk])
    assert address in page
    assert "Nearly the same title" in page
    assert client.post(address).url == f"{one.get_absolute_url()}#similar"
    page = client.get(one.get_absolute_url()).content.decode()
    assert address not in page
    client.post(reverse("workspace-need-similar-show", args=[one.pk]))
    assert address in client.get(one.get_absolute_url()).content.decode()


def test_what_a_person_may_not_read_she_cannot_hide(dialogue) -> None:
    one = need(dialogue, "Delivery of parcels to schools")
    hidden = need(DialogueFactory(), "Delivery of parcels to schools")
    beside = reverse("workspace-need-similar-hide", args=[one.pk, hidden.pk])
    assert signed_in(StaffRoleFactory(dialogue=dialogue).user).post(beside).status_code == 404
    own = reverse("workspace-need-similar-hide", args=[one.pk, one.pk])
    expected = answers(302, supplier=404, manager_elsewhere=404)
    assert statuses(own, one, "post") == expected
    assert not HiddenSimilar.objects.exists()


def test_a_title_of_signs_alone_breaks_nothing(dialogue, manager) -> None:
    assert proposed(need(dialogue, "'' | & !"), manager) == []
    assert proposed(need(dialogue, ""), manager) == []
