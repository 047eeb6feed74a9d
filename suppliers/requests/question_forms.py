"""The forms of a question, one for each kind, with its texts in every language."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.merging import Values, marks
from core.merging_forms import MergingForm
from core.numbers import NumberField
from core.once import OnceForm
from core.texts import localized_names, text_of
from needs.models import Challenge, Clause
from suppliers.models import InformationRequest, RequestQuestion
from suppliers.requests import writing
from suppliers.requests.correcting import correct
from suppliers.requests.enums import QuestionKind

MOST_LETTERS, MOST_ROWS, MOST_FILES, MOST_PLACES = 20_000, 50, 10, 4
GENERAL = "general"
USUAL = {QuestionKind.TEXT: 3000, QuestionKind.TABLE: 20, QuestionKind.FILE: 5}


def challenges_of(request: InformationRequest) -> QuerySet[Challenge]:
    """What a question may be about: what is public, as suppliers read it."""
    public = Challenge.objects.filter(dialogue=request.dialogue, published__isnull=False)
    return public.select_related("published").prefetch_related("published__clauses").order_by("pk")


class QuestionForm(MergingForm):
    """What every question has. `about` is "general", "challenge-3" or "clause-17"."""

    translated = {"text": 4, "help": 3}
    limits: tuple[str, ...] = ()
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    class Meta:
        model = RequestQuestion
        fields = ["is_required", *localized_names("text"), *localized_names("help")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["about"]
        choices.choices = list(self.subjects())
        self.fields["is_required"].label = _("Companies must answer it to submit")
        self.initial["about"] = self.stored(self.instance)["about"]
        self.initial["seen"] = marks(self.stored(self.instance))
        for name in localized_names("options"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 6

    def subjects(self) -> Iterator[tuple[str, Any]]:
        yield GENERAL, _("The dialogue in general")
        for challenge in challenges_of(self.instance.request):
            statement: Any = challenge.published
            yield (
                str(text_of(statement, "title")),
                [
                    (f"challenge-{challenge.pk}", _("The whole challenge")),
                    *((f"clause-{row.pk}", clause_label(row)) for row in statement.clauses.all()),
                ],
            )

    def merged_names(self) -> list[str]:
        return [*super().merged_names(), "about"]

    def stored(self, thing: RequestQuestion) -> Values:
        about = GENERAL
        if thing.clause_id:
            about = f"clause-{thing.clause_id}"
        elif thing.challenge_id:
            about = f"challenge-{thing.challenge_id}"
        return {**super().stored(thing), "about": about}

    def clean_about(self) -> str:
        return self.cleaned_data["about"] or GENERAL

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        texts = localized_names("text")
        if not any((cleaned.get(name) or "").strip() for name in texts):
            self.add_error(texts[0], _("Write the question in at least one language."))
        return cleaned

    def add_by(self, user: Any) -> RequestQuestion:
        fields = {**self.arguments(self.cleaned_data), "kind": self.instance.kind}
        return writing.add(self.instance.request, fields, user)

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the request is no draft any more; False if there are conflicts."""
        with writing.open_draft(self.instance.request, user) as draft:
            current = draft.questions.get(pk=self.instance.pk)
            values = self.merged_with(current)
            if values is not None:
                writing.edit(current, self.arguments(values), user)
        return values is not None

    def arguments(self, values: Values) -> dict[str, Any]:
        fields = {name: values[name] for name in self._meta.fields or ()}
        kind, _dash, pk = values["about"].partition("-")
        clause = Clause.objects.select_related("statement").get(pk=pk) if kind == "clause" else None
        challenge = clause.statement.challenge_id if clause else int(pk) if kind == "challenge" else None
        return {**fields, "clause_id": clause and clause.pk, "challenge_id": challenge}


def clause_label(clause: Clause) -> str:
    text = str(text_of(clause, "text"))
    return f"{clause.position}. {text[:80]}{'…' if len(text) > 80 else ''}"


class TextQuestionForm(QuestionForm):
    limits = ("most",)
    most = forms.IntegerField(label=gettext_lazy("Characters at most"), min_value=1, max_value=MOST_LETTERS)

    class Meta(QuestionForm.Meta):
        fields = [*QuestionForm.Meta.fields, "most"]


class NumberQuestionForm(QuestionForm):
    translated = {**QuestionForm.translated, "unit": 1}
    limits = ("least", "greatest", "places")
    least = NumberField(label=gettext_lazy("Not below"), digits=20, places=4, required=False)
    greatest = NumberField(label=gettext_lazy("Not above"), digits=20, places=4, required=False)
    places = forms.IntegerField(
        label=gettext_lazy("Digits after the decimal mark"), min_value=0, max_value=MOST_PLACES, initial=0
    )

    class Meta(QuestionForm.Meta):
        fields = [*QuestionForm.Meta.fields, *localized_names("unit"), "least", "greatest", "places"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        least, greatest = cleaned.get("least"), cleaned.get("greatest")
        if least is not None and greatest is not None and greatest < least:
            self.add_error("greatest", _("No number is above this and below that. Change one of them."))
        return cleaned


class OptionsQuestionForm(QuestionForm):
    translated = {**QuestionForm.translated, "options": 6}

    class Meta(QuestionForm.Meta):
        fields = [*QuestionForm.Meta.fields, *localized_names("options")]


class TableQuestionForm(OptionsQuestionForm):
    limits = ("most",)
    most = forms.IntegerField(label=gettext_lazy("Rows at most"), min_value=1, max_value=MOST_ROWS)

    class Meta(OptionsQuestionForm.Meta):
        fields = [*OptionsQuestionForm.Meta.fields, "most"]


class FileQuestionForm(QuestionForm):
    limits = ("most",)
    most = forms.IntegerField(label=gettext_lazy("Files at most"), min_value=1, max_value=MOST_FILES)

    class Meta(QuestionForm.Meta):
        fields = [*QuestionForm.Meta.fields, "most"]


FORMS: dict[str, type[QuestionForm]] = {
    QuestionKind.TEXT: TextQuestionForm,
    QuestionKind.NUMBER: NumberQuestionForm,
    QuestionKind.CHOICE: OptionsQuestionForm,
    QuestionKind.SEVERAL: OptionsQuestionForm,
    QuestionKind.DATE: QuestionForm,
    QuestionKind.FILE: FileQuestionForm,
    QuestionKind.TABLE: TableQuestionForm,
}


def new_form(kind: str) -> type[QuestionForm]:
    """The form of a question that is not there yet; sent twice, it is added once."""
    return type("NewQuestionForm", (FORMS[kind], OnceForm), {})


class CorrectionForm(MergingForm):
    """The texts of an open request, or of one of its questions."""

    def correct_by(self, user: Any) -> Any:
        """Raises Refused; None if there are conflicts."""
        current = type(self.instance).objects.get(pk=self.instance.pk)
        values = self.merged_with(current)
        return None if values is None else correct(self.instance, {k: v or "" for k, v in values.items()}, user)


class RequestCorrectionForm(CorrectionForm):
    translated = {"title": 1, "introduction": 6}

    class Meta:
        model = InformationRequest
        fields = writing.TEXTS


def correction_form(question: RequestQuestion) -> type[CorrectionForm]:
    """With the texts that the question has: help and unit only where there is one."""
    rows = {"text": 4, "help": 3, "options": 6, "unit": 1}
    shown = {name: rows[name] for name in rows if name == "text" or getattr(question, name)}
    names = [localized for name in shown for localized in localized_names(name)]
    meta = type("Meta", (), {"model": RequestQuestion, "fields": names})
    return type("QuestionCorrectionForm", (CorrectionForm,), {"Meta": meta, "translated": shown})
