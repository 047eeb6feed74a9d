from typing import Any

from events.checking_in.codes import code_of
from events.models import Event, Registration
from events.models.calendar import CalendarFeed
from tests.access.world import ADMINISTRATOR, EVERYBODY, SIGNED_IN, Access, World
from tests.factories import EventFactory, RegistrationFactory, TermsFactory, UserFactory


def open_event(world: World) -> Event:
    return TermsFactory(event__dialogue=world.dialogue).event


def registration(world: World) -> Registration:
    return RegistrationFactory(event=open_event(world))


def reserved(world: World) -> list[Any]:
    """A seat that somebody reserved, and named nobody for."""
    leader = registration(world)
    seat = RegistrationFactory(event=leader.event, booked_by=leader, name="", email="")
    return [leader.key, seat.pk]


MANAGER = ADMINISTRATOR | {"manager"}


def badge(world: World) -> list[Any]:
    one = registration(world)
    return [one.event.slug, code_of(one)]


DESK = Access(read=MANAGER, send=MANAGER, args=lambda world: [open_event(world).slug])


def at_the_desk(state: str, read: frozenset[str] = frozenset()) -> Access:
    def args(world: World) -> list[Any]:
        one = RegistrationFactory(event=open_event(world), state=state)
        return [one.event.slug, one.pk]

    return Access(read=read, send=MANAGER, args=args)


OWN = Access(read=EVERYBODY, send=EVERYBODY, args=lambda world: [registration(world).key])
SEAT = Access(read=EVERYBODY, send=EVERYBODY, args=reserved)

ACCESS = {
    "events": Access(read=EVERYBODY),
    "events-month": Access(read=EVERYBODY),
    "event": Access(read=EVERYBODY, args=lambda world: [EventFactory(dialogue=world.dialogue).slug]),
    "event-calendar": Access(read=EVERYBODY, args=lambda world: [open_event(world).slug]),
    "events-calendar": Access(read=EVERYBODY),
    "events-calendar-dialogue": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "events-own-calendar": Access(
        read=EVERYBODY, args=lambda _world: [CalendarFeed.objects.create(user=UserFactory()).secret]
    ),
    "workspace-calendar": Access(read=SIGNED_IN, send=SIGNED_IN),
    "workspace-event-registrations": Access(read=MANAGER, args=lambda world: [open_event(world).slug]),
    "workspace-event-check-in": DESK,
    "workspace-event-check-in-one": Access(read=MANAGER, send=MANAGER, args=badge),
    "workspace-event-check-in-worker": Access(read=MANAGER, args=lambda world: [open_event(world).slug]),
    "workspace-event-badges": Access(read=MANAGER, args=lambda world: [registration(world).event.slug, 1]),
    "registration-participants": Access(read=EVERYBODY, send=EVERYBODY, args=lambda world: [registration(world).key]),
    "workspace-event-terms": DESK,
    "workspace-event-paste": DESK,
    "workspace-registration-correct": at_the_desk("registered", read=MANAGER),
    "workspace-event-attend": at_the_desk("registered"),
    "workspace-event-unattend": at_the_desk("attended"),
    "workspace-event-cancel": at_the_desk("waiting"),
    "event-register": Access(read=EVERYBODY, send=EVERYBODY, args=lambda world: [open_event(world).slug]),
    "event-register-sent": Access(read=EVERYBODY, send=EVERYBODY, args=lambda world: [open_event(world).slug]),
    # Whoever has the key of a registration may read and change it
    "registration": OWN,
    "registration-cancel": OWN,
    "registration-change": OWN,
    "registration-confirm": OWN,
    "registration-party": OWN,
    "registration-seat": SEAT,
    "registration-seat-cancel": SEAT,
    "workspace-event-register": Access(read=SIGNED_IN, send=SIGNED_IN, args=lambda world: [open_event(world).slug]),
}
