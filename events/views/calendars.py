"""Calendar files and feeds, and the person's own at a secret address."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.languages import readers_language
from core.mail import address
from core.public import public
from core.texts import text_of
from dialogues.models import Dialogue
from events.calendars import entries, meetings, secrets
from events.enums import RegistrationState
from events.models import CalendarFeed, Event, Registration

MOST = 500


def answer(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


@public
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.public().select_related("calendar_entry"), slug=slug)
    return answer(entries.calendar([event]), event.slug)


@public
def all_events(request: HttpRequest) -> HttpResponse:
    events = Event.objects.public().select_related("calendar_entry").order_by("-starts_at")[:MOST]
    return answer(entries.calendar(events, _("Nordic dialogue portal: events")), "events")


@public
def events_of_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    events = Event.objects.public().filter(dialogue=dialogue).select_related("calendar_entry").order_by("-starts_at")
    return answer(entries.calendar(events[:MOST], str(text_of(dialogue, "title"))), dialogue.slug)


@login_not_required
@never_cache
@require_safe
def own_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For a calendar program, which cannot sign in: whoever has the address may read it, until it is switched off."""
    feed = get_object_or_404(CalendarFeed.objects.select_related("user"), secret=secret, user__is_active=True)
    mine = Registration.objects.filter(user=feed.user).select_related("event__calendar_entry")
    states = [RegistrationState.REGISTERED, RegistrationState.OFFERED, RegistrationState.ATTENDED]
    coming = mine.filter(state__in=states).order_by("-event__starts_at")[:MOST]
    more = meetings.for_feed(feed.user, readers_language())
    return answer(entries.own_calendar(coming, _("My events in the Nordic dialogue portal"), more), "my-events")


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Her address; a new one makes the old one dead."""
    if request.method == "POST":
        (secrets.switch_off if "off" in request.POST else secrets.make)(request.user)
        return redirect("workspace-calendar")
    person: Any = request.user
    feed = CalendarFeed.objects.filter(user=person).first()
    url = address("events-own-calendar", feed.secret, language=person.language) if feed else ""
    mine = Registration.objects.active().filter(user=person, event__ends_at__gt=timezone.now())
    coming = mine.select_related("event").order_by("event__starts_at", "pk")[:MOST]
    return render(request, "events/calendar/own.html", {"feed": feed, "url": url, "mine": coming})
