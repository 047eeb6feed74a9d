"""One demand line as it is typed, in the editor and in a spreadsheet alike."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import read_day
from core.day_fields import DayInput
from core.enums import Currency
from core.numbers import NumberField, write_number
from needs.enums import Certainty
from needs.models import DemandLine, Unit

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEAR = re.compile(r"[0-9]{4}")
FIELDS = (
    "year",
    "quantity",
    "unit",
    "certainty",
    "contract_ends",
    "earliest_start",
    "value_min",
    "value_max",
    "currency",
    "is_public",
)
SAYS_SOMETHING = ("year", "quantity", "unit", "contract_ends", "earliest_start", "value_min", "value_max")
Choices = list[tuple[str, Any]]


def unit_choices() -> Choices:
    return [(str(unit.pk), unit.name) for unit in Unit.objects.all()]


def label(field: str) -> str:
    """A column's heading."""
    described: Any = DemandLine._meta.get_field(field)
    return str(described.verbose_name).capitalize()


class YearField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if not (YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR):
            raise forms.ValidationError(
                _("“%(text)s” is not a year from %(first)s to %(last)s.")
                % {"text": text, "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            )
        return int(text)


class TypedDayField(forms.CharField):
    """A date as ISO writes it, as 31.12.2027 or 31/12/2027, or as the number that a spreadsheet has for it."""

    widget = DayInput

    def prepare_value(self, value: Any) -> Any:
        day = read_day(value) if isinstance(value, str) else value
        return day or value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        day = read_day(text)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("“%(text)s” is not a date such as 2027-12-31 or 31.12.2027.") % {"text": text}
            )
        return day


class OneOf(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            known = ", ".join(str(name) for key, name in self.choices if key)  # type: ignore[misc, union-attr]
            raise forms.ValidationError(_("“%(text)s” is not among: %(known)s.") % {"text": value, "known": known})
        super().validate(value)


class LineForm(forms.Form):
    line = forms.IntegerField(widget=forms.HiddenInput, required=False)
    year = YearField(widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 4}))
    quantity = NumberField(digits=14, places=2, at_least=0)
    unit = OneOf()
    certainty = OneOf(required=False)
    contract_ends = TypedDayField(required=False)
    earliest_start = TypedDayField(required=False)
    value_min = NumberField(digits=14, places=2, at_least=0, required=False)
    value_max = NumberField(digits=14, places=2, at_least=0, required=False)
    currency = OneOf(choices=[("", "–"), *Currency.choices], required=False)
    is_public = forms.BooleanField(required=False)
    remove = forms.BooleanField(label=gettext_lazy("Remove this line"), required=False)

    data: Any
    number = 0  # of the row, from 1 on, as people count

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = [("", "–"), *units]
        fields["certainty"].choices = Certainty.choices
        for name in FIELDS:
            fields[name].label = label(name)

    @property
    def has_content(self) -> bool:
        return any(str(self[name].value() or "").strip() for name in SAYS_SOMETHING)

    @property
    def is_kept(self) -> bool:
        """Whether it is to be a line: not left or made empty, nor ticked to be removed."""
        return self.has_content and not self.data.get(self.add_prefix("remove"))

    @property
    def is_wrong(self) -> bool:
        """An empty row is not."""
        return self.is_bound and self.has_content and bool(self.errors)

    def full_clean(self) -> None:
        """Of an empty row nothing is said, and no control of it is marked."""
        if self.is_bound and not self.has_content:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean_certainty(self) -> str:
        return self.cleaned_data["certainty"] or Certainty.INDICATIVE.value

    def clean(self) -> dict[str, Any]:
        line = super().clean() or self.cleaned_data
        least, most = line.get("value_min"), line.get("value_max")
        if least is not None and most is not None and most < least:
            self.add_error("value_max", _("This is less than the value from."))
        has_value = least is not None or most is not None
        if has_value and not line.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Choose the currency of the value."))
        if line.get("currency") and not has_value and not {"value_min", "value_max"} & set(self.errors):
            line["currency"] = ""
        return line

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, of a valid row: the unit as its number."""
        return {name: self.cleaned_data[name] for name in FIELDS} | {"unit": int(self.cleaned_data["unit"])}

    @property
    def key(self) -> tuple[int, int] | None:
        """What a need has only once: a year and a unit."""
        line = self.cleaned_data
        return (line["year"], int(line["unit"])) if line.get("year") and line.get("unit") else None

    @property
    def hint(self) -> str:
        if not self.is_bound or not self.has_content or self.errors:
            return ""
        ends, starts = self.cleaned_data.get("contract_ends"), self.cleaned_data.get("earliest_start")
        if ends and starts and starts > ends + timedelta(days=1):
            return _("Between the end of the contract and the earliest start nothing is supplied. Is that meant?")
        return ""

    @property
    def unit_name(self) -> str:
        return dict(self.fields["unit"].choices).get(str(self["unit"].value()), "")  # type: ignore[attr-defined]


def values_of(line: DemandLine) -> dict[str, Any]:
    """A stored line as the values of a form are."""
    return {name: line.unit_id if name == "unit" else getattr(line, name) for name in FIELDS}


def text_of(value: Any) -> str:
    """A value as a field has it, and always the same for the same: by this, values are compared."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, Decimal):
        return write_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)
