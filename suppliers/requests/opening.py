"""The times of a request: opened at once or at a moment, extended, closed by the clock, reopened for everyone.

What is compared with a deadline is the database's clock, in the statement that writes.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.attempts import attempt
from core.languages import CODES
from core.permissions import require
from core.texts import text_from
from core.workflow import Refused, move
from suppliers.models import InformationRequest
from suppliers.requests import telling
from suppliers.requests.enums import RequestState
from suppliers.requests.readiness import NotReady, problems
from suppliers.requests.writing import RUN, lock_valid, open_draft


def open_now(request: InformationRequest, by: Any) -> None:
    """Raises NotReady with all that is missing, or WrongState."""
    with open_draft(request, by) as draft:
        refuse_unready(draft)
        move(draft, "open", by, opened_at=timezone.now())
        telling.opened(draft, by)
    request.refresh_from_db()


def schedule(request: InformationRequest, at: datetime, by: Any) -> None:
    """The opening is owed from then on: a worker opens it at the moment, whether or not anybody is there."""
    with open_draft(request, by) as draft:
        refuse_unready(draft)
        if draft.closes_at is None or at >= draft.closes_at:
            raise Refused(_("It would open after its deadline. Choose an earlier moment, or a later deadline."))
        move(draft, "schedule", by, opens_at=at)
    request.refresh_from_db()


def recall(request: InformationRequest, by: Any) -> None:
    """Back to the draft, before it has opened. Raises WrongState where a worker was faster."""
    move(request, "recall", by, opens_at=None)


def refuse_unready(draft: InformationRequest) -> None:
    if found := problems(draft):
        raise NotReady(found)


# What a worker does


def settle() -> None:
    """Open and close whatever is due; one that fails holds up no other."""
    due = InformationRequest.objects.filter(state=RequestState.SCHEDULED, opens_at__lte=Now())
    for pk in due.values_list("pk", flat=True):
        attempt(open_due, pk)
    over = InformationRequest.objects.over().filter(state=RequestState.OPEN)
    for pk in over.values_list("pk", flat=True):
        attempt(close_due, pk)


@transaction.atomic
def open_due(pk: int) -> None:
    """Where no worker ran until after the deadline, it becomes a draft again, and its managers are told."""
    due = InformationRequest.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue")
    for request in due.filter(pk=pk, state=RequestState.SCHEDULED, opens_at__lte=Now()):
        now = timezone.now()
        if request.closes_at is None or request.closes_at <= now:
            move(request, "miss", None, opens_at=None)
            telling.missed(request)
        else:
            move(request, "open_as_scheduled", None, opened_at=now)
            telling.opened(request, last_manager(request))


def last_manager(request: InformationRequest) -> Any:
    """Who said that it should open."""
    step = request.trail.filter(action="schedule").select_related("actor").last()
    return step.actor if step else None


@transaction.atomic
def close_due(pk: int) -> None:
    over = InformationRequest.objects.over().select_for_update(of=("self",), no_key=True).select_related("dialogue")
    for request in over.filter(pk=pk, state=RequestState.OPEN):
        move(request, "close", None, closed_at=request.closes_at)
        telling.closed(request)


# More time


def extend(request: InformationRequest, closes_at: datetime, by: Any) -> None:
    """A later deadline, told to all; only as long as the present one has not passed. Raises Refused."""
    require(by, RUN, request)
    with transaction.atomic():
        locked = lock_valid(request)
        before = locked.closes_at
        if before is not None and closes_at <= before:
            raise Refused(_("A deadline only moves to a later time. Choose one after the present one."))
        if not InformationRequest.objects.taking_answers().filter(pk=locked.pk).update(closes_at=closes_at):
            raise Refused(
                _("The deadline has passed meanwhile. You may reopen the request for everyone, with a reason.")
            )
        locked.closes_at = closes_at
        move(locked, "extend", by)
        telling.extended(locked, by, before)
    request.refresh_from_db()


def reopen(request: InformationRequest, closes_at: datetime, reasons: dict[str, str], by: Any) -> None:
    """Time once more, for everyone, after the deadline. Nobody reads the answers until the new one has passed.

    `reasons` are localized names to the reason in every language. The trail keeps the reader's own.
    """
    require(by, RUN, request)
    said = {code: reasons[build_localized_fieldname("reason", code)].strip() for code in CODES}
    if not all(said.values()):
        raise Refused(_("Say why, for everyone to read."))
    with transaction.atomic():
        locked = lock_valid(request)
        if closes_at <= timezone.now():
            raise Refused(_("The deadline is over already. Choose a later one."))
        if not InformationRequest.objects.over().filter(pk=locked.pk).exists():
            raise Refused(_("The request still takes answers. You may extend its deadline."))
        own = text_from(said)
        at = timezone.now()
        log = {"language": own.language, "at": at}
        move(locked, "reopen", by, reason=own.text, log=log, closes_at=closes_at, closed_at=None)
        telling.reopened(locked, by, said, at)
    request.refresh_from_db()
