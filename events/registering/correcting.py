"""Staff put right a name or an organisation that was written wrongly. Nobody's place in the row changes by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState
from events.models import Registration, Seats
from events.models.registration import HANDLE
from events.registering import seats
from events.registering.coming import pass_on
from events.registering.places import organisation as organisations_place
from events.registering.places import places_of

CORRECT = "correct"


@contextmanager
def locked(registration: Registration) -> Iterator[Registration]:
    """The registration as it is now, held until the end together with the seats of its event."""
    with transaction.atomic():
        seats.lock(registration.event_id)
        rows = Registration.objects.select_for_update(of=("self",)).select_related("event__dialogue", "event__terms")
        if (current := rows.filter(pk=registration.pk).first()) is None:  # never confirmed, and removed since
            raise gone()
        yield current


def gone() -> WrongState:
    return WrongState(_("This registration was cancelled already, or the event is over."))


def correct(current: Registration, by: Any, name: str, organisation: str) -> None:
    """Seats that she reserved and named nobody for get the organisation too. Wants what `locked` holds.

    Raises Refused where the organisation has no seats left for those that would count as its own from now on.
    """
    require(by, HANDLE, current)
    if not current.can_be_corrected:
        raise gone()
    if (name, organisation) == (current.name, current.organisation):
        return
    was, counted_in = written(current), organisations_place(current)
    reserved = list(current.booked.active().filter(name="", email="")) if organisation != current.organisation else []
    party = [current, *reserved]
    current.name = name
    for one in party:
        one.organisation = organisation
        one.places = places_of(one, one.sessions)
    if organisations_place(current) != counted_in:
        refuse_without_room(current, sum(one.has_seat for one in party))
    Registration.objects.filter(pk=current.pk).update(name=name)
    Registration.objects.bulk_update(party, ["organisation", "places"])
    said = f"{was} → {written(current)}"
    current.trail.create(action=CORRECT, from_state=current.state, to_state=current.state, actor=by, reason=said)
    pass_on(current.event_id)


def written(registration: Registration) -> str:
    return ", ".join(filter(None, (registration.name, registration.organisation)))


def refuse_without_room(current: Registration, wanted: int) -> None:
    """An organisation that was not named before has a counter from now on, where each has a limit."""
    place, most = organisations_place(current), current.event.terms.per_organisation
    if place and most is not None:
        Seats.objects.get_or_create(event=current.event, place=place, defaults={"capacity": most})
    left = next((counter.left for counter in current.event.seats.filter(place=place)), None)
    if left is not None and left < wanted:
        known = {"organisation": current.organisation}
        raise Refused(
            _("“%(organisation)s” has no seat left. Raise the seats for each organisation first, under the terms.")
            % known
        )
