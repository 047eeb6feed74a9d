"""Registering for an event, without account and cookie: the form, and the page that the link in the mail leads to."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core.languages import readers_language
from core.limits import Limit, network
from core.once import once
from core.open_forms import open_form
from core.workflow import Refused
from events.breakouts import giving
from events.breakouts.explaining import explained
from events.breakouts.forms import WishesForm
from events.checking_in.codes import picture_of
from events.enums import Audience, EventState, RegistrationState
from events.models import Breakouts, Event, Registration
from events.registering import coming, seats
from events.registering.forms import CancelForm, ChangeForm, MoreForm, RegistrationForm, SeatForm
from events.registering.places import who_waits

FORMS_FROM_NETWORK = Limit("registration-network", most=60, seconds=3600)
FORMS_OF_ADDRESS = Limit("registration-address", most=5, seconds=3600)
CHANGES_FROM_NETWORK = Limit("registration-change-network", most=120, seconds=3600)
SAVED = "?saved"  # there is no session that would keep the message


def event_with_terms(slug: str) -> Event:
    rows = Event.objects.public().filter(terms__isnull=False).select_related("terms")
    return get_object_or_404(rows, slug=slug)


def is_open(event: Event) -> bool:
    """For the page; what counts is the moment of the statement that registers."""
    opens, now = event.terms.opens_at, timezone.now()
    return event.state == EventState.PUBLISHED and (opens is None or opens <= now) and now < event.terms.closes_at


@open_form
def register(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_with_terms(slug)
    if event.audience == Audience.MUNICIPALITIES:
        return render(request, "events/register/members.html", {"event": event})
    if not is_open(event):
        return closed(request, event)
    form = RegistrationForm(event, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        return redirect("event-register-sent", slug)
    if form.is_bound and form.is_valid():
        return take(request, form)
    return form_page(request, form)


def closed(request: HttpRequest, event: Event, form: Any = None) -> HttpResponse:
    opens = event.terms.opens_at
    context = {"event": event, "form": form, "opens_later": opens is not None and opens > timezone.now()}
    return render(request, "events/register/closed.html", context, status=410)


def form_page(request: HttpRequest, form: RegistrationForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "event": form.event, "who_waits": who_waits(form.event)}
    return render(request, "events/register/form.html", context)


def take(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    """Whatever is known of the address, the answer is the same: look into your mail."""
    event = form.event
    if wait := FORMS_FROM_NETWORK.wait(network(request)) or FORMS_OF_ADDRESS.wait(form.cleaned_data["email"]):
        response = form_page(request, form, minutes=-(-wait // 60))
        response.status_code, response["Retry-After"] = 429, str(wait)
        return response

    def keep() -> str:
        wish = form.registration()
        try:
            coming.register(wish, form.party(wish), form.session_ids)
        except seats.Registered:
            coming.tell_owner(event.pk, wish.email)
        return reverse("event-register-sent", args=[event.slug])

    try:
        return redirect(once(form.cleaned_data["key"], keep))
    except seats.Closed:
        return closed(request, event, form)


@open_form
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody, whatever came of the form."""
    return render(request, "events/register/sent.html", {"event": event_with_terms(slug)})


# What the link in the mail leads to


def registration_of(key: str) -> Registration:
    rows = Registration.objects.select_related("event__dialogue", "event__terms", "booked_by")
    return get_object_or_404(rows, key=key)


@open_form
def own_page(request: HttpRequest, key: str) -> HttpResponse:
    """What became of it. Opening it changes nothing, since programs open the links of mails too."""
    try:
        registration = registration_of(key)
    except Http404:  # never confirmed, and removed since
        return dead(request)
    return own(request, registration)


def dead(request: HttpRequest) -> HttpResponse:
    return render(request, "events/register/dead.html", status=404)


def own(request: HttpRequest, registration: Registration, status: int = 200, **context: Any) -> HttpResponse:
    event = registration.event
    sessions = list(event.sessions.filter(pk__in=registration.sessions).order_by("starts_at", "pk"))
    context = {
        "registration": registration,
        "event": event,
        "is_saved": "saved" in request.GET,
        "is_over": event.ends_at < timezone.now(),
        "change_form": ChangeForm(registration),
        "may_read_names": registration.state in RegistrationState.sure(),
        "picture": picture(registration),
        "party_form": MoreForm(auto_id="party-%s"),
        "party": party_of(registration, context.get("seat_form")),
        "sessions": sessions,
        "clashing": [(one, after) for one, after in pairwise(sessions) if after.starts_at < one.ends_at],
        **of_breakouts(registration),
        **context,
    }
    return render(request, "events/register/own.html", context, status=status)


def party_of(leader: Registration, sent: SeatForm | None) -> list[tuple[Registration, SeatForm | None]]:
    """Those whom she brings along, each that has no name yet with the form that gives one; one form may be `sent`."""

    def form(one: Registration) -> SeatForm | None:
        if one.name:
            return None
        return sent if sent and sent.seat == one else SeatForm(one)

    return [(one, form(one)) for one in leader.booked.active()]


def picture(registration: Registration) -> str:
    """What staff read at the entrance; nothing where there is none, or no more."""
    event = registration.event
    is_due = event.is_on_site and event.state == EventState.PUBLISHED and event.ends_at > timezone.now()
    comes = registration.state == RegistrationState.REGISTERED
    return picture_of(registration, readers_language()) if is_due and comes else ""


def of_breakouts(registration: Registration) -> dict[str, Any]:
    """Her wishes for breakouts and the places that she has, where the event's are chosen by wishes."""
    breakouts = Breakouts.objects.select_related("event").filter(event=registration.event).first()
    if breakouts is None:
        return {}
    form = WishesForm(registration) if giving.is_open(breakouts) else None
    if form is None and registration.state not in RegistrationState.sure():
        return {}
    return {"breakouts": breakouts, "wishes_form": form, "breakout_places": explained(registration)}


def answered(
    request: HttpRequest, registration: Registration, act: Callable[[], object], then: str = "", **typed: Any
) -> HttpResponse:
    """Do it and show the page anew, `then` with what it says; where it cannot be done it says why, or that it is gone.

    `typed` are the forms that it then shows as they were sent.
    """
    try:
        act()
    except seats.Closed:
        return own(request, registration, is_shut=True, **typed)
    except Refused as refusal:
        try:
            registration.refresh_from_db()
        except Registration.DoesNotExist:
            return dead(request)
        return own(request, registration, refusal=str(refusal), **typed)
    return redirect(reverse("registration", args=[registration.key]) + then)


@open_form
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """One button for both: the address is hers, or she takes the seat that became free."""
    try:
        registration = registration_of(key)
    except Http404:
        return dead(request)
    if request.method != "POST":
        return redirect("registration", key)
    act = coming.confirm if not registration.confirmed_at else coming.accept
    return answered(request, registration, lambda: act(registration))


@open_form
def change(request: HttpRequest, key: str) -> HttpResponse:
    registration = registration_of(key)
    if request.method != "POST":
        return redirect("registration", key)
    form = ChangeForm(registration, request.POST)
    if not form.is_valid():
        return own(request, registration, change_form=form)
    return answered(request, registration, lambda: coming.change(registration, **form.changes), SAVED, change_form=form)


@open_form
def party(request: HttpRequest, key: str) -> HttpResponse:
    """More colleagues, and more seats to be named later."""
    registration = registration_of(key)
    if request.method != "POST":
        return redirect("registration", key)
    form = MoreForm(request.POST, auto_id="party-%s")
    if not form.is_valid():
        return own(request, registration, party_form=form)
    if CHANGES_FROM_NETWORK.wait(network(request)):
        return own(request, registration, status=429, is_too_often=True, party_form=form)

    def keep() -> str:
        coming.bring_more(registration, form.party(registration))
        return reverse("registration", args=[key])

    return answered(request, registration, lambda: once(form.cleaned_data["key"], keep), SAVED, party_form=form)


@open_form
def name_seat(request: HttpRequest, key: str, seat: int) -> HttpResponse:
    leader = registration_of(key)
    reserved = get_object_or_404(leader.booked.active(), pk=seat, name="", email="")
    if request.method != "POST":
        return redirect("registration", key)
    form = SeatForm(reserved, request.POST)
    if not form.is_valid():
        return own(request, leader, seat_form=form)
    if CHANGES_FROM_NETWORK.wait(network(request)):
        return own(request, leader, status=429, is_too_often=True, seat_form=form)
    return answered(
        request, leader, lambda: coming.name_seat(leader, reserved, **form.cleaned_data), SAVED, seat_form=form
    )


@open_form
def cancel(request: HttpRequest, key: str, seat: int | None = None) -> HttpResponse:
    """Her own registration, or that of somebody whom she brings along."""
    leader = registration_of(key)
    one = get_object_or_404(leader.booked.all(), pk=seat) if seat else leader
    form = CancelForm(one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return answered(request, leader, lambda: coming.cancel(one, colleagues=form.cleaned_data["colleagues"]))
    if not one.is_active:
        raise Http404
    context = {"registration": leader, "one": one, "event": leader.event, "form": form}
    return render(request, "events/register/cancel.html", context)
