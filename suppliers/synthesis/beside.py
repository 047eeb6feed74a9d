"""What stands beside the text while it is written: answers by their tags, and how many companies may be told of."""

from dataclasses import dataclass, field
from typing import Any

from suppliers.models import AnswerTag, Synthesis
from suppliers.reading.answers import Cell, Reading
from suppliers.synthesis.checking import FEWEST


@dataclass
class Tagged:
    """A tag with the answers under it, and the number of companies that gave them."""

    tag: AnswerTag
    cells: list[Cell] = field(default_factory=list)

    @property
    def companies(self) -> int:
        return len({cell.response.company_id for cell in self.cells})

    @property
    def may_be_told(self) -> bool:
        """Fewer than three companies could be guessed."""
        return self.companies >= FEWEST


def tagged(synthesis: Synthesis, user: Any) -> list[Tagged]:
    """Of the synthesis' challenge the questions about it and those about nothing in particular; else all."""
    reading = Reading(user, synthesis.request)
    questions = [row for row in reading.questions if is_about(row, synthesis)]
    by_tag = {tag.pk: Tagged(tag) for tag in synthesis.request.tags.all()}
    for cell in reading.cells(questions):
        for tag in cell.tags if cell.answer else ():
            by_tag[tag.pk].cells.append(cell)
    return [row for row in by_tag.values() if row.cells]


def is_about(question: Any, synthesis: Synthesis) -> bool:
    about = question.challenge_id
    return synthesis.challenge_id is None or about is None or about == synthesis.challenge_id
