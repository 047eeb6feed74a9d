"""Staff's pages about those who register for an event."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.acting_views import ActingPage
from core.going_back import page_before
from core.kept_forms import KeepsTyped
from core.lists import StaffList
from core.once import once
from core.permissions import require
from core.texts import text_of
from core.workflow import Refused, move
from events.breakouts.rounds import name_of
from events.checking_in import badges, doors
from events.enums import RegistrationState
from events.models import Breakouts, Event, Registration
from events.registering import coming, desk, limits, pasting
from events.registering.desk_forms import PasteForm, TermsForm
from events.registering.places import ORGANISATION

HANDLE = "events.handle_registrations"


def handled_event(request: HttpRequest, slug: str) -> Event:
    event = get_object_or_404(Event.objects.select_related("dialogue", "terms"), slug=slug)
    require(request.user, HANDLE, event)
    return event


class RegistrationList(StaffList):
    template_name = "events/desk/list.html"
    filter_class = desk.RegistrationFilter
    row_template = "events/desk/_row.html"
    permission = "events.list_registrations"
    title = gettext_lazy("Registrations")
    none_yet = gettext_lazy("Nobody has registered yet.")
    first_sort = "state"
    acts = gettext_lazy("Change")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission)
        self.event = handled_event(request, kwargs["slug"])
        if not hasattr(self.event, "terms"):
            return redirect("workspace-event-terms", self.event.slug)
        self.columns = desk.columns(self.event)
        self.export_name = str(text_of(self.event, "title"))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return Registration.objects.visible_to(self.request.user).filter(event=self.event)

    def for_page(self, rows: Any) -> Any:
        return desk.with_what_holds_back(rows.select_related("booked_by"), self.event)

    def for_export(self, rows: Any) -> Any:
        names = {session.pk: name_of(session) for session in self.event.sessions.all()}
        for row in rows.select_related("booked_by").iterator(chunk_size=500):
            row.session_names = [names[number] for number in row.sessions if number in names]
            yield row

    @cached_property
    def seats(self) -> list[Any]:
        return list(self.event.seats.exclude(place__startswith=ORGANISATION).order_by("pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, event=self.event, counters=self.counters(), badge_files=badges.parts(self.event)
        )

    def counters(self) -> list[tuple[str, Any]]:
        """Breakouts that are given by wishes are counted on their own page."""
        by_wishes = Breakouts.objects.filter(event=self.event).exists()
        sessions = {} if by_wishes else {f"session:{one.pk}": name_of(one) for one in self.event.sessions.all()}
        names = {
            seats.place: sessions.get(seats.place, "") if seats.place.startswith("session:") else in_words(seats.place)
            for seats in self.seats
        }
        return [(names[seats.place], seats) for seats in self.seats if names[seats.place]]

    def counted(self, number: int) -> str:
        return ngettext("%(count)s registration", "%(count)s registrations", number) % {"count": number}


def in_words(place: str) -> str:
    kind, _colon, name = place.partition(":")
    return str(dict(desk.Audience.choices).get(name, name)) if kind == "audience" else _("All")


class TermsView(KeepsTyped, ActingPage):
    """When people register and how many may come; whoever then has room is moved up at once."""

    template_name = "events/desk/terms.html"
    form_class = TermsForm
    done = gettext_lazy("Saved.")

    @cached_property
    def event(self) -> Event:
        return handled_event(self.request, self.kwargs["slug"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": limits.terms_of(self.event)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event)

    def act(self, form: TermsForm) -> str:
        with limits.held(self.event) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            limits.write(current, self.request.user, form.limits_of(values), **form.fields_of(current, values))
        return reverse("workspace-event-registrations", args=[self.event.slug])


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """First sent, the lines are looked over; sent again with `go`, the good ones are registered."""
    event = handled_event(request, slug)
    form = PasteForm(request.POST if request.method == "POST" else None, initial={"audience": event.audience})
    if not form.is_bound or not form.is_valid():
        return render(request, "events/desk/paste.html", {"form": form, "event": event})
    typed = form.cleaned_data
    if "go" not in request.POST:
        lines = pasting.preview(event, typed["people"])
        good, bad = [line for line in lines if not line.wrong], [line for line in lines if line.wrong]
        context = {"form": form, "event": event, "good": good, "bad": bad, "is_looked_over": True}
        return render(request, "events/desk/paste.html", context)

    def keep() -> str:
        lines = pasting.preview(event, typed["people"])
        made = pasting.register_all(event, request.user, lines, typed["audience"], typed["language"])
        waiting = sum(one.state == RegistrationState.WAITING for one in made)
        known = {"number": len(made) - waiting, "waiting": waiting}
        messages.success(request, _("%(number)s registered, %(waiting)s waiting") % known)
        return reverse("workspace-event-registrations", args=[slug])

    try:
        return redirect(once(typed["key"], keep))
    except pasting.seats.Closed:
        form.add_error(None, _("Registration is closed. Open it first, under the terms."))
        return render(request, "events/desk/paste.html", {"form": form, "event": event})


@require_POST
def act(request: HttpRequest, slug: str, pk: int, action: str) -> HttpResponse:
    """Attendance, and what staff cancel."""
    registration = get_object_or_404(Registration.objects.select_related("event__dialogue"), pk=pk, event__slug=slug)
    require(request.user, HANDLE, registration)
    try:
        if action == "cancel":
            coming.cancel(registration, request.user, coming.Ending.STAFF)
        elif action == "attend":
            doors.write_down(registration, request.user)
        else:
            move(registration, action, request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(list_of(request, slug))
    messages.success(request, _("Noted."))
    return redirect(f"{list_of(request, slug)}#registration-{pk}")


def list_of(request: HttpRequest, slug: str) -> str:
    """The list as it was narrowed, sorted and turned to."""
    return page_before(request, reverse("workspace-event-registrations", args=[slug]))
