"""Which breakouts an event has, which run at the same time, and how many each takes."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils.formats import date_format

from core.texts import in_every_language, text_of, texts
from events.enums import RegistrationState
from events.models import BreakoutPlace, BreakoutWish, Event, Session
from events.models.registration import RegistrationQuerySet

Round = list[Session]


def rounds_of(event: Event) -> list[Round]:
    """Sessions with seats of their own, those that overlap in time together. `size` is None without a limit."""
    sizes = dict(event.seats.filter(place__startswith="session:").values_list("place", "capacity"))
    numbers = {int(place.partition(":")[2]): size for place, size in sizes.items()}
    found: list[Round] = []
    for session in event.sessions.filter(pk__in=numbers).order_by("starts_at", "track", "pk"):
        session.size = numbers[session.pk]
        if found and session.starts_at < max(one.ends_at for one in found[-1]):
            found[-1].append(session)
        else:
            found.append([session])
    return [one for one in found if len(one) > 1]


def name_of(session: Session) -> str:
    """In the active language. Breakouts at the same time often have one title, and a track each."""
    return " · ".join(filter(None, [str(text_of(session, "title")), str(text_of(session, "track"))]))


def names_of(session: Session) -> dict[str, str]:
    """The same, in each language that has its title."""
    titles = texts(session, "title")
    return {code: name for code, name in in_every_language(lambda: name_of(session)).items() if code in titles}


def name_with_time(session: Session) -> str:
    """ "Breakout · Vans, 26 March 2020, 09:00–10:00", in the event's zone and the active language."""
    starts, ends = (at.astimezone(session.event.zone) for at in (session.starts_at, session.ends_at))
    return f"{name_of(session)}, {date_format(starts, 'DATETIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}"


def people_of(event: Event) -> RegistrationQuerySet:
    """Who goes into breakouts: all who come for sure or are there already, once it is known who they are."""
    return event.registrations.sure().exclude(email="")


def with_wishes(event: Event) -> list[Round]:
    """The rounds; each breakout knows how many of those who come have `wished` it first."""
    rows = BreakoutWish.objects.filter(registration__in=people_of(event), rank=1).order_by()
    wished = dict(rows.values_list("session").annotate(Count("pk")))
    rounds = rounds_of(event)
    for session in (one for together in rounds for one in together):
        session.wished = wished.get(session.pk, 0)
    return rounds


def taken(session: Session) -> int:
    return holders([session.pk]).count()


def holders(sessions: Iterable[int]) -> "QuerySet[BreakoutPlace]":
    """Places of people who still come."""
    seated = RegistrationState.seated()
    return BreakoutPlace.objects.filter(session__in=list(sessions), registration__state__in=seated)
