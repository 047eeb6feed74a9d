from typing import Any

from events.models import Event, Registration
from tests.access.world import EVERYBODY, SIGNED_IN, Access, World
from tests.factories import EventFactory, RegistrationFactory, TermsFactory


def open_event(world: World) -> Event:
    return TermsFactory(event__dialogue=world.dialogue).event


def registration(world: World) -> Registration:
    return RegistrationFactory(event=open_event(world))


def reserved(world: World) -> list[Any]:
    """A seat that somebody reserved, and named nobody for."""
    leader = registration(world)
    seat = RegistrationFactory(event=leader.event, booked_by=leader, name="", email="")
    return [leader.key, seat.pk]


OWN = Access(read=EVERYBODY, send=EVERYBODY, args=lambda world: [registration(world).key])
SEAT = Access(read=EVERYBODY, send=EVERYBODY, args=reserved)

ACCESS = {
    "events": Access(read=EVERYBODY),
    "event": Access(read=EVERYBODY, args=lambda world: [EventFactory(dialogue=world.dialogue).slug]),
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
