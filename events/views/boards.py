"""The board of a workshop, for participants without an account and for who leads it: joined, seen, followed.

What is sent by the page's script is answered as JSON, what is sent by a form leads back to the board.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from core.limits import network
from core.numbers import row_number
from core.once import once
from core.open_forms import open_form
from core.workflow import Refused
from events.boards import joining, people, showing, snapshot
from events.boards.codes import spaced
from events.boards.forms import CodeForm, NoteForm, WhoForm
from events.boards.people import Person
from events.models import BoardGuest, Event

# Joining


@open_form
def join(request: HttpRequest) -> HttpResponse:
    """Asks for the code and then, where only public buyers are, who one is."""
    if request.method != "POST":
        return join_page(request, CodeForm(initial={"code": request.GET.get("code", "")}))
    form = CodeForm(request.POST)
    if wait := joining.TRIES.wait(network(request)):
        response = join_page(request, form, 429, minutes=-(-wait // 60))
        response["Retry-After"] = str(wait)
        return response
    if not form.is_valid():
        return join_page(request, form)
    try:
        event, leads = joining.event_of(form.cleaned_data["code"])
    except joining.NoSuchCode:
        form.add_error("code", joining.WRONG)
        return join_page(request, form)
    return come_in(request, event, leads, form)


def join_page(request: HttpRequest, form: CodeForm, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "events/boards/join.html", {"form": form, "days": people.DAYS, **context}, status=status)


def come_in(request: HttpRequest, event: Event, leads: Any, form: CodeForm) -> HttpResponse:
    guest = people.guest_at(request, event.pk)
    who = WhoForm(event, request.POST if "named" in request.POST else None)
    if not guest and joining.asks_who(event) and not who.is_valid():
        return render(request, "events/boards/who.html", {"form": form, "who": who, "event": event})
    said = who.cleaned_data if who.is_bound and who.is_valid() else {}

    def join() -> str:
        return str(joining.join(event, leads, guest, said.get("name", ""), said.get("body")).pk)

    joined = get_object_or_404(BoardGuest, pk=once(form.cleaned_data["key"], join), event=event)
    board = joining.first_board(joined)
    response = redirect("board", board.pk) if board else redirect("boards", event.slug)
    people.remember(response, joined)
    return response


@open_form
def boards(request: HttpRequest, slug: str) -> HttpResponse:
    """The event's boards, to choose one."""
    event = Event.objects.select_related("dialogue").filter(slug=slug).first()
    guest = people.guest_at(request, event.pk) if event else None
    if event is None or not (guest or people.staff(request, event)):
        if request.method == "POST":
            raise PermissionDenied
        return redirect("board-join")
    rows = event.boards.select_related("session").exclude(state="draft")
    return render(request, "events/boards/boards.html", {"event": event, "boards": rows})


# The board


def at_board(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Gives the view whoever stands before the board. Others are led to joining, whether the board is there or not."""

    @wraps(view)
    def shown(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        person = people.person_at(request, pk)
        if person is None and request.method == "POST":
            raise PermissionDenied
        return view(request, person, **kwargs) if person else redirect("board-join")

    return open_form(shown)


@at_board
def board(request: HttpRequest, person: Person) -> HttpResponse:
    return redirect("board", person.board.pk) if request.method == "POST" else board_page(request, person)


def board_page(request: HttpRequest, person: Person, *, form: Any = None, error: str = "") -> HttpResponse:
    on_wall = request.GET.get("view") == "wall"
    context = {**showing.page(person, on_wall=on_wall), "form": form or NoteForm(), "error": error}
    if on_wall:
        context |= joining.way_in(person.board.event)
    elif context["leads"]:
        found = joining.code_of(person.board.event)
        context["code"] = spaced(found.code) if found else ""
    template = "events/boards/wall.html" if on_wall else "events/boards/board.html"
    return render(request, template, context, status=409 if error else 200)


@open_form
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the version `since`; 304 where nothing did. Participants are known by their cookie alone.

    With `own` it answers what is the asker's own instead; the script asks for that where notes came and went.
    """
    if request.method == "POST":
        raise PermissionDenied
    if "own" in request.GET:
        person = people.person_at(request, pk)
        return JsonResponse(showing.own(person)) if person else redirect("board-join")
    picture = snapshot.of(pk)
    everything = request.GET.get("all") == "1"
    if picture is None or not may_follow(request, picture, everything):
        return redirect("board-join")
    etag = picture.etag(everything)
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = JsonResponse(picture.since(row_number(request.GET.get("since", "")) or 0, everything))
    response["ETag"] = etag
    return response


def may_follow(request: HttpRequest, picture: Any, everything: bool) -> bool:
    if picture.is_for_guests and not everything and people.named_by(request, picture.event_id):
        return True
    person = people.person_at(request, picture.pk)
    return person is not None and (person.facilitates or not everything)


# What is sent


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def answered(
    request: HttpRequest, person: Person, act: Callable[[], dict[str, Any]], form: Any = None, at: str = ""
) -> HttpResponse:
    """Do it, and answer as whoever sent it understands."""
    try:
        done = act()
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"error": str(refusal)}, status=409)
        return board_page(request, person, form=form, error=str(refusal))
    if wants_json(request):
        return JsonResponse(done)
    response = redirect("board", person.board.pk)
    response["Location"] += at
    return response
