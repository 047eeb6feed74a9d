from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.public import public
from events import months
from events.agenda import days
from events.enums import EventState, Form
from events.models import Event, Material, Minutes
from events.registering.places import who_waits

PAST_PER_PAGE = 25
# As schema.org calls them
ATTENDANCE = {Form.ON_SITE: "Offline", Form.ONLINE: "Online", Form.BOTH: "Mixed"}


@public
def event_list(request: HttpRequest) -> HttpResponse:
    """What is to come; what is past with its material."""
    events, now = Event.objects.public().select_related("dialogue"), timezone.now()
    material = Prefetch("materials", Material.objects.public().prefetch_related("files"), to_attr="public_materials")
    past = Paginator(events.filter(ends_at__lt=now).prefetch_related(material).order_by("-starts_at"), PAST_PER_PAGE)
    context = {
        "upcoming": events.filter(ends_at__gte=now).order_by("starts_at"),
        "past": past.get_page(request.GET.get("page")),
    }
    return render(request, "events/event_list.html", context)


@public
def month(request: HttpRequest) -> HttpResponse:
    """The events of a month, as a calendar."""
    events = Event.objects.public()
    first, last = months.reach(events)
    shown = min(max(months.month_of(request.GET.get("month", ""), timezone.localdate()), first), last)
    context = {
        "month": shown,
        "weeks": months.weeks(shown, months.events_in(shown, events)),
        "before": months.before(shown) if shown > first else None,
        "after": months.after(shown) if shown < last else None,
    }
    return render(request, "events/month.html", context)


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.public().select_related("dialogue", "terms"), slug=slug)
    context = {
        "event": found,
        "days": days(found),
        "is_over": found.ends_at < timezone.now(),
        "who_waits": who_waits(found) if hasattr(found, "terms") else None,
        "materials": found.materials.public().prefetch_related("files"),
        "minutes": public_minutes(found),
        "machines": for_machines(found),
    }
    return render(request, "events/event.html", context)


def for_machines(event: Event) -> dict[str, Any]:
    """What schema.org asks of an Event beyond what the page says in words."""
    status = "EventCancelled" if event.state == EventState.CANCELLED else "EventScheduled"
    return {
        "starts": event.starts_at.astimezone(event.zone).isoformat(),
        "ends": event.ends_at.astimezone(event.zone).isoformat(),
        "attendance": f"https://schema.org/{ATTENDANCE[Form(event.form)]}EventAttendanceMode",
        "status": f"https://schema.org/{status}",
    }


def public_minutes(event: Event) -> list[Minutes]:
    """Those that stand, of the event and of its sessions, each with the texts that it corrects as its `former`."""
    standing: dict[int | None, Any] = {}
    for one in Minutes.objects.filter(event=event).with_former().select_related("session"):
        if one.session_id in standing:
            standing[one.session_id].former.append(one)
        else:
            standing[one.session_id] = one
            one.former = []
    return list(standing.values())
