"""What a company submitted, as a document whose checksum is on the receipt: JSON, numbers as strings."""

from typing import Any

from core.numbers import write_number
from core.texts import text_of, texts
from suppliers.models import Answer, Response
from suppliers.requests.showing import Asked
from suppliers.responses.progress import Progress, Row

FORMAT = 1


def content(response: Response, progress: Progress) -> dict[str, Any]:
    """Everything but version and time, which the submission adds."""
    company = response.company
    return {
        "format": FORMAT,
        "request": {"slug": response.request.slug, "title": texts(response.request, "title")},
        "company": {
            "name": company.name,
            "country": company.country,
            "organisation_number": company.organisation_number,
        },
        "language": response.language,
        "answers": [answer_content(row) for row in progress.rows if row.is_answered and row.answer],
    }


def answer_content(row: Row) -> dict[str, Any]:
    answer: Any = row.answer
    question = row.question
    return {
        "question": question.position,
        "key": str(question.key),
        "asked": texts(question, "text"),
        **value(answer),
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in row.files],
        "confidential": answer.confidential_reason if answer.is_confidential else None,
    }


def value(answer: Answer) -> dict[str, Any]:
    """What is said, under the name of its column."""
    said: dict[str, Any] = {
        "text": answer.text,
        "number": None if answer.number is None else format(answer.number.normalize(), "f"),
        "day": answer.day.isoformat() if answer.day else None,
        "chosen": answer.chosen,
        "rows": answer.rows,
    }
    return {name: thing for name, thing in said.items() if thing not in ("", None, [])}


def in_words(answer: Answer | None, asked: Asked) -> list[str]:
    """What is said as pages and receipts show it: paragraphs, options by their names. Tables stand for themselves."""
    if answer is None:
        return []
    if answer.chosen:
        return [str(asked.lines[number - 1]) for number in answer.chosen if 0 < number <= len(asked.lines)]
    if answer.number is not None:
        return [f"{write_number(answer.number)} {text_of(asked.question, 'unit')}".strip()]
    return [answer.text] if answer.text else []
