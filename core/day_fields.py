"""A day that is chosen or typed in a form."""

from datetime import date
from typing import Any

from django import forms

from core.dates import read_day


class DayInput(forms.DateInput):
    """A date picker; a plain line for what is no date, which a picker would not show."""

    def __init__(self) -> None:
        super().__init__({"type": "date"}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if value and not isinstance(value, date):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day from the picker, or as people type it where there is none: 31.12.2027. The day comes before its month."""

    widget = DayInput
    input_formats = ["%Y-%m-%d", "%d.%m.%y", "%d/%m/%y", "%d-%m-%y", "%d %B %Y"]

    def prepare_value(self, value: Any) -> Any:
        return typed(value) or value

    def to_python(self, value: Any) -> date | None:
        return typed(value) or super().to_python(value)


def typed(value: Any) -> date | None:
    """None for a number as well: only a spreadsheet means a day by one."""
    return read_day(value) if isinstance(value, str) and not value.strip().isdigit() else None
