"""Breakouts by wishes: staff set them up, distribute people and decide; people write wishes behind their link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.numbers import row_number
from core.open_forms import open_form
from core.sorting import in_alphabet
from core.told import refusals_told, told
from events.breakouts import giving
from events.breakouts.forms import ClosingForm, WishesForm
from events.breakouts.rounds import people_of, with_wishes
from events.models import BreakoutPlace, BreakoutRun, Breakouts, Event, Session
from events.telling import announcing
from events.views.desk import handled_event
from events.views.registering import SAVED, answered, own, registration_of

PAGE = "workspace-breakouts"


class BreakoutsView(KeepsTyped, ActingPage):
    """Until when wishes are taken, and with it all that became of them."""

    template_name = "events/breakouts/page.html"
    form_class = ClosingForm
    done = gettext_lazy("Saved. Everybody who registers may write wishes until then.")

    @cached_property
    def event(self) -> Event:
        return handled_event(self.request, self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "event": self.event}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event, **shown(self.event))

    def act(self, form: ClosingForm) -> str:
        with announcing.locked(self.event) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            giving.set_up(current, self.request.user, form.closes_at(current, values))
        return reverse(PAGE, args=[self.event.slug])


def shown(event: Event) -> dict[str, Any]:
    breakouts = Breakouts.objects.filter(event=event).first()
    run = breakouts.runs.first() if breakouts else None
    plan = {}
    if run and run.is_solved:
        names = people_of(event).in_bulk([person for person, _session in run.plan])
        for person, session in run.plan:
            plan.setdefault(session, []).append(names.get(person))
    places = BreakoutPlace.objects.filter(registration__in=people_of(event)).select_related("registration", "session")
    everybody = list(people_of(event).order_by(*in_alphabet("name"), "pk"))
    rounds = []
    for together in with_wishes(event):
        rows = []
        for session in together:
            proposed = [one for one in plan.get(session.pk, []) if one]
            rows.append((session, proposed, [place for place in places if place.session_id == session.pk]))
        placed = {place.registration_id for place in places if any(giving.overlap(place.session, s) for s in together)}
        without = [one for one in everybody if one.pk not in placed] if placed else []
        rounds.append((together, rows, without))
    is_over = event.ends_at <= timezone.now()  # then it is forgotten in time who went where
    is_new = bool(run and run.is_solved and not is_over and not is_taken(run, places))
    return {
        "breakouts": breakouts,
        "run": run,
        "rounds": rounds,
        "is_new": is_new,
        "is_over": is_over,
    }


def is_taken(run: BreakoutRun, places: Any) -> bool:
    """Whether everybody goes where the distribution says, and nowhere where it has no place for her."""
    there = {(place.registration_id, place.session_id): place.placed_by_id for place in places}
    stay = any(pair in there and there[pair] is None for pair in giving.left_out(run))
    return not stay and {(person, session) for person, session in run.plan} <= set(there)


@require_POST
def distribute(request: HttpRequest, slug: str) -> HttpResponse:
    event = handled_event(request, slug)
    breakouts = get_object_or_404(Breakouts.objects.select_related("event__dialogue"), event=event)
    moves = "moves_told" in request.POST
    done = _("People are being distributed. Look at this page again in half a minute.")
    return told(request, lambda: giving.ask(breakouts, request.user, moves_told=moves), done, PAGE, slug)


@require_POST
def take(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = handled_event(request, slug)
    run = get_object_or_404(
        BreakoutRun.objects.select_related("breakouts__event__dialogue"), pk=pk, breakouts__event=event
    )
    done = _("Done. Everybody whose place is new is told.")
    return told(request, lambda: giving.take(run, request.user), done, PAGE, slug)


@require_POST
def put(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Staff decide where somebody goes."""
    event = handled_event(request, slug)
    get_object_or_404(Breakouts, event=event)
    registration = get_object_or_404(event.registrations.select_related("event__dialogue"), pk=pk)
    session = get_object_or_404(Session, event=event, pk=row_number(request.POST.get("session", "")))
    with refusals_told(request):
        giving.put(registration, session, request.user)
        messages.success(request, _("Moved, and told."))
        return redirect(f"{reverse(PAGE, args=[slug])}#place-{session.pk}-{registration.pk}")
    return redirect(PAGE, slug)


@open_form
def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Of a registered person, without an account."""
    registration = registration_of(key)
    get_object_or_404(Breakouts, event=registration.event)
    if request.method != "POST":
        return redirect("registration", key)
    form = WishesForm(registration, request.POST)
    if not form.is_valid():
        return own(request, registration, wishes_form=form)
    return answered(request, registration, lambda: giving.wish(registration, form.wishes), SAVED)
