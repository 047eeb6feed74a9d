"""The boards of an event for those who run it: made, named to somebody, joined by code."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from core.once import OnceForm, once
from core.permissions import require
from core.told import refusals_told
from events.boards import joining, keeping, report, results
from events.boards.codes import spaced
from events.boards.forms import BoardForm, FacilitatorForm, NewBoardForm
from events.boards.outcome_forms import clauses_for
from events.models import Board, Event
from events.models.event import RUN
from events.views.staff import found

STEPS = {"open": gettext_lazy("Opened"), "close": pgettext_lazy("board", "Closed")}


def board_of(request: HttpRequest, pk: int) -> Board:
    board = get_object_or_404(Board.objects.select_related("event__dialogue", "session"), pk=pk)
    require(request.user, RUN, board.event)
    return board


class BoardsView(FormView):
    """All boards of an event, the code, and the form for a new one."""

    template_name = "events/workspace/boards.html"
    form_class = NewBoardForm

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "event": self.event}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = joining.code_of(self.event)
        code = {"code": spaced(found.code), "made_at": found.made_at} if found else {}
        boards = results.counted(self.event)
        return super().get_context_data(**kwargs, event=self.event, boards=boards, **code)

    def form_valid(self, form: NewBoardForm) -> HttpResponse:
        def make() -> str:
            board = keeping.make(self.event, self.request.user, **form.fields_of_board())
            return reverse("workspace-board", args=[board.pk])

        return redirect(once(form.cleaned_data["key"], make))


@require_POST
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """A new code, or none any more."""
    event = found(request, slug)
    if request.POST.get("end"):
        joining.end_joining(event, request.user)
        messages.success(request, _("Nobody can join any more. Who has joined stays."))
    else:
        joining.let_join(event, request.user)
        messages.success(request, _("There is a new code."))
    return redirect("workspace-boards", slug)


class BoardView(FormView):
    """One board: what stands on it and what became of that, its texts and dots, and who leads it."""

    template_name = "events/workspace/board.html"
    form_class = BoardForm

    @cached_property
    def board(self) -> Board:
        return board_of(self.request, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form writes into a board of its own, so that the page shows what is stored."""
        return {**super().get_form_kwargs(), "event": self.board.event, "instance": copy(self.board)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or ""
        return super().get_context_data(
            **kwargs,
            board=self.board,
            event=self.board.event,
            groups=results.by_group(self.board),
            takes_comments=clauses_for(self.board).exists(),
            report=report.latest(self.board, language),
            is_being_made=report.is_being_made(self.board, language),
            facilitators=[(row, spaced(row.code)) for row in self.board.facilitators.all()],
            facilitator_form=FacilitatorForm(auto_id="facilitator-%s"),
            trail=[(step, STEPS[step.action]) for step in self.board.trail.select_related("actor")],
        )

    def form_valid(self, form: BoardForm) -> HttpResponse:
        keeping.change(self.board, self.request.user, **form.fields_of_board())
        messages.success(self.request, _("The board is saved."))
        return redirect("workspace-board", self.board.pk)


@require_POST
def add_facilitator(request: HttpRequest, pk: int) -> HttpResponse:
    """The form carries a key: pressed twice, one person is named."""
    board = board_of(request, pk)
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise Http404

    def name() -> str:
        named = joining.name_facilitator(board, request.POST.get("name", ""), request.user)
        said = _("%(name)s leads this board with the code %(code)s. Hand it over by word.")
        messages.success(request, said % {"name": named.name, "code": spaced(named.code)})
        return reverse("workspace-board", args=[pk])

    with refusals_told(request):
        return redirect(once(form.cleaned_data["key"], name))
    return redirect("workspace-board", pk)


@require_POST
def remove_facilitator(request: HttpRequest, pk: int, facilitator: int) -> HttpResponse:
    joining.dismiss_facilitator(board_of(request, pk), facilitator, request.user)
    messages.success(request, _("The code is dead. Nobody leads the board with it any more."))
    return redirect("workspace-board", pk)
