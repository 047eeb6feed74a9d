"""The form of an answer, as its question wants it. What several write at once is merged field by field."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.kept_uploads import UploadForm
from core.merging import Values, marks
from core.merging_forms import Merging
from core.numbers import NumberField, write_number
from core.texts import text_of
from suppliers.models import Answer, RequestQuestion, Response
from suppliers.requests.enums import ConfidentialReaders, QuestionKind

LONGEST, LONGEST_CELL, LONGEST_REASON = 40_000, 500, 1000  # of a draft; what is too long is said before submitting
BLANK_ROWS = 3
CELL = re.compile(r"cell_([0-9]{1,2})_([0-9]{1,2})")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language of your answers"), choices=settings.LANGUAGES)


class AnswerForm(Merging):
    """Of one question; `lines` are its options, or its columns, in the reader's language."""

    is_confidential = forms.BooleanField(
        label=gettext_lazy("This answer is confidential"),
        required=False,
        help_text=gettext_lazy("Then the programme managers read it, and nobody else. Say why."),
    )
    confidential_reason = forms.CharField(
        label=gettext_lazy("Why it is confidential"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("For example: prices that competitors must not know."),
    )

    def __init__(self, *args: Any, question: RequestQuestion, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.answer = question, answer
        if question.request.confidential_readers == ConfidentialReaders.READERS:
            self.fields["is_confidential"].help_text = _("Whoever reads the answers reads it too. Say why.")
        options = text_of(question, "options")
        self.lines = [line.strip() for line in options.text.splitlines() if line.strip()]
        self.language = answer.response.language
        own = self.value_fields()
        self.fields.update(own)
        self.order_fields([*own, *self.fields])
        self.merged = [*own, "is_confidential", "confidential_reason"]
        self.fields["confidential_reason"].widget.attrs |= {"lang": self.language, "spellcheck": "true"}
        stored = self.stored(answer)
        self.initial.update(stored, seen=marks(stored))

    # What the kinds have in their own way

    def value_fields(self) -> dict[str, forms.Field]:
        return {}

    def values_of(self, answer: Answer) -> Values:
        return {}

    def put_value(self, answer: Answer, values: Values) -> None:
        """Write the values into the answer, which the caller saves."""

    # What they share

    def stored(self, thing: Answer) -> Values:
        return {
            **self.values_of(thing),
            "is_confidential": thing.is_confidential,
            "confidential_reason": thing.confidential_reason,
        }

    def put(self, answer: Answer, values: Values) -> None:
        answer.is_confidential = bool(values["is_confidential"])
        answer.confidential_reason = values["confidential_reason"]
        self.put_value(answer, values)

    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.value_fields()]


class TextForm(AnswerForm):
    def value_fields(self) -> dict[str, forms.Field]:
        widget = forms.Textarea({"rows": 9, "lang": self.language, "spellcheck": "true"})
        field = forms.CharField(label=_("Your answer"), max_length=LONGEST, required=False, widget=widget)
        return {"text": field}

    def values_of(self, answer: Answer) -> Values:
        return {"text": answer.text}

    def put_value(self, answer: Answer, values: Values) -> None:
        answer.text = values["text"]


class NumberForm(AnswerForm):
    def value_fields(self) -> dict[str, forms.Field]:
        unit = text_of(self.question, "unit").text
        label = _("Your answer, in %(unit)s") % {"unit": unit} if unit else _("Your answer")
        return {
            "number": NumberField(
                label=label, digits=16 + self.question.places, places=self.question.places, required=False
            )
        }

    def values_of(self, answer: Answer) -> Values:
        return {"number": None if answer.number is None else answer.number.normalize() + 0}

    def clean_number(self) -> Any:
        number, question = self.cleaned_data["number"], self.question
        if number is None:
            return None
        if question.least is not None and number < question.least:
            raise forms.ValidationError(
                _("Write a number not below %(least)s.") % {"least": write_number(question.least)}
            )
        if question.greatest is not None and number > question.greatest:
            bound = write_number(question.greatest)
            raise forms.ValidationError(_("Write a number not above %(greatest)s.") % {"greatest": bound})
        return number.normalize() + 0

    def put_value(self, answer: Answer, values: Values) -> None:
        answer.number = values["number"]


class ChoiceForm(AnswerForm):
    def value_fields(self) -> dict[str, forms.Field]:
        choices = [(str(number), line) for number, line in enumerate(self.lines, start=1)]
        choices += [] if self.question.is_required else [("", _("No answer"))]
        field = forms.ChoiceField(label=_("Your answer"), choices=choices, required=False, widget=forms.RadioSelect)
        return {"chosen": field}

    def values_of(self, answer: Answer) -> Values:
        return {"chosen": str(answer.chosen[0]) if answer.chosen else ""}

    def put_value(self, answer: Answer, values: Values) -> None:
        answer.chosen = [int(values["chosen"])] if values["chosen"] else []


class SeveralForm(AnswerForm):
    """A field for each option: who tick different ones do not meet."""

    def value_fields(self) -> dict[str, forms.Field]:
        return {
            f"option_{number}": forms.BooleanField(label=line, required=False)
            for number, line in enumerate(self.lines, start=1)
        }

    def values_of(self, answer: Answer) -> Values:
        return {f"option_{number}": number in answer.chosen for number in range(1, len(self.lines) + 1)}

    def put_value(self, answer: Answer, values: Values) -> None:
        answer.chosen = [number for number in range(1, len(self.lines) + 1) if values[f"option_{number}"]]


class DateForm(AnswerForm):
    def value_fields(self) -> dict[str, forms.Field]:
        return {"day": DayField(label=_("Your answer"), required=False)}

    def values_of(self, answer: Answer) -> Values:
        return {"day": answer.day}

    def put_value(self, answer: Answer, values: Values) -> None:
        answer.day = values["day"]


class TableForm(AnswerForm):
    """A field for each cell: who fill different ones do not meet."""

    def height(self) -> int:
        """The rows on show: what is written, some more to write in, and what came back from the page."""
        typed = [int(found[1]) + 1 for name in self.data if (found := CELL.fullmatch(name))]
        wanted = max([len(self.answer.rows) + BLANK_ROWS, *typed])
        return min(wanted, self.question.most or wanted)

    def cells(self) -> list[list[str]]:
        return [[f"cell_{row}_{column}" for column in range(len(self.lines))] for row in range(self.height())]

    def value_fields(self) -> dict[str, forms.Field]:
        return {
            name: forms.CharField(
                label=_("%(column)s, row %(row)s") % {"column": self.lines[place], "row": number},
                max_length=LONGEST_CELL,
                required=False,
                widget=forms.TextInput({"lang": self.language}),
            )
            for number, row in enumerate(self.cells(), start=1)
            for place, name in enumerate(row)
        }

    def table(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in row] for row in self.cells()]

    def values_of(self, answer: Answer) -> Values:
        return {
            name: answer.rows[number][place] if number < len(answer.rows) and place < len(answer.rows[number]) else ""
            for number, row in enumerate(self.cells())
            for place, name in enumerate(row)
        }

    def put_value(self, answer: Answer, values: Values) -> None:
        """Rows that a colleague wrote meanwhile below those on show stay; empty ones at the end go."""
        rows = [[values[name] for name in row] for row in self.cells()]
        rows += answer.rows[len(rows) :]
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        answer.rows = rows


class FileForm(AnswerForm):
    """What is said of the files; the one that is chosen comes along as a ChosenFile."""


class ChosenFile(UploadForm):
    """Sent with the form of its answer, whose saving wants no file."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["form"] = "section"


FORMS: dict[str, type[AnswerForm]] = {
    QuestionKind.TEXT: TextForm,
    QuestionKind.NUMBER: NumberForm,
    QuestionKind.CHOICE: ChoiceForm,
    QuestionKind.SEVERAL: SeveralForm,
    QuestionKind.DATE: DateForm,
    QuestionKind.FILE: FileForm,
    QuestionKind.TABLE: TableForm,
}


def answer_form(response: Response, question: RequestQuestion, answer: Answer, data: Any = None) -> AnswerForm:
    answer.response = response
    return FORMS[question.kind](data, question=question, answer=answer)
