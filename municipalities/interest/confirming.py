"""From the form to staff's table: the mail with a link, and what the link leads to."""

from enum import Enum, auto
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core.workflow import WrongState, move
from municipalities.enums import InterestState
from municipalities.interest import joining
from municipalities.models import Applicant, Interest, Participation
from municipalities.notifications import interest as notifications


class Outcome(Enum):
    """What came of a confirmation."""

    WAITS = auto()  # staff have it
    JOINED = auto()  # a colleague of the same body was first; the two are one
    TAKES_PART = auto()  # the body takes part already; nothing is kept


def send_link(applicant: Applicant) -> None:
    """The newest link is the only one that works."""
    Applicant.objects.filter(pk=applicant.pk).update(links_sent=F("links_sent") + 1, link_sent_at=timezone.now())
    applicant.refresh_from_db(fields=["links_sent", "link_sent_at"])
    notifications.confirm_address(applicant)


@transaction.atomic
def send_links_again(email: str) -> None:
    """To everything that waits for a confirmation from this address; nothing where there is nothing."""
    waiting = Applicant.objects.filter(email__iexact=email, interest__state=InterestState.UNCONFIRMED)
    for applicant in waiting.select_related("interest__dialogue", "interest__municipality"):
        send_link(applicant)


def takes_part(interest: Interest) -> bool:
    return Participation.objects.filter(dialogue=interest.dialogue_id, municipality=interest.municipality_id).exists()


@transaction.atomic
def confirm(applicant: Applicant) -> Outcome:
    """The one door from the mail's link to staff. Raises WrongState if she confirmed before."""
    interest = applicant.interest
    if takes_part(interest):
        return refer(applicant)
    Applicant.objects.filter(pk=applicant.pk).update(confirmed_at=timezone.now())
    outcome = come_forward(applicant)
    notifications.received(Applicant.objects.get(pk=applicant.pk))
    return outcome


def refer(applicant: Applicant) -> Outcome:
    """Tell her whom to ask and keep nothing."""
    gone, _rows = Interest.objects.filter(pk=applicant.interest_id, state=InterestState.UNCONFIRMED).delete()
    if not gone:
        raise WrongState
    notifications.takes_part_already(applicant)
    return Outcome.TAKES_PART


def come_forward(applicant: Applicant) -> Outcome:
    """Join the interest of the same body that waits, or else wait on its own; the database settles who was first.

    Whose address is not known to be a colleague's waits on her own too, until staff join the two.
    """
    said: dict[str, Any] = {"log": {"applicant": applicant}, "waits_since": timezone.now()}
    if other := joining.waiting_of_same_body(applicant.interest):
        if joining.is_colleague(applicant, other):
            return join(applicant, other)
        said |= joining.named_only(applicant.interest)
    try:
        with transaction.atomic():
            move(applicant.interest, "confirm", None, **said)
    except IntegrityError:
        return come_forward(applicant)
    if other:
        joining.tell_the_trail(applicant.interest, applicant, "apart")
    return Outcome.WAITS


def join(applicant: Applicant, other: Interest) -> Outcome:
    move(applicant.interest, "join", None, log={"applicant": applicant}, merged_into=other)
    joining.bring(Applicant.objects.filter(pk=applicant.pk), other)
    joining.tell_the_trail(other, applicant)
    return Outcome.JOINED
