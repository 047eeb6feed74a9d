"""A day of meetings as those who run it set it up: times, rooms, the sheet, wishes, and the timetable that is drawn."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from core.sorting import in_alphabet
from core.told import told
from events.meetings import frame, minutes, publishing, showing, solving, wishing
from events.meetings.forms import RoomsForm, SheetForm
from events.meetings.puzzle import plan_from_json
from events.meetings.times_form import TimesForm
from events.models import Event, MeetingDay
from events.models.meeting_days import MEETINGS
from events.telling import announcing
from events.views.staff import found
from municipalities.handled import by_name
from municipalities.models import Municipality


def day_of(request: HttpRequest, slug: str) -> MeetingDay:
    event = found(request, slug)
    day = get_object_or_404(MeetingDay, event=event)
    day.event = event
    require(request.user, MEETINGS, day)
    return day


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    if not MeetingDay.objects.filter(event=found(request, slug)).exists():
        return redirect("workspace-meetings-times", slug)
    day = day_of(request, slug)
    event = day.event
    askers = day.companies.filter(wishes__isnull=False).distinct().select_related("company")
    slots = list(day.slots.all())
    context = {
        "event": event,
        "day": day,
        "slots": slots,
        "is_outside": any(not event.starts_at <= slot.starts_at < slot.ends_at <= event.ends_at for slot in slots),
        "bodies": showing.bodies_of(day),
        "askers": askers.prefetch_related("wishes__body__municipality").order_by(*in_alphabet("company__name"), "pk"),
        "questions": list(day.questions.all()),
        "timetables": list(day.timetables.all()[:10]),
        "takes_wishes": wishing.is_open(day),
        "is_closed": day.closes_at <= timezone.now(),
    }
    return render(request, "events/meetings/overview.html", context)


class FormPage(KeepsTyped, ActingPage):
    """One of the forms in which the day is set up."""

    template_name = "events/meetings/form.html"
    title: Any
    lead: Any = ""

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event, title=self.title, lead=self.lead)

    def back(self) -> str:
        return reverse("workspace-meetings", args=[self.event.slug])


class TimesView(FormPage):
    form_class = TimesForm
    title = gettext_lazy("Times and rooms")
    done = gettext_lazy("The times are saved.")

    @property
    def lead(self) -> str:
        said = _("All meetings have the same length. Times are those of %(zone)s.")
        return said % {"zone": self.event.get_time_zone_display()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "event": self.event}

    def act(self, form: TimesForm) -> str:
        with announcing.locked(self.event) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            frame.set_up(current, self.request.user, **form.fields_of(current, values))
        return self.back()


class DayPage(FormPage):
    @cached_property
    def day(self) -> MeetingDay:
        return day_of(self.request, self.kwargs["slug"])

    @cached_property
    def event(self) -> Event:
        return self.day.event

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "day": self.day}


class RoomsView(DayPage):
    form_class = RoomsForm
    title = gettext_lazy("Public buyers and their rooms")
    done = gettext_lazy("The rooms are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        bodies = Municipality.objects.filter(participations__dialogue=self.day.dialogue).distinct()
        return {**super().get_form_kwargs(), "bodies": list(bodies.order_by(*by_name()))}

    def act(self, form: RoomsForm) -> str:
        with frame.locked(self.day) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            if places := form.places_of(current, values):
                frame.seat(current, self.request.user, places)
            frame.set_walks(current, self.request.user, form.walks_of(values))
        return self.back()


class SheetView(DayPage):
    form_class = SheetForm
    title = gettext_lazy("Question sheet")
    lead = gettext_lazy(
        "One question per line. Every company is asked the same, and reads the questions before its meeting."
    )
    done = gettext_lazy("The question sheet is saved.")

    def act(self, form: SheetForm) -> str:
        with frame.locked(self.day) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            minutes.set_sheet(current, self.request.user, form.questions_of(current, values))
        return self.back()


@require_POST
def open_day(request: HttpRequest, slug: str) -> HttpResponse:
    day = day_of(request, slug)
    done = _("Companies may wish now, within the times that you set.")
    return told(request, lambda: frame.open_day(day, request.user), done, "workspace-meetings", slug)


@require_POST
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    day = day_of(request, slug)
    done = _("The timetable is being drawn. Look at this page again in half a minute.")
    fills = "fills" in request.POST
    return told(request, lambda: solving.ask(day, request.user, fills=fills), done, "workspace-meetings", slug)


@require_safe
def timetable(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    day = day_of(request, slug)
    row = get_object_or_404(day.timetables, pk=pk)
    row.day = day
    bodies = showing.bodies_of(day)
    context = {
        "event": day.event,
        "day": day,
        "timetable": row,
        "bodies": bodies,
        "rows": showing.grid(day, bodies, plan_from_json(row.plan)),
        "lines": list(showing.lines(row)),
        "differences": showing.differences(row) if row.puzzle.get("before") else [],
        "is_outdated": row.is_solved and not row.published_at and publishing.is_outdated(row, day),
    }
    return render(request, "events/meetings/timetable.html", context)


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(day_of(request, slug).timetables.select_related("day__event__dialogue"), pk=pk)
    done = _("The timetable is published. Everybody is told of her meetings.")
    return told(request, lambda: publishing.publish(row, request.user), done, "workspace-meetings-day", slug)
