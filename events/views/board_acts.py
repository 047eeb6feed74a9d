"""What is done on a board: notes put down, given dots, sorted, merged, hidden; groups; opened and closed."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.numbers import row_number
from core.workflow import Refused
from events.boards import keeping, notes, showing
from events.boards.forms import NoteForm
from events.boards.people import Person
from events.models import BoardGroup, BoardNote
from events.models.board import MOST_DOTS
from events.views.boards import answered, at_board, board_page, wants_json

Act = Callable[[HttpRequest, Person, Any], dict[str, Any] | None]


@at_board
def add_note(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", person.board.pk)
    form, by = NoteForm(request.POST), person.guest or person.account
    if not form.is_valid():
        if wants_json(request):
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"error": said}, status=409)
        return board_page(request, person, form=form)
    if wait := notes.NOTES_OF_GUEST.wait(f"{type(by).__name__} {by.pk}"):
        said = _("You wrote very many notes. Nothing is lost: send it again in a few minutes.")
        if not wants_json(request):
            return board_page(request, person, form=form, error=said)
        return JsonResponse({"error": said}, status=429, headers={"Retry-After": str(wait)})
    return answered(request, person, lambda: put_down(person, by, form), form, "#wall")


def put_down(person: Person, by: Any, form: NoteForm) -> dict[str, Any]:
    return {"id": notes.put_down(person.board, by, **form.cleaned_data).pk}


@at_board
def note_page(request: HttpRequest, person: Person, note: int) -> HttpResponse:
    """A note with all that its facilitator may do with it."""
    if request.method == "POST":
        raise PermissionDenied
    if not person.facilitates:
        return redirect("board", person.board.pk)
    return render(request, "events/boards/note.html", showing.note_page(person, found_note(person, note)))


def found_note(person: Person, pk: int) -> BoardNote:
    rows = person.board.notes.select_related("board__event__dialogue", "merged_into", "group")
    return get_object_or_404(rows, pk=pk)


def number(request: HttpRequest, name: str) -> int | None:
    """Of a field of the form."""
    return row_number(request.POST.get(name, ""))


def dots(request: HttpRequest, person: Person, note: BoardNote) -> dict[str, Any]:
    return {"left": notes.give_dots(note, number(request, "number") or 0, person.guest)}


def sort_into(request: HttpRequest, person: Person, note: BoardNote) -> None:
    pk = number(request, "group")
    group = person.board.groups.filter(pk=pk).first() if pk else None
    if pk and group is None:
        raise Refused(_("This group is gone. The note stays where it was."))
    notes.sort_into(note, group, person.acts_as)


def merge(request: HttpRequest, person: Person, note: BoardNote) -> None:
    into = person.board.notes.filter(pk=number(request, "into") or 0).select_related("board").first()
    if into is None:
        raise Refused(_("Choose the note that it is merged into."))
    notes.merge(note, into, person.acts_as)


NOTE_ACTS: dict[str, Act] = {
    "dots": dots,
    "take-back": lambda _request, person, note: notes.take_back(note, person.guest),
    "sort": sort_into,
    "merge": merge,
    "split": lambda _request, person, note: notes.split(note, person.acts_as),
    "hide": lambda _request, person, note: notes.hide(note, person.acts_as),
    "show": lambda _request, person, note: notes.show(note, person.acts_as),
}
GROUP_ACTS: dict[str, Act] = {
    "rename": lambda request, person, group: keeping.rename_group(group, request.POST.get("title", ""), person.acts_as),
    "remove": lambda _request, person, group: keeping.remove_group(group, person.acts_as),
    "earlier": lambda _request, person, group: keeping.shift_group(group, person.acts_as, -1),
    "later": lambda _request, person, group: keeping.shift_group(group, person.acts_as, 1),
}
STEPS = ("open", "close", "dots")


@at_board
def act_on_note(request: HttpRequest, person: Person, note: int, action: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", person.board.pk)
    act, found = NOTE_ACTS.get(action), found_note(person, note)
    if act is None:
        raise Http404
    return answered(request, person, lambda: act(request, person, found) or {}, at=f"#note-{found.pk}")


@at_board
def add_group(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", person.board.pk)
    title = request.POST.get("title", "")
    return answered(request, person, lambda: {"id": keeping.add_group(person.board, title, person.acts_as).pk})


@at_board
def act_on_group(request: HttpRequest, person: Person, group: int, action: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", person.board.pk)
    act, rows = GROUP_ACTS.get(action), BoardGroup.objects.select_related("board__event__dialogue")
    found = get_object_or_404(rows, board=person.board, pk=group)
    if act is None:
        raise Http404
    return answered(request, person, lambda: act(request, person, found) or {}, at=f"#group-{found.pk}")


@at_board
def step(request: HttpRequest, person: Person, action: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", person.board.pk)
    if action not in STEPS:
        raise Http404

    def act() -> dict[str, Any]:
        if action == "dots":
            dots = min(number(request, "dots") or 0, MOST_DOTS)
            keeping.change(person.board, person.acts_as, dots=dots)
        else:
            keeping.step(person.board, action, person.acts_as)
        return {}

    return answered(request, person, act)
