"""Forms on texts in every language that several people write: what is typed is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.merging import Values, mark, marks, merge
from core.texts import localized_names


@dataclass
class Group:
    """A text in all languages: a fieldset."""

    legend: Any
    hint: Any
    fields: list[forms.BoundField]
    older: tuple[Sequence[str], Sequence[str]] = ((), ())  # languages, and those they are older than

    @property
    def missing(self) -> list[str]:
        """The names of the languages that have no text."""
        names = dict(settings.LANGUAGES)
        return [names[field.field.widget.attrs["lang"]] for field in self.fields if not (field.value() or "").strip()]

    @property
    def has_something(self) -> bool:
        """Whether there is anything to be seen in it."""
        return any((field.value() or "").strip() or field.errors for field in self.fields)

    @property
    def is_open(self) -> bool:
        """Whether there is something to do in it."""
        return bool(self.missing or self.older[0]) or any(field.errors for field in self.fields)


class Optional(Group):
    """A text that need not be there; where it is, it is wanted in all languages."""

    @property
    def missing(self) -> list[str]:
        return super().missing if self.has_something else []


class Merging(forms.Form):
    """A form on texts that others may write at the same time (see core/merging.py).

    On a conflict nothing is stored: the form shows what is typed, has `theirs` on the fields in question,
    and stores when it is sent once more. A subclass says which fields are `merged`, and what is `stored` in them.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    data: Any
    merged: Sequence[str] = ()

    def merged_names(self) -> list[str]:
        """The fields that are merged."""
        return list(self.merged)

    def stored(self, thing: Any) -> Values:
        return {name: getattr(thing, name) for name in self.merged_names()}

    def clean(self) -> dict[str, Any]:
        """Browsers send the ends of lines as two characters; one is kept."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in cleaned.items()
        }

    def merged_with(self, current: Any) -> Values | None:
        """What to store, given what is stored now; None if there are conflicts, which the form then shows."""
        typed = {name: self.cleaned_data[name] for name in self.merged_names()}
        merged = merge(self.stored(current), typed, self.cleaned_data["seen"])
        if not merged.conflicts:
            return merged.values
        self.show(merged.values, current)
        for name, theirs in merged.conflicts.items():
            self.show_conflict(name, theirs)
        return None

    def show(self, values: Values, current: Any) -> None:
        """Stay open with these values, as somebody who has seen what is stored now."""
        shown = {**values, "seen": marks(self.stored(current))}
        texts = {self.add_prefix(name): "" if value is None else str(value) for name, value in shown.items()}
        self.data = {**self.data.dict(), **texts}

    def seen_now(self, current: Any) -> str:
        """The marks for a form that stays open after it was stored.

        Where the writer does not see what is stored, because somebody else's text was kept, her old mark stays.
        """
        before = dict(pair.split(":", 1) for pair in self.cleaned_data["seen"].split() if ":" in pair)
        now = {name: mark(value) for name, value in self.stored(current).items()}
        shown = {name: mark(self.cleaned_data[name]) for name in self.merged_names()}
        kept = {name: now[name] if shown[name] == now[name] else before.get(name, now[name]) for name in now}
        return " ".join(f"{name}:{value}" for name, value in kept.items())

    def show_conflict(self, name: str, theirs: Any) -> None:
        self.add_error(
            name,
            _("Somebody else changed this while you wrote. Bring both together here and save; this text is then kept."),
        )
        bound, theirs = cast(Any, self[name]), "" if theirs is None else theirs
        if isinstance(theirs, datetime):
            theirs = date_format(theirs, "DATETIME_FORMAT")
        bound.theirs = str(dict(getattr(self.fields[name], "choices", ())).get(theirs, theirs))


class MergingForm(Merging, forms.ModelForm):
    """Merging on a model's fields, among them texts in every language."""

    translated: dict[str, int] = {}  # translated fields, each with the rows of its text areas

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = marks(self.stored(self.instance))
        for field, rows in self.translated.items():
            for code, name in settings.LANGUAGES:
                self.speak(build_localized_fieldname(field, code), code, name, rows)
                self.say_whose(build_localized_fieldname(field, code), self.legend(field))

    def speak(self, name: str, code: str, language: str, rows: int) -> None:
        """Give a field the name of its language as label, and its language to spelling and screen reader."""
        field: Any = self.fields[name]
        field.widget = forms.Textarea({"rows": rows}) if rows > 1 else forms.TextInput({"maxlength": field.max_length})
        field.widget.attrs |= {"lang": code, "spellcheck": "true"}
        field.label = format_html('<span lang="{}">{}</span>', code, language)
        field.help_text = ""

    def say_whose(self, name: str, legend: str) -> None:
        """Where a field stands alone, as in a list of what is wrong, its language does not say of which text it is."""
        self.fields[name].part_of = legend  # type: ignore[attr-defined]

    def legend(self, field: str) -> str:
        return str(self.instance._meta.get_field(field).verbose_name).capitalize()

    def group(self, field: str) -> Group:
        fields = [self[name] for name in localized_names(field)]
        return Group(self.legend(field), self.instance._meta.get_field(field).help_text, fields)

    def groups(self) -> list[Group]:
        return [self.group(field) for field in self.translated]

    def merged_names(self) -> list[str]:
        return list(self._meta.fields or ())

    def stored(self, thing: Any) -> Values:
        return {name: getattr(thing, name) for name in self._meta.fields or ()}
