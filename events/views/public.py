from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.public import public
from events.agenda import slots
from events.models import Event

PAST_PER_PAGE = 25


@public
def event_list(request: HttpRequest) -> HttpResponse:
    events, now = Event.objects.public().select_related("dialogue"), timezone.now()
    past = Paginator(events.filter(ends_at__lt=now).order_by("-starts_at"), PAST_PER_PAGE)
    context = {
        "upcoming": events.filter(ends_at__gte=now).order_by("starts_at"),
        "past": past.get_page(request.GET.get("page")),
    }
    return render(request, "events/event_list.html", context)


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.public().select_related("dialogue", "terms"), slug=slug)
    context = {
        "event": found,
        "slots": slots(found),
        "is_over": found.ends_at < timezone.now(),
        "materials": found.materials.public().prefetch_related("files"),
        "minutes": found.minutes.public().select_related("session"),
    }
    return render(request, "events/event.html", context)
