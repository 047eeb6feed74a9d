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
            context["widget"]["type"] = context["widget"]["attrs"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day from the picker, or as people type it where there is none: 31.12.2027."""

    widget = DayInput

    def prepare_value(self, value: Any) -> Any:
        return (read_day(value) if isinstance(value, str) else None) or value

    def to_python(self, value: Any) -> date | None:
        return (read_day(value) if isinstance(value, str) else None) or super().to_python(value)
