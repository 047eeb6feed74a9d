"""The forms by which notes become something: a need proposed to a body, a comment on a clause."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.once import OnceForm
from core.texts import text_of
from events.boards import results
from events.models import Board, BoardNote
from municipalities.handled import by_country
from municipalities.models import Municipality
from needs.enums import StatementState
from needs.models import Category, Clause

LONGEST = 5000


def texts_of(notes: list[BoardNote]) -> str:
    """What the chosen notes say, a paragraph each, with what was merged into them."""
    return "\n\n".join(text.text for note in notes for text in results.said(note))[:LONGEST]


def language_of(notes: list[BoardNote], default: str) -> str:
    """The one in which most of them are."""
    said = [note.language for note in notes]
    return max(said, key=said.count) if said else default


class NeedForm(OnceForm):
    body = forms.ModelChoiceField(Municipality.objects.none(), label=_("Public buyer"))
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=200)
    situation = forms.CharField(
        label=_("Situation today"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 8})
    )

    def __init__(self, *args: Any, board: Board, notes: list[BoardNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        takes_part = Municipality.objects.filter(
            participations__dialogue=board.dialogue, participations__role="participant"
        )
        body.queryset = takes_part.distinct().order_by(*by_country())
        category: Any = self.fields["category"]
        category.queryset = Category.objects.all()
        category.label_from_instance = lambda row: str(text_of(row, "name"))
        bodies = {note.guest.body_id for note in notes if note.guest and note.guest.body_id}
        self.initial.update(language=language_of(notes, board.language), situation=texts_of(notes))
        if len(bodies) == 1:
            self.initial["body"] = bodies.pop()


def clauses_for(board: Board) -> "QuerySet[Clause]":
    """Those of its dialogue's drafts: no other takes comments."""
    return Clause.objects.filter(statement__state=StatementState.DRAFT, statement__challenge__dialogue=board.dialogue)


class CommentForm(OnceForm):
    clause = forms.ModelChoiceField(Clause.objects.none(), label=_("Clause"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(label=_("Comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}))

    def __init__(self, *args: Any, board: Board, notes: list[BoardNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clause: Any = self.fields["clause"]
        drafts = clauses_for(board)
        clause.queryset = drafts.select_related("statement__challenge").order_by("statement", "position")
        clause.label_from_instance = in_words
        self.initial.update(language=language_of(notes, board.language), text=texts_of(notes))


def in_words(clause: Clause) -> str:
    words = " ".join(str(text_of(clause, "text")).split())
    return f"{clause.statement}, {clause.position}. {words[:90]}"
