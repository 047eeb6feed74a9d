"""What came of a board: as a file to take home, and notes that become needs or comments."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.acting_views import ActingPage
from core.exports import export
from core.kept_forms import KeepsTyped
from core.numbers import row_number
from core.once import once
from core.views.files import sent
from events.boards import becoming, report, results
from events.boards.outcome_forms import CommentForm, NeedForm
from events.models import Board, BoardNote
from events.views.board_desk import board_of


@require_safe
def as_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    board = board_of(request, pk)
    rows = [note for group in results.by_group(board) for note in group.notes]
    return export(rows, results.columns(), "csv", board.title)


@require_POST
def make_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    board = board_of(request, pk)
    report.owe(board, get_language() or board.language, request.user)
    messages.success(request, _("The PDF is being made. Open this page again in a moment."))
    return redirect("workspace-board", pk)


@require_safe
def as_pdf(request: HttpRequest, pk: int, report: int) -> HttpResponseBase:
    board = board_of(request, pk)
    row = board.reports.filter(pk=report).exclude(file="").first()
    if row is None:
        raise Http404
    name = f"{slugify(board.title, allow_unicode=True) or 'board'}-{row.language}.pdf"
    return sent(request, row.stored, name)


class NotesBecome(KeepsTyped, ActingPage):
    """A form with what the ticked notes say. Sent twice it makes one thing."""

    template_name = "events/workspace/board_outcome.html"
    chosen_as = "note"
    title: Any = ""
    lead: Any = ""
    button: Any = ""

    @cached_property
    def board(self) -> Board:
        return board_of(self.request, self.kwargs["pk"])

    @cached_property
    def notes(self) -> list[BoardNote]:
        ticked = (self.request.POST if self.request.method == "POST" else self.request.GET).getlist("note")
        numbers = list(filter(None, map(row_number, ticked)))
        return list(results.notes(self.board).filter(pk__in=numbers).order_by("pk"))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.board  # noqa: B018 - 404 or 403 before anything is said
        if not self.notes and request.method != "POST":
            messages.error(request, _("Choose at least one note."))
            return redirect("workspace-board", self.board.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "board": self.board, "notes": self.notes}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, board=self.board, notes=self.notes, **self.words())

    def words(self) -> dict[str, Any]:
        return {"title": self.title, "lead": self.lead, "button": self.button}

    def act(self, form: Any) -> str:
        def make() -> str:
            self.make(dict(form.cleaned_data))
            return reverse("workspace-board", args=[self.board.pk])

        return once(form.cleaned_data["key"], make)

    def make(self, said: dict[str, Any]) -> None:
        """What the notes become. Raises Refused."""


class NeedView(NotesBecome):
    form_class = NeedForm
    title = gettext_lazy("Propose a need")
    lead = gettext_lazy(
        "The body's editors take it over as their own draft, or throw it away. They read where it came from."
    )
    button = gettext_lazy("Propose it")

    def make(self, said: dict[str, Any]) -> None:
        said.pop("key")
        proposal = becoming.propose_need(self.board, self.notes, self.request.user, **said)
        told = _("Proposed to %(body)s. Its editors are told, and take the need over or throw it away.")
        self.done = told % {"body": proposal.municipality}


class CommentView(NotesBecome):
    form_class = CommentForm
    title = gettext_lazy("Comment on a clause")
    lead = gettext_lazy("The comment says where it came from. All bodies of the challenge read it.")
    button = gettext_lazy("Write the comment")

    def make(self, said: dict[str, Any]) -> None:
        said.pop("key")
        becoming.comment(self.board, self.notes, self.request.user, **said)
        self.done = _("The comment is written.")
