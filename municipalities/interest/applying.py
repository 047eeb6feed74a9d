"""What an applicant does: apply, answer, take part back."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.workflow import WrongState, move
from dialogues.models import Dialogue
from municipalities.enums import InterestState
from municipalities.interest.confirming import send_link
from municipalities.models import Applicant, Interest
from municipalities.notifications import interest as notifications

BODY = ("municipality", "country", "body_name", "body_kind", "body_note")
PERSON = ("name", "email", "job_title", "language", "buys")


@transaction.atomic
def apply(dialogue: Dialogue, typed: dict[str, Any]) -> Applicant:
    """Keep what was typed, unseen by staff until its sender confirms her address by the mail's link."""
    interest = Interest.objects.create(dialogue=dialogue, **{name: typed[name] for name in BODY})
    applicant = Applicant.objects.create(interest=interest, **{name: typed[name] for name in PERSON})
    applicant.themes.set(typed["themes"])
    send_link(applicant)
    return applicant


def standing(applicant: Applicant) -> Interest:
    """The interest that she stands behind now: her own, or the one it was joined with."""
    return applicant.interest.merged_into or applicant.interest


def rows_of(applicant: Applicant) -> QuerySet[Applicant]:
    """All that one person wrote for this interest."""
    interest = standing(applicant)
    behind = Q(interest=interest) | Q(interest__merged_into=interest)
    return Applicant.objects.filter(behind, email__iexact=applicant.email)


@transaction.atomic
def answer(applicant: Applicant, text: str) -> None:
    """Answers what staff asked back; the interest waits for staff anew."""
    log = {"applicant": applicant, "language": applicant.language}
    require_there(applicant)
    move(standing(applicant), "answer", None, reason=text, log=log, waits_since=timezone.now(), reminded_at=None)


@transaction.atomic
def withdraw(applicant: Applicant) -> None:
    """She takes herself back; the interest goes with the last who stands behind it."""
    interest = Interest.objects.select_for_update(of=("self",)).get(pk=standing(applicant).pk)
    if interest.state not in InterestState.waiting():
        raise WrongState(_("This is decided already. Nothing was changed."))
    require_there(applicant)
    rows_of(applicant).update(left_at=timezone.now())
    if interest.people.exists():
        interest.trail.create(action="left", from_state=interest.state, to_state=interest.state, applicant=applicant)
    else:
        move(interest, "withdraw", None, log={"applicant": applicant})
    notifications.withdrawn(applicant)


def require_there(applicant: Applicant) -> None:
    """Raises WrongState where she has withdrawn."""
    if rows_of(applicant).filter(left_at__isnull=False).exists():
        raise WrongState(_("You have withdrawn already."))
