"""Events as those who run them see them: the list, one event, and the forms and buttons of its doors."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import ALL, Column, ListFilter, StaffList
from core.once import once
from core.permissions import require
from core.texts import missing_languages, text_of
from core.told import told
from core.zones import in_zone
from dialogues.staff_forms import ReasonForm
from events.agenda import days
from events.enums import EventState, RegistrationState
from events.models import Event
from events.models.event import RUN
from events.models.meeting_days import MEETINGS
from events.models.registration import waits
from events.telling import agenda, announcing, closing, minutes
from events.telling.forms import EventForm, NewEventForm

STEPS = {
    "publish": gettext_lazy("Published"),
    "change": gettext_lazy("Changed"),
    "cancel": gettext_lazy("Cancelled"),
    "hold": gettext_lazy("Held"),
}
OUTSIDE = gettext_lazy(
    "Some sessions begin before the event or end after it. Change their times, or those of the event."
)


def found(request: HttpRequest, slug: str) -> Event:
    event = get_object_or_404(Event.objects.select_related("dialogue"), slug=slug)
    require(request.user, RUN, event)
    return event


class EventFilter(ListFilter):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[("", ALL), *EventState.choices], required=False)

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(title__icontains=value) if name == "q" else rows.filter(state=value)


class EventList(StaffList):
    template_name = "events/workspace/list.html"
    columns = [
        Column("title", gettext_lazy("Title"), lambda row: text_of(row, "title"), ["title"]),
        Column("when", gettext_lazy("When"), lambda row: row.starts_at.astimezone(row.zone), ["starts_at"]),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        Column("audience", gettext_lazy("For"), lambda row: row.get_audience_display()),
        Column("dialogue", gettext_lazy("Dialogue"), lambda row: text_of(row.dialogue, "title")),
    ]
    filter_class = EventFilter
    row_template = "events/workspace/_row.html"
    permission = "events.list_events"
    title = export_name = gettext_lazy("Events")
    none_yet = gettext_lazy("No event is written yet.")
    first_sort = "-when"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.filter(pk__in=Event.objects.visible_to(self.request.user).order_by().values("pk"))

    def for_page(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("dialogue")

    for_export = for_page

    def counted(self, number: int) -> str:
        return ngettext("%(count)s event", "%(count)s events", number) % {"count": localize(number)}


@require_safe
def event_page(request: HttpRequest, slug: str) -> HttpResponse:
    event = found(request, slug)
    context = {
        "event": event,
        "missing": missing_languages(event, *announcing.MUST_HAVE),
        "days": days(event),
        "outside_said": OUTSIDE,
        "outside": agenda.said_of_outside(event) if event.state in (EventState.DRAFT, EventState.PUBLISHED) else [],
        "materials": event.materials.prefetch_related("files"),
        "minutes": minutes.of_event(event),
        "numbers": event.registrations.aggregate(
            seated=Count("pk", filter=Q(state__in=RegistrationState.seated())),
            waiting=Count("pk", filter=waits()),
        ),
        "is_open": event.state in (EventState.PUBLISHED, EventState.HELD) and hasattr(event, "terms"),
        "is_over": event.ends_at <= timezone.now(),
        "runs_meetings": not hasattr(event, "meeting_day") or request.user.has_perm(MEETINGS, event.meeting_day),
        "trail": [(step, STEPS[step.action]) for step in event.trail.select_related("actor")],
    }
    return render(request, "events/workspace/event.html", context)


class NewEventView(KeepsTyped, ActingPage):
    template_name = "events/workspace/form.html"
    form_class = NewEventForm
    refused_at = "slug"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "events.list_events")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Event(time_zone="Europe/Oslo"), "user": self.request.user}

    def act(self, form: NewEventForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.write(form))

    def write(self, form: NewEventForm) -> str:
        data = form.cleaned_data
        values = form.fields_of({name: data[name] for name in form.merged_names()})
        event = Event(dialogue=data["dialogue"], slug=data["slug"])
        announcing.write(event, self.request.user, **values)
        self.done = _("The event is written. It is a draft until you publish it.")
        return reverse("workspace-event", args=[event.slug])


class ChangeView(KeepsTyped, ActingPage):
    """A draft is written on; what is changed of a published event is told to everybody."""

    template_name = "events/workspace/form.html"
    form_class = EventForm

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.event.state not in (EventState.DRAFT, EventState.PUBLISHED) and not self.typed:
            return redirect("workspace-event", self.event.slug)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Event.objects.get(pk=self.event.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event)

    def act(self, form: EventForm) -> str:
        with announcing.locked(self.event) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            before = (current.starts_at, current.ends_at, closing.of_registration(current))
            if current.is_draft:
                announcing.write(current, self.request.user, **form.fields_of(values))
                messages.success(self.request, _("The event is saved."))
            else:
                announcing.change(current, self.request.user, form.fields_of(values))
                messages.success(
                    self.request, _("The event is changed. Who follows it, is registered or waits is told.")
                )
            self.say_what_came_along(Event.objects.get(pk=current.pk), *before)
        return reverse("workspace-event", args=[self.event.slug])

    def say_what_came_along(self, event: Event, starts: datetime, ends: datetime, closes: datetime | None) -> None:
        if (now := closing.of_registration(event)) and now != closes:
            until = in_zone(now, event.time_zone)
            messages.info(self.request, _("Registration closes on %(until)s.") % {"until": until})
        if (event.starts_at, event.ends_at) != (starts, ends) and (outside := agenda.said_of_outside(event)):
            messages.warning(self.request, f"{OUTSIDE} {'; '.join(outside)}")


def said(request: HttpRequest, slug: str, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it, tell what came of it, and go to the event's page."""
    return told(request, act, done, "workspace-event", slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    event = found(request, slug)
    return said(request, slug, lambda: announcing.publish(event, request.user), _("The event is published."))


@require_POST
def hold(request: HttpRequest, slug: str) -> HttpResponse:
    event = found(request, slug)
    return said(request, slug, lambda: announcing.hold(event, request.user), _("The event is marked as held."))


class CancelView(KeepsTyped, FormView):
    template_name = "events/workspace/cancel.html"
    form_class = ReasonForm

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.event.state != EventState.PUBLISHED:
            return redirect("workspace-event", self.event.slug)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event)

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        done = _("The event is cancelled. Everybody who follows it is told at once.")
        return said(
            self.request, self.event.slug, lambda: announcing.cancel(self.event, self.request.user, reason), done
        )
