"""How far a response is: each question, whether it is answered, and what keeps it from being submitted."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Answer, AnswerFile, RequestQuestion, Response
from suppliers.requests.enums import QuestionKind
from suppliers.requests.showing import Asked, asked


@dataclass
class Row:
    """A question with the answer that is being written; `answer` is None where nobody has begun."""

    asked: Asked
    answer: Answer | None
    files: list[AnswerFile] = field(default_factory=list)

    @property
    def question(self) -> RequestQuestion:
        return self.asked.question

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and bool(self.files or not self.answer.is_empty)

    @property
    def problems(self) -> list[str]:
        return problems_of(self)


class Progress:
    """Of one response, in a fixed number of queries."""

    def __init__(self, response: Response) -> None:
        written = response.answers.being_written().select_related("written_by").prefetch_related("files")
        answers = {answer.question_id: answer for answer in written}
        self.rows = [self.row(row, answers.get(row.question.pk)) for row in asked(response.request)]

    def row(self, question: Asked, answer: Answer | None) -> Row:
        return Row(question, answer, list(answer.files.all()) if answer else [])

    @property
    def done(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def of(self) -> int:
        return len(self.rows)

    @property
    def required(self) -> int:
        return sum(row.question.is_required for row in self.rows)

    @property
    def required_done(self) -> int:
        return sum(row.question.is_required and row.is_answered for row in self.rows)

    @property
    def missing(self) -> list[tuple[Row, str]]:
        return [(row, problem) for row in self.rows for problem in row.problems]


def problems_of(row: Row) -> list[str]:
    """What keeps this answer from being submitted, in sentences."""
    question, answer, found = row.question, row.answer, []
    if question.is_required and not row.is_answered:
        found.append(_("Question %(number)s needs an answer.") % {"number": question.position})
    if answer is None:
        return found
    over = len(answer.text) - (question.most or 0)
    if question.kind == QuestionKind.TEXT and question.most and over > 0:
        said = ngettext(
            "The answer to question %(number)s is %(over)s character too long.",
            "The answer to question %(number)s is %(over)s characters too long.",
            over,
        )
        found.append(said % {"number": question.position, "over": over})
    if answer.is_confidential and not answer.confidential_reason.strip():
        said = _("Say why the answer to question %(number)s is confidential.")
        found.append(said % {"number": question.position})
    return found
