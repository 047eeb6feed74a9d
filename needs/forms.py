"""The forms of the workspace: what is typed, in every language, and never lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.once import OnceForm
from needs import clauses
from needs.merging import Values, marks, merge
from needs.models import Category, Challenge, Clause, Need, Statement


def in_all_languages(field: str) -> list[str]:
    return [build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES]


@dataclass
class Group:
    """A text in all languages: a fieldset."""

    legend: Any
    hint: Any
    fields: list[forms.BoundField]

    @property
    def missing(self) -> list[str]:
        """The names of the languages that have no text."""
        names = dict(settings.LANGUAGES)
        return [names[field.field.widget.attrs["lang"]] for field in self.fields if not (field.value() or "").strip()]

    @property
    def is_open(self) -> bool:
        """Whether there is something to do in it."""
        return bool(self.missing) or any(field.errors for field in self.fields)


class MergingForm(forms.ModelForm):
    """A form on a text that others may write at the same time (see needs/merging.py).

    On a conflict nothing is stored: the form shows what is typed, has `theirs` on the fields in question,
    and stores when it is sent once more.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    data: Any
    translated: dict[str, int] = {}  # translated fields, each with the rows of its text areas

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = marks(self.stored(self.instance))
        for field, rows in self.translated.items():
            for code, name in settings.LANGUAGES:
                self.speak(build_localized_fieldname(field, code), code, name, rows)

    def speak(self, name: str, code: str, language: str, rows: int) -> None:
        """Give a field the name of its language as label, and its language to spelling and screen reader."""
        widget: forms.Widget = forms.Textarea({"rows": rows}) if rows > 1 else forms.TextInput({"maxlength": 200})
        widget.attrs |= {"lang": code, "spellcheck": "true"}
        self.fields[name].widget = widget
        self.fields[name].label = format_html('<span lang="{}">{}</span>', code, language)
        self.fields[name].help_text = ""

    def group(self, field: str) -> Group:
        source = self.instance._meta.get_field(field)
        fields = [self[name] for name in in_all_languages(field)]
        return Group(source.verbose_name.capitalize(), source.help_text, fields)

    def groups(self) -> list[Group]:
        return [self.group(field) for field in self.translated]

    def stored(self, thing: Any) -> Values:
        return {name: getattr(thing, name) for name in self._meta.fields or ()}

    def clean(self) -> dict[str, Any]:
        """Browsers send the ends of lines as two characters; one is kept."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in cleaned.items()
        }

    def merged_with(self, current: Any) -> Values | None:
        """What to store, given what is stored now; None if there are conflicts, which the form then shows."""
        typed = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        merged = merge(self.stored(current), typed, self.cleaned_data["seen"])
        if not merged.conflicts:
            return merged.values
        shown = {**merged.values, "seen": marks(self.stored(current))}
        self.data = {**self.data.dict(), **{name: "" if value is None else str(value) for name, value in shown.items()}}
        for name, theirs in merged.conflicts.items():
            self.show_conflict(name, theirs)
        return None

    def show_conflict(self, name: str, theirs: Any) -> None:
        self.add_error(
            name,
            _("Somebody else changed this while you wrote. Bring both together here and save; this text is then kept."),
        )
        bound: Any = self[name]
        bound.theirs = dict(getattr(self.fields[name], "choices", ())).get(theirs, theirs)


class StatementForm(MergingForm):
    translated = {"title": 1, "summary": 5, "invitation": 5}

    class Meta:
        model = Statement
        fields = [name for field in ("title", "summary", "invitation") for name in in_all_languages(field)]

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance, user) as draft:
            values = self.merged_with(draft)
            if values is not None:
                clauses.write_texts(draft, values, user)
        return values is not None


class ClauseForm(MergingForm):
    translated = {"text": 6}

    class Meta:
        model = Clause
        fields = ["kind", *in_all_languages("text"), "target_year", "target_share"]

    def texts(self, values: Values) -> dict[str, str]:
        return {code: values[build_localized_fieldname("text", code)] for code, _name in settings.LANGUAGES}

    def arguments(self, values: Values) -> dict[str, Any]:
        rest = {name: values[name] for name in ("kind", "target_year", "target_share")}
        return {"texts": self.texts(values), **rest}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in in_all_languages("text")):
            self.add_error(in_all_languages("text")[0], _("Write the clause in at least one language."))
        return cleaned

    def add_by(self, user: Any) -> Clause:
        return clauses.add(self.instance.statement, by=user, **self.arguments(self.cleaned_data))

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance.statement, user) as draft:
            current = draft.clauses.get(pk=self.instance.pk)
            values = self.merged_with(current)
            if values is not None:
                clauses.edit(current, by=user, **self.arguments(values))
        return values is not None


class NewClauseForm(ClauseForm, OnceForm):
    """A clause that is not there yet; sent twice, it is added once."""


class ChosenNeedsForm(forms.Form):
    """Needs that were chosen in the list, of those that the person may read."""

    need = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Needs"),
        error_messages={"required": gettext_lazy("Choose at least one need.")},
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]


class JoinForm(ChosenNeedsForm, OnceForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the title"), choices=settings.LANGUAGES, initial=get_language
    )
    category = forms.ModelChoiceField(Category.objects.all(), label=gettext_lazy("Category"))


class AddForm(ChosenNeedsForm):
    challenge = forms.ModelChoiceField(Challenge.objects.none(), label=gettext_lazy("Challenge"), to_field_name="slug")

    def __init__(self, *args: Any, challenges: QuerySet[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["challenge"]
        field.queryset = challenges.prefetch_related("statements")  # type: ignore[attr-defined]
        field.label_from_instance = lambda challenge: challenge.latest.title or challenge.slug  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why do you withdraw it?"),
        help_text=gettext_lazy("Programme managers whose challenges use the need read this."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
    )
