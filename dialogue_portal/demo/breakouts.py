"""Who wished for which breakout of a market dialogue to come, and where everybody goes. Wishes closed yesterday."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from core.models import Mail
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER
from events.breakouts import giving
from events.breakouts.rounds import rounds_of
from events.models import Breakouts, Event
from events.registering import limits, places


def load() -> int:
    entry = read("meetings")["breakouts"]
    event = Event.objects.filter(slug=entry["event"], breakouts=None, terms__isnull=False).first()
    if event is None:
        return 0
    breakouts = [one for one in event.sessions.order_by("pk") if one.track]
    limits.set_limits(event, None, {places.session(one.pk): entry["seats"] for one in breakouts})
    return give(event)


def give(event: Event) -> int:
    """Wishes in turn, more for the first breakout than it has seats; with the real closing once they are written."""
    manager = User.objects.get(email=MANAGER)
    breakouts = giving.set_up(event, manager, timezone.now() + timedelta(hours=1))
    [together] = rounds_of(event)
    first, second, third = together
    ways = [[first, second], [first, third], [second, first], [first, second, third], [third], []]
    for number, person in enumerate(event.registrations.coming().order_by("asked_at", "pk")):
        giving.wish(person, [ways[number % len(ways)]])
    Breakouts.objects.filter(pk=breakouts.pk).update(closes_at=timezone.now() - timedelta(days=1))
    run = giving.ask(breakouts, manager)
    giving.solve(run.pk)
    run.refresh_from_db()
    told = giving.take(run, manager)
    Mail.objects.filter(about_type__model="event", about_id=event.pk).delete()  # nobody is written to
    return told
