"""Staff put right a name or an organisation that was written wrongly. Nobody's place in the row changes by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import WrongState
from events.models import Registration
from events.models.registration import HANDLE
from events.registering import seats

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

    The limit of an organisation counts by what was proven (`places.organisation`), and not by what is typed.
    """
    require(by, HANDLE, current)
    if not current.can_be_corrected:
        raise gone()
    if (name, organisation) == (current.name, current.organisation):
        return
    was = written(current)
    if organisation != current.organisation:
        current.booked.active().filter(name="", email="").update(organisation=organisation)
    current.name, current.organisation = name, organisation
    current.save(update_fields=["name", "organisation"])
    said = f"{was} → {written(current)}"
    current.trail.create(action=CORRECT, from_state=current.state, to_state=current.state, actor=by, reason=said)


def written(registration: Registration) -> str:
    return ", ".join(filter(None, (registration.name, registration.organisation)))
