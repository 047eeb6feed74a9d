"""What is kept of those who come to events. The address published with an event is a shared one of an organisation."""

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.addresses import NOWHERE
from core.kept import (
    Kept,
    Person,
    Withheld,
    actor_in_trail,
    any_of,
    by_address,
    by_user,
    delete_hers,
    nobody,
    nowhere,
    tells_a_person,
)
from core.periods import period
from events.boards.kept import BOARDS
from events.enums import RegistrationState
from events.meetings.kept import MEETINGS
from events.models import CalendarFeed, Registration, RegistrationStep, Seats
from events.models.registration import NEEDS, NO_NEEDS
from events.registering import coming
from events.registering.places import AT
from events.telling.kept import TELLING

OF_NO_DOMAIN = Func(
    F("places"),
    Value(AT),
    template="ARRAY(SELECT place FROM (SELECT %(expressions)s) AS given(places, at), unnest(places) AS place "
    "WHERE NOT starts_with(place, at))",
)
SAYS_NEEDS = ~Q(access="") | ~Q(food="") | ~Q(interpretation="")
FORGOTTEN = {"name": "—", **NO_NEEDS, "user": None, "is_listed": False}


def hers(person: Person) -> Q:
    return by_address("email")(person) | by_user("user")(person)


def registrations_until() -> Case:
    known = ~Q(name="", email="") & ~Q(email__endswith=NOWHERE)
    return Case(When(known, then=period("registrations").after("event__ends_at")))


def forget_registrations(rows: QuerySet[Any]) -> Withheld:
    """That somebody was there, and for which organisation, stays, but not at which domain her address was."""
    forget_reasons(rows)
    over = rows.filter(event__ends_at__lt=timezone.now()).values("event")
    Seats.objects.filter(event__in=over, place__startswith=AT).delete()
    rows.update(**FORGOTTEN, email=nowhere("registration"), places=OF_NO_DOMAIN)
    return {}


def forget_reasons(rows: QuerySet[Any]) -> None:
    RegistrationStep.objects.filter(subject__in=rows.values("pk")).update(reason="")


def erase_registrations(rows: QuerySet[Any], person: Person) -> None:
    """What is not over is cancelled first, so that the seat goes to the next; that she was somewhere stays."""
    keys = list(rows.values_list("pk", flat=True))
    for registration in Registration.objects.active().filter(pk__in=keys, event__ends_at__gt=timezone.now()):
        with transaction.atomic():
            coming.cancel(registration)
    hers = Registration.objects.filter(pk__in=keys)
    forget_names(hers, person)
    forget_registrations(hers)


def forget_names(hers: QuerySet[Any], person: Person) -> None:
    """A seat under a name alone was given to who is registered already: to her, where it is her name at her event.

    It is reserved for nobody yet from then on. So whoever brings a namesake of hers loses no seat and names it again.
    """
    named = {(event, name) for event, own in hers.values_list("event", "name") for name in (own, person.name)}
    seats = any_of(Q(event=event, name__iexact=name) for event, name in named if tells_a_person(name))
    alone = Registration.objects.filter(seats, email="")
    forget_reasons(alone)
    alone.update(name="")


def forget_needs(rows: QuerySet[Any]) -> Withheld:
    rows.update(**NO_NEEDS)
    return {}


PERSONAL = [
    *TELLING,
    *MEETINGS,
    *BOARDS,
    Kept(
        "registrations",
        Registration,
        _("Events that you registered for"),
        _("So that a seat is held for you, and the organisers can write to you."),
        format_lazy(_("{time} after the event"), time=period("registrations")),
        hers,
        ("event", "name", "email", "organisation", "language", "state", "asked_at", "is_listed", *NEEDS),
        until=registrations_until,
        forget=forget_registrations,
        erase=erase_registrations,
        related=("event",),
    ),
    Kept(
        "event-needs",
        Registration,
        _("What you need to take part in an event"),
        _("So that the organisers can provide for it."),
        _("until the event is over or you cancel"),
        nobody,
        NEEDS,
        until=Case(
            When(SAYS_NEEDS & Q(state=RegistrationState.CANCELLED), then=F("asked_at")),
            When(SAYS_NEEDS, then=period("event-needs").after(F("event__ends_at"))),
        ),
        forget=forget_needs,
    ),
    actor_in_trail(
        "registration-steps",
        RegistrationStep,
        _("What you did with registrations for events"),
        _("So that it can be told who decided."),
        _("as long as the event; after an erasure without your name"),
    ),
    Kept(
        "calendar-feeds",
        CalendarFeed,
        _("Your calendar at a secret address"),
        _("So that your calendar program can read which events you come to."),
        _("until you switch it off"),
        by_user("user"),
        ("made_at",),
        erase=delete_hers,
    ),
]

NOT_PERSONAL = {"events.Event": "its contact is a shared address of an organisation, published on purpose"}
