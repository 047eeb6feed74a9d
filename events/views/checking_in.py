"""The door of an event: staff check people in, on a telephone too, and print badges; people read who takes part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.languages import readers_language
from core.open_forms import open_form
from core.workflow import Refused
from events.checking_in import badges, doors
from events.checking_in.participants import participants
from events.enums import EventState, RegistrationState
from events.models import Event, Registration
from events.views.desk import handled_event
from events.views.registering import registration_of

OPEN = (EventState.PUBLISHED, EventState.HELD)


def open_event(request: HttpRequest, slug: str) -> Event:
    event = handled_event(request, slug)
    if event.state not in OPEN:
        raise Http404
    return event


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Everybody who has a seat, or the one whose badge was read. A script that was offline sends `at` along."""
    event = open_event(request, slug)
    if request.method == "POST":
        return take(request, event)
    guests = list(doors.guests(event))
    query = "" if code else request.GET.get("q", "").strip()
    shown = [guest for guest in guests if code in ("", guest.code) and matches(guest, query)]
    if code and not shown:
        return no_seat(request, event, code)
    context = {
        "event": event,
        "guests": shown,
        "without_seat": [] if code else [one for one in doors.without_seat(event) if matches(one, query)],
        "is_one": bool(code),
        "query": query,
        "here": sum(guest.state == RegistrationState.ATTENDED for guest in guests),
        "number": len(guests),
    }
    return render(request, "events/checking_in/page.html", context)


def matches(guest: Registration, query: str) -> bool:
    return query.casefold() in f"{guest.name} {guest.organisation}".casefold()


def no_seat(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """A badge of somebody who cancelled since, or of another event."""
    person = registration_or_none(event, code)
    return render(request, "events/checking_in/nobody.html", {"event": event, "person": person}, status=404)


def registration_or_none(event: Event, code: str) -> Registration | None:
    try:
        return doors.by_code(event, code)
    except Registration.DoesNotExist:
        return None


def take(request: HttpRequest, event: Event) -> HttpResponse:
    code, undone = request.POST.get("code", ""), request.POST.get("undo", "")
    registration = registration_or_none(event, code or undone)
    said, status = "", 200
    if registration is None:
        said, status = _("This badge belongs to nobody who is registered for this event."), 404
    else:
        try:
            act(registration, request, is_undone=bool(undone))
        except Refused as refusal:
            said, status = str(refusal), 409
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"said": said}, status=status)
    if said:
        messages.warning(request, said)
    elif registration and not undone:
        messages.success(request, _("%(name)s is there.") % {"name": registration})
    return redirect("workspace-event-check-in", event.slug)


def act(registration: Registration, request: HttpRequest, *, is_undone: bool) -> None:
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    door = doors.undo if is_undone else doors.check_in
    door(registration, request.user, at if at and at.tzinfo else None)


@never_cache
@require_safe
def worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that shows the page where there is no network; it stands below the page that it may answer for."""
    event = open_event(request, slug)
    return render(request, "events/checking_in/worker.js", {"event": event}, content_type="text/javascript")


@never_cache
@require_safe
def badges_file(request: HttpRequest, slug: str, part: int) -> HttpResponse:
    event = handled_event(request, slug)
    if part not in badges.parts(event):
        raise Http404
    pdf = badges.badges(event, part, readers_language())
    name = f'attachment; filename="{event.slug}-badges-{part}.pdf"'
    return HttpResponse(pdf.data, content_type="application/pdf", headers={"Content-Disposition": name})


@open_form
def participant_list(request: HttpRequest, key: str) -> HttpResponse:
    """For those alone who have a seat."""
    registration = registration_of(key)
    if registration.state not in RegistrationState.sure() or request.method == "POST":
        return redirect("registration", key)
    buyers, others = participants(registration)
    context: dict[str, Any] = {"registration": registration, "event": registration.event}
    return render(request, "events/register/participants.html", {**context, "buyers": buyers, "others": others})
