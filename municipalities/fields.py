"""A form's field for a public buyer of the register: chosen from what is offered while one types, or written."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.numbers import row_number
from municipalities.models import Municipality
from municipalities.search import LONGEST, Match, resolve, standing


@dataclass
class Typed:
    """What a reader has written, and the body chosen for it. A choice counts only while its text still stands there."""

    text: str = ""
    pk: str = ""
    chosen_for: str = ""

    @cached_property
    def chosen(self) -> Municipality | None:
        if self.text != self.chosen_for:
            return None
        body = standing().filter(pk=row_number(self.pk) or 0).first()
        return None if body is None or body.successor.is_closed else body.successor

    @cached_property
    def found(self) -> tuple[Municipality | None, list[Match]]:
        return resolve(self.text)

    @property
    def place(self) -> str:
        """Where the chosen body is, as two may have one name."""
        return ", ".join(filter(None, [self.chosen.region, self.chosen.get_country_display()])) if self.chosen else ""

    @property
    def matches(self) -> list[Match]:
        """What to offer for a text that does not name one body."""
        return [] if self.chosen or not self.text or self.found[0] else self.found[1]


class BodyWidget(forms.TextInput):
    """The line to write in. `<name>_pk` has the chosen body, `<name>_for` the text that it was chosen for."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text, pk, chosen_for = (data.get(name + end) or "" for end in ("", "_pk", "_for"))
        return Typed(text.strip()[:LONGEST], pk, chosen_for.strip()[:LONGEST])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        return str(value.text) if isinstance(value, Typed) else ""


class BodyField(forms.Field):
    """Cleans to a Municipality, or to None where nothing was written and nothing is required.

    A text that is the whole name of one body is enough; else the bodies that may be meant are offered as radio
    buttons. Shown by templates/components/body_picker.html.
    """

    widget = BodyWidget
    default_error_messages = {
        "required": _("Write the name."),
        "unknown": _("Nothing in the register has this name. Check how it is written, or choose it from the list."),
        "several": _("Choose which one you mean."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template_name": "components/body_picker.html", **kwargs})

    def prepare_value(self, value: Any) -> Typed:
        """Of a body, or of its primary key: the body as if it had been chosen."""
        if isinstance(value, Typed):
            return value
        if value and not isinstance(value, Municipality):
            value = Typed(pk=str(value)).chosen
        return Typed(str(value), str(value.pk), str(value)) if value else Typed()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if self.disabled else data

    def clean(self, value: Any) -> Municipality | None:
        typed = self.prepare_value(value)
        if not typed.text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], "required")
            return None
        if body := typed.chosen or typed.found[0]:
            return body
        problem = "several" if typed.matches else "unknown"
        raise forms.ValidationError(self.error_messages[problem], problem)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).pk != self.prepare_value(data).pk
