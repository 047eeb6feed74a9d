"""Answers as their readers see them."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.texts import Text, is_foreign, language_mark
from suppliers.models import Answer, RequestQuestion
from suppliers.reading.answers import Cell
from suppliers.reading.figures import written
from suppliers.reading.forms import AnswerTagsForm, NoteForm, languages_besides

register = template.Library()
register.filter("is_foreign_text", is_foreign)


@register.filter
def said_number(answer: Answer, question: RequestQuestion) -> str:
    """ "12,5 kWh", as the reader's language writes it."""
    return written(answer.number, question) if answer.number is not None else ""


@register.filter
def language_said(text: Text) -> SafeString | str:
    return language_mark(text)


@register.simple_tag
def note_form(cell: Cell, typed: tuple[dict[str, Any], Any] | None) -> NoteForm:
    """With what was typed, where that was at this answer."""
    is_here = typed and (typed[0]["key"], typed[0]["number"]) == (cell.response.key, cell.question.position)
    return NoteForm(typed[1] if typed and is_here else None, auto_id=f"{cell.anchor}-%s")


@register.simple_tag
def tags_form(reading: Any, anchor: str) -> AnswerTagsForm:
    """The tags of the request are asked for once for a page."""
    form = AnswerTagsForm(request=reading.request, auto_id=f"{anchor}-%s")
    if not hasattr(reading, "tag_choices"):
        field: Any = form.fields["tag"]
        reading.tag_choices = list(field.choices)
    form.fields["tag"].widget.choices = reading.tag_choices  # type: ignore[attr-defined]
    return form


@register.simple_tag
def translatable(language: str) -> list[tuple[str, str]]:
    return languages_besides(language)
