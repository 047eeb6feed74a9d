"""Answers as one reader sees them: side by side, narrowed, with what her side has made of them.

All of it comes through `readable_by`. Of what is hidden from her there is nothing here but that it is hidden.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Value

from core.search import Fold
from core.sorting import in_alphabet
from core.texts import Text
from suppliers.models import (
    Answer,
    AnswerTag,
    InformationRequest,
    ReadingNote,
    RequestQuestion,
    Response,
    TaggedAnswer,
)
from suppliers.requests.enums import ConfidentialReaders, QuestionKind


@dataclass
class Cell:
    """What one company says to one question. Without an answer it said nothing, or may not be read by this reader."""

    response: Response
    question: RequestQuestion
    answer: Answer | None = None
    is_hidden: bool = False
    notes: list[ReadingNote] = field(default_factory=list)
    tags: list[AnswerTag] = field(default_factory=list)

    @property
    def text(self) -> Text:
        return Text(self.answer.text if self.answer else "", self.response.language)

    @property
    def chosen(self) -> list[str]:
        """The options, in the reader's language."""
        lines = self.question.lines
        numbers = self.answer.chosen if self.answer else []
        return [lines[number - 1] for number in numbers if 0 < number <= len(lines)]

    @property
    def translations(self) -> list[Any]:
        return list(self.answer.translations.all()) if self.answer else []

    @property
    def anchor(self) -> str:
        return f"answer-{self.response.key}-{self.question.position}"


class Reading:
    """What a person reads of a request, narrowed by `wanted` (q, country, size, tag): so many queries, however much."""

    def __init__(self, user: Any, request: InformationRequest, wanted: dict[str, Any] | None = None) -> None:
        self.user, self.request, self.wanted = user, request, wanted or {}
        self.manages = user.is_superuser or user.has_perm("suppliers.tag_answers", request)

    @property
    def reads_confidential(self) -> bool:
        return self.manages or self.request.confidential_readers == ConfidentialReaders.READERS

    @cached_property
    def questions(self) -> list[RequestQuestion]:
        return list(self.request.questions.select_related("request"))

    @cached_property
    def responses(self) -> list[Response]:
        rows = Response.objects.readable_by(self.user).filter(request=self.request).select_related("company")
        for name, path in (("country", "company__country"), ("size", "company__size_class")):
            if self.wanted.get(name):
                rows = rows.filter(**{path: self.wanted[name]})
        return list(rows.order_by(*in_alphabet("company__name"), "pk"))

    @property
    def answers(self) -> QuerySet[Answer]:
        """Those that fit."""
        rows = Answer.objects.readable_by(self.user).filter(response__in=self.responses)
        if self.wanted.get("q"):
            rows = rows.filter(pk__in=saying(rows, self.wanted["q"]))
        if self.manages and self.wanted.get("tag"):
            tagged = TaggedAnswer.objects.filter(tag=self.wanted["tag"]).values_list("response_id", "question_id")
            pairs = [Q(response=response, question=question) for response, question in tagged]
            rows = rows.filter(any_of(pairs))
        return rows

    @property
    def is_searched(self) -> bool:
        return bool(self.wanted.get("q") or self.wanted.get("tag"))

    def cells(self, questions: Sequence[RequestQuestion], responses: Sequence[Response] | None = None) -> list[Cell]:
        """Question by question, and within it company by company. Where something is looked for, only what fits."""
        shown = self.responses if responses is None else list(responses)
        found = {
            (row.response_id, row.question_id): row
            for row in self.answers.filter(question__in=questions, response__in=shown).prefetch_related(
                "files", "translations__by"
            )
        }
        hidden = self.hidden(questions, shown)
        notes, tags = self.notes(questions, shown), self.tags(questions, shown)
        cells = [
            Cell(response, question, found.get(at), at in hidden, notes[at], tags[at])
            for question in questions
            for response in shown
            for at in [(response.pk, question.pk)]
        ]
        return [cell for cell in cells if cell.answer] if self.is_searched else cells

    def hidden(self, questions: Sequence[RequestQuestion], responses: Sequence[Response]) -> set[tuple[int, int]]:
        if self.manages:
            return set()
        rows = Answer.objects.hidden_from(self.user).filter(question__in=questions, response__in=responses)
        return set(rows.values_list("response_id", "question_id"))

    def notes(self, questions: Sequence[RequestQuestion], responses: Sequence[Response]) -> dict[Any, list[Any]]:
        rows = ReadingNote.objects.readable_by(self.user).filter(question__in=questions, response__in=responses)
        found: dict[Any, list[Any]] = defaultdict(list)
        for note in rows.select_related("by", "body"):
            found[note.response_id, note.question_id].append(note)
        return found

    def tags(self, questions: Sequence[RequestQuestion], responses: Sequence[Response]) -> dict[Any, list[Any]]:
        """For managers: they have them in common, and nobody else sees them."""
        found: dict[Any, list[Any]] = defaultdict(list)
        if self.manages:
            rows = TaggedAnswer.objects.filter(question__in=questions, response__in=responses).select_related("tag")
            for row in rows.order_by(*in_alphabet("tag__name")):
                found[row.response_id, row.question_id].append(row.tag)
        return found


def any_of(conditions: Sequence[Q]) -> Q:
    whole = Q(pk__in=[])
    for condition in conditions:
        whole |= condition
    return whole


def saying(rows: QuerySet[Answer], words: str) -> Any:
    """Answers with these words: in the text, a table, a file's name, or a translation by staff."""
    of_text = Q(folded__contains=Fold(Value(words)))
    of_table = Q(rows__icontains=words, question__kind=QuestionKind.TABLE)
    of_company = Q(response__company__name__icontains=words)
    beside = Q(files__name__icontains=words) | Q(translations__text__icontains=words)
    return rows.alias(folded=Fold("text")).filter(of_text | of_table | of_company | beside).values("pk")
