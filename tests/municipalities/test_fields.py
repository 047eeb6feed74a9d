"""A form's field for a public buyer."""

import pytest
from django import forms
from django.template.loader import render_to_string

from municipalities.fields import BodyField
from municipalities.models import Municipality
from tests.factories import MunicipalityFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    body = BodyField(label="Your body")


class OptionalForm(forms.Form):
    body = BodyField(label="Your body", required=False)


@pytest.fixture
def two_of_one_name() -> list[Municipality]:
    return [
        MunicipalityFactory(official_name="Herøy", region_code=code, region=region)
        for code, region in (("15", "Møre og Romsdal"), ("18", "Nordland"))
    ]


def html(form: forms.Form) -> str:
    return render_to_string("components/body_picker.html", {"field": form["body"], "missing": "elsewhere"})


def test_a_whole_name_is_enough() -> None:
    body = MunicipalityFactory(official_name="Örebro")
    form = Form({"body": " orebro "})
    assert form.is_valid()
    assert form.cleaned_data["body"] == body


def test_what_was_chosen_is_taken() -> None:
    body = MunicipalityFactory(official_name="Bodø")
    form = Form({"body": "Bodø", "body_pk": str(body.pk), "body_for": "Bodø"})
    assert form.is_valid()
    assert form.cleaned_data["body"] == body


def test_a_choice_that_was_written_over_does_not_count() -> None:
    chosen, written = (MunicipalityFactory(official_name=name) for name in ("Bodø", "Bergen"))
    form = Form({"body": "Bergen", "body_pk": str(chosen.pk), "body_for": "Bodø"})
    assert form.is_valid()
    assert form.cleaned_data["body"] == written


def test_two_of_one_name_are_offered_as_radio_buttons_and_one_is_then_taken(two_of_one_name) -> None:
    form = Form({"body": "heroy"})
    assert form.errors == {"body": ["Choose which one you mean."]}
    offered = html(form)
    assert offered.count('type="radio"') == 2
    assert "Nordland, Norway" in offered
    assert 'name="body_for" value="heroy"' in " ".join(offered.split())
    second = two_of_one_name[1]
    again = Form({"body": "heroy", "body_pk": str(second.pk), "body_for": "heroy"})
    assert again.is_valid()
    assert again.cleaned_data["body"] == second


@pytest.mark.parametrize("pk", ["", "0", "x", "-1", "9" * 18, "9" * 40, "²", "\x00"])
def test_a_choice_of_nothing_is_as_if_nothing_was_chosen(two_of_one_name, pk: str) -> None:
    assert Form({"body": "heroy", "body_pk": pk, "body_for": "heroy"}).errors == {
        "body": ["Choose which one you mean."]
    }


@pytest.mark.parametrize("text", ["zzzz", "\x00", "🏙", "ø" * 10_000, "<script>"])
def test_what_the_register_does_not_have_is_said_and_stays_written(text: str) -> None:
    form = Form({"body": text})
    assert "Nothing in the register has this name." in form.errors["body"][0]
    assert "<script>" not in html(form).partition('<script src="')[0]


def test_nothing_written_is_refused_only_where_it_is_required() -> None:
    assert Form({"body": " "}).errors == {"body": ["Write the name."]}
    form = OptionalForm({})
    assert form.is_valid()
    assert form.cleaned_data["body"] is None


def test_a_body_can_be_there_from_the_start() -> None:
    body = MunicipalityFactory(official_name="Herøy", region="Nordland")
    for initial in (body, body.pk, str(body.pk)):
        shown = " ".join(html(Form(initial={"body": initial})).split())
        assert 'value="Herøy"' in shown
        assert f'name="body_pk" value="{body.pk}"' in shown
        assert "Nordland, Norway" in shown
    for strange in ("x", "999999999999999999999", "0", ""):
        assert 'name="body_pk" value=""' in " ".join(html(Form(initial={"body": strange})).split())


def test_a_merged_body_becomes_its_successor() -> None:
    successor = MunicipalityFactory(official_name="Asker")
    old = MunicipalityFactory(official_name="Hurum", merged_into=successor, closed_on="2020-01-01")
    for data in ({"body": "Hurum"}, {"body": "Hurum", "body_pk": str(old.pk), "body_for": "Hurum"}):
        form = Form(data)
        assert form.is_valid()
        assert form.cleaned_data["body"] == successor


def test_a_form_shows_the_field_with_its_own_template() -> None:
    page = render_to_string("components/fields.html", {"form": Form({"body": "zzzz"})})
    assert "data-picker" in page
    assert "Your body" in text_of(f"<body>{page}")
    assert 'aria-invalid="true"' in page
