from datetime import date

import pytest
from django import forms
from django.utils import translation

from core.day_fields import DayField


class Form(forms.Form):
    on = DayField()


@pytest.mark.parametrize("typed", ["2027-12-31", "31.12.2027", "31/12/2027", "31. 12. 2027"])
@pytest.mark.parametrize("language", ["en", "nb", "sv", "da", "fi", "is"])
def test_a_day_is_taken_as_people_type_it_in_every_language(language: str, typed: str) -> None:
    with translation.override(language):
        form = Form({"on": typed})
        assert form.is_valid()
        assert form.cleaned_data["on"] == date(2027, 12, 31)
        assert '<input type="date" name="on" value="2027-12-31"' in str(form["on"])


@pytest.mark.parametrize("typed", ["03/04/2027", "03/04/27", "3.4.27"])
@pytest.mark.parametrize("language", ["en", "nb", "sv", "da", "fi", "is"])
def test_a_day_comes_before_its_month_in_every_language(language: str, typed: str) -> None:
    with translation.override(language):
        form = Form({"on": typed})
        assert form.is_valid()
        assert form.cleaned_data["on"] == date(2027, 4, 3)


@pytest.mark.parametrize("typed", ["next year", "31.02.2027", "12/31/2027", "45000"])
def test_what_is_no_date_stands_as_it_was_typed(typed: str) -> None:
    form = Form({"on": typed})
    assert form.errors["on"] == ["Enter a valid date."]
    shown = str(form["on"])
    assert (f'<input type="text" name="on" value="{typed}"' in shown, shown.count("type=")) == (True, 1)
