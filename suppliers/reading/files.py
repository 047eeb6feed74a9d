"""The answers as a file to take home: exactly what its reader sees, and nothing of what is hidden from her."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.exports import Column, Kind, export
from core.texts import text_of
from suppliers.companies import numbers
from suppliers.models import Answer
from suppliers.reading.answers import Cell, Reading
from suppliers.requests.enums import QuestionKind


def said(cell: Cell) -> object:
    """The answer as one value: a number and a date stay what they are."""
    answer: Any = cell.answer
    match cell.question.kind:
        case QuestionKind.NUMBER:
            return answer.number.normalize() if answer.number is not None else None
        case QuestionKind.DATE:
            return answer.day
        case QuestionKind.CHOICE | QuestionKind.SEVERAL:
            return "\n".join(cell.chosen)
        case QuestionKind.TABLE:
            return "\n".join(" | ".join(str(value) for value in row) for row in answer.rows)
        case QuestionKind.FILE:
            return "\n".join(file.name for file in answer.files.all())
    return answer.text


def answer_of(cell: Cell) -> Answer:
    return cell.answer  # type: ignore[return-value]


COLUMNS = [
    Column(gettext_lazy("Question number"), lambda cell: cell.question.position),
    Column(gettext_lazy("Question"), lambda cell: str(text_of(cell.question, "text"))),
    Column(gettext_lazy("Company"), lambda cell: cell.response.company.name),
    Column(gettext_lazy("Country"), lambda cell: cell.response.company.get_country_display()),
    Column(
        gettext_lazy("Organisation number"),
        lambda cell: numbers.written(cell.response.company.country, cell.response.company.organisation_number),
    ),
    Column(gettext_lazy("Size"), lambda cell: cell.response.company.get_size_class_display()),
    Column(gettext_lazy("Language"), lambda cell: cell.response.get_language_display()),
    Column(gettext_lazy("Answer"), said),
    Column(gettext_lazy("Unit"), lambda cell: str(text_of(cell.question, "unit"))),
    Column(
        gettext_lazy("Translation by staff"),
        lambda cell: "\n\n".join(f"{row.get_language_display()}: {row.text}" for row in cell.translations),
    ),
]
OF_CONFIDENTIAL = [
    Column(gettext_lazy("Confidential"), lambda cell: answer_of(cell).is_confidential),
    Column(gettext_lazy("Why it is confidential"), lambda cell: answer_of(cell).confidential_reason),
]
OF_MANAGERS = [
    Column(gettext_lazy("Tags"), lambda cell: ", ".join(tag.name for tag in cell.tags)),
]


def answers_file(reading: Reading, kind: Kind) -> Any:
    """Question by question, company by company."""
    cells = [cell for cell in reading.cells(reading.questions) if cell.answer]
    columns = [
        *COLUMNS,
        *(OF_CONFIDENTIAL if reading.reads_confidential else ()),
        *(OF_MANAGERS if reading.manages else ()),
    ]
    return export(cells, columns, kind, f"{_('answers')} {text_of(reading.request, 'title')}")
