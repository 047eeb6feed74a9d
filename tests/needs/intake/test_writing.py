"""Writing a need: begun once, saved by button and by itself, by several people, and nothing is lost."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from needs.enums import NeedState
from needs.models import Need
from tests.acts import together
from tests.factories import (
    CategoryFactory,
    DemandLineFactory,
    DialogueFactory,
    MembershipFactory,
    NeedFactory,
    ParticipationFactory,
)
from tests.needs.roles import person, signed_in

BY_ITSELF = {"HX-Request": "true"}


@pytest.fixture
def need(db) -> Need:
    return NeedFactory(state=NeedState.DRAFT, municipality__country="DK", language="nb")


@pytest.fixture
def editor(need: Need) -> Client:
    return signed_in(person("editor", need))


def address(need: Need, section: str = "today") -> str:
    return reverse("workspace-need-write", args=[need.pk, section])


def shown(client: Client, url: str) -> dict[str, str]:
    """What the form at an address sends when nobody touches it."""
    form = client.get(url).context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def stored(need: Need, field: str) -> str:
    return getattr(Need.objects.get(pk=need.pk), field)


# Beginning


def new_need(body, **changes: object) -> dict[str, object]:
    dialogue = body.participations.first().dialogue
    fields = {"dialogue": dialogue.slug, "title": "Stille leverancer", "category": "deliveries", "language": "da"}
    return {**fields, "key": uuid4(), **changes}


@pytest.fixture
def body(db):
    CategoryFactory()
    return ParticipationFactory(municipality__country="DK").municipality


def test_a_need_begins_with_a_title_in_the_bodys_language_and_once(body) -> None:
    client = signed_in(MembershipFactory(municipality=body, role="editor").user)
    url = reverse("workspace-need-new", args=[body.pk])
    assert client.get(url).context["form"]["language"].value() == "da"
    form = new_need(body)
    addresses = {client.post(url, form).url for _ in range(2)}
    need = Need.objects.get()
    assert addresses == {address(need)}
    assert (need.state, need.title_da, need.title_en, need.municipality) == ("draft", "Stille leverancer", None, body)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"category": "no-such"}, "category"),
        ({"language": "de"}, "language"),
        ({"dialogue": "elsewhere"}, "dialogue"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_makes_no_need_is_told_at_its_field_and_keeps_the_rest(body, changes: dict, wrong: str) -> None:
    DialogueFactory(slug="elsewhere")
    client = signed_in(MembershipFactory(municipality=body, role="editor").user)
    form = client.post(reverse("workspace-need-new", args=[body.pk]), new_need(body, **changes)).context["form"]
    assert (list(form.errors), Need.objects.exists()) == ([wrong], False)
    assert wrong == "title" or form["title"].value() == "Stille leverancer"


def test_who_only_observes_a_dialogue_or_is_closed_writes_no_need(body) -> None:
    client = signed_in(MembershipFactory(municipality=body, role="editor").user)
    url, form = reverse("workspace-need-new", args=[body.pk]), new_need(body)
    body.participations.update(role="observer")
    assert b"observers write no needs" in client.get(url).content
    assert list(client.post(url, form).context["form"].errors) == ["dialogue"]
    body.participations.all().delete()
    assert b"takes part in none" in client.get(url).content
    body.closed_on = date(2020, 1, 1)
    body.save()
    assert (client.get(url).status_code, client.post(url, form).status_code) == (403, 403)
    assert not Need.objects.exists()


# Saving


def test_the_button_saves_and_goes_on_to_the_next_section_or_stays(need: Need, editor: Client) -> None:
    typed = {**shown(editor, address(need)), "situation": "To ture\r\nom dagen"}
    assert editor.post(address(need), {**typed, "then": "on"}).url == address(need, "outcome")
    assert editor.post(address(need), {**typed, "then": "stay"}).url == address(need)
    assert stored(need, "situation_nb") == "To ture\nom dagen"


def test_it_saves_itself_as_it_is_typed_and_says_when_and_what_was_seen(need: Need, editor: Client) -> None:
    typed = {**shown(editor, address(need)), "situation": "To ture"}
    for more in (" om dagen", " om dagen, hver dag"):
        answer = editor.post(
            address(need), typed := {**typed, "situation": typed["situation"] + more}, headers=BY_ITSELF
        )
        assert answer.templates[0].name == "needs/intake/_saved.html"
        assert "role=" not in answer.content.decode(), "what says it stands on the page already"
        assert "CET)" in answer.context["saved_at"] or "CEST)" in answer.context["saved_at"]
        typed["seen"] = answer.context["seen"]
    assert stored(need, "situation_nb") == "To ture om dagen om dagen, hver dag"


def test_what_a_colleague_saved_meanwhile_is_never_overwritten_and_both_texts_are_shown(need: Need) -> None:
    mine, hers = (signed_in(person(role, need)) for role in ("editor", "signatory"))
    form = shown(mine, address(need))
    hers.post(address(need), {**form, "situation": "Hendes tekst"})
    typed = {**form, "situation": "Min tekst"}
    by_itself = mine.post(address(need), typed, headers=BY_ITSELF)
    assert "Press “Save” to see both texts" in by_itself.content.decode()
    assert "data-typed" in by_itself.content.decode()
    assert (by_itself.context["seen"], stored(need, "situation_nb")) == (form["seen"], "Hendes tekst")
    page = mine.post(address(need), {**typed, "then": "on"})
    field = page.context["form"]["situation"]
    assert (field.value(), field.theirs, stored(need, "situation_nb")) == ("Min tekst", "Hendes tekst", "Hendes tekst")
    tag = page.content.decode().partition('id="section"')[2].partition(">")[0]
    assert ("hx-post" in tag, "data-by-button data-typed" in tag) == (False, True)
    both = {**typed, "situation": "Begge tekster", "seen": page.context["form"]["seen"].value(), "then": "on"}
    assert mine.post(address(need), both).status_code == 302
    assert stored(need, "situation_nb") == "Begge tekster"


def test_saving_what_one_left_alone_keeps_a_colleagues_text_also_the_second_time(need: Need) -> None:
    mine, hers = (signed_in(person(role, need)) for role in ("editor", "signatory"))
    form = shown(mine, address(need, "title"))
    other = CategoryFactory(slug="waste")
    hers.post(address(need, "title"), {**form, "title": "Hendes titel"})
    typed = {**form, "category": other.slug}
    for _ in range(2):
        typed["seen"] = mine.post(address(need, "title"), typed, headers=BY_ITSELF).context["seen"]
    assert (stored(need, "title_nb"), stored(need, "category")) == ("Hendes titel", other)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_stored_and_the_other_sees_both() -> None:
    need = NeedFactory(state=NeedState.DRAFT)
    clients = [signed_in(person(role, need)) for role in ("editor", "signatory")]
    form = shown(clients[0], address(need))
    calls = [
        lambda client=client, text=text: client.post(address(need), {**form, "situation": text, "then": "on"})
        for client, text in zip(clients, ["Det ene", "Det andet"], strict=True)
    ]
    answers = together(*calls)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [told] = [answer.context["form"]["situation"] for answer in answers if answer.status_code == 200]
    assert {told.value(), told.theirs} == {"Det ene", "Det andet"}
    assert stored(need, "situation_nb") == told.theirs


def test_a_text_over_the_limit_is_refused_and_stays_in_the_form(need: Need, editor: Client) -> None:
    typed = {**shown(editor, address(need)), "situation": "x" * 10_001}
    page = editor.post(address(need), {**typed, "then": "on"})
    assert (len(page.context["form"]["situation"].value()), stored(need, "situation_nb")[:5]) == (10_001, "Varen")
    assert "Not saved yet" in editor.post(address(need), typed, headers=BY_ITSELF).content.decode()


def test_what_is_submitted_is_not_written_any_more_and_the_text_stays_in_the_form(need: Need, editor: Client) -> None:
    typed = {**shown(editor, address(need)), "situation": "Ny tekst"}
    Need.objects.update(state=NeedState.SUBMITTED)
    page = editor.post(address(need), {**typed, "then": "on"})
    assert "not being written any more" in page.context["form"].non_field_errors()[0]
    assert (page.context["form"]["situation"].value(), stored(need, "situation_nb")[:5]) == ("Ny tekst", "Varen")
    assert editor.get(address(need)).url == need.get_absolute_url()


def test_a_need_begun_in_the_wrong_language_moves_into_another_but_not_over_a_translation(
    need: Need, editor: Client
) -> None:
    form = shown(editor, address(need, "title"))
    page = editor.post(address(need, "title"), {**form, "language": "en", "then": "on"})
    assert "There is a translation" in page.context["form"].non_field_errors()[0]
    assert editor.post(address(need, "title"), {**form, "language": "da", "then": "on"}).status_code == 302
    moved = Need.objects.get(pk=need.pk)
    assert (moved.language, moved.situation_da, moved.situation_nb) == ("da", need.situation_nb, "")
    assert (moved.title_da, moved.title_nb) == (need.title_nb, None)


def test_the_dates_hold_for_all_years_and_leave_alone_what_differs(need: Need, editor: Client) -> None:
    DemandLineFactory(need=need, year=2022, contract_ends=date(2022, 5, 31))
    form = shown(editor, address(need, "when"))
    assert (form["contract_ends"], form["earliest_start"]) == ("", "")
    editor.post(address(need, "when"), {**form, "earliest_start": "2023-01-01", "then": "on"})
    dates = list(need.demand_lines.values_list("contract_ends", "earliest_start"))
    assert dates == [(None, date(2023, 1, 1)), (date(2022, 5, 31), date(2023, 1, 1))]
    need.demand_lines.all().delete()
    page = editor.post(address(need, "when"), {**shown(editor, address(need, "when")), "earliest_start": "2024-01-01"})
    assert "State how much you need first" in page.context["form"].non_field_errors()[0]


def test_a_wanted_outcome_that_names_a_product_gets_a_hint_and_is_saved_all_the_same(
    need: Need, editor: Client
) -> None:
    typed = {**shown(editor, address(need, "outcome")), "outcome": "Vi vil have elvarebiler."}
    answer = editor.post(address(need, "outcome"), typed, headers=BY_ITSELF)
    assert "It names “elvarebiler”" in answer.content.decode()
    assert stored(need, "outcome_nb") == "Vi vil have elvarebiler."
    typed |= {"seen": answer.context["seen"], "outcome": "Vi vil have elvarebiler. Nu."}
    again = editor.post(address(need, "outcome"), typed, headers=BY_ITSELF).content.decode()
    assert 'id="hints"' not in again, "it stands there, and is not read out twice"
    assert "It names “elvarebiler”" in editor.get(address(need, "outcome")).content.decode()


@pytest.mark.parametrize("by_itself", [{}, BY_ITSELF])
def test_who_was_signed_out_meanwhile_finds_her_text_again_after_the_sign_in(need: Need, by_itself: dict) -> None:
    user = person("editor", need)
    client = signed_in(user)
    typed = {**shown(client, address(need)), "situation": "Skrevet om natten"}
    client.logout()
    answer = client.post(address(need), typed, headers={"Referer": f"http://testserver{address(need)}", **by_itself})
    to = answer.headers["HX-Redirect"] if by_itself else answer.url
    assert to == f"{reverse('account_login')}?next={address(need)}"
    client.force_login(user)
    page = client.get(address(need))
    assert (page.context["form"]["situation"].value(), page.context["is_kept"]) == ("Skrevet om natten", True)
    assert stored(need, "situation_nb") == "Varene kommer med dieselbiler."
    client.post(address(need), {**typed, "then": "stay"})
    assert (stored(need, "situation_nb"), client.get(address(need)).context["is_kept"]) == ("Skrevet om natten", False)


def test_a_section_that_there_is_not_is_not_found_and_another_site_writes_nothing(need: Need) -> None:
    user = person("editor", need)
    assert signed_in(user).get(address(need, "demand")).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(address(need), {"situation": "x", "seen": ""}).status_code == 403
