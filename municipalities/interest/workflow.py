"""The doors that staff use: each moves an interest and tells everybody behind it, in her language."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState, move
from municipalities import invitations, participation
from municipalities.interest import joining
from municipalities.models import Applicant, Interest, Municipality
from municipalities.models.interest import HANDLE
from municipalities.notifications import interest as notifications


@transaction.atomic
def ask(interest: Interest, by: Any, text: str, language: str) -> None:
    move(interest, "ask", by, reason=text, log={"language": language})
    notifications.asked(interest, text)


@transaction.atomic
def hold(interest: Interest, by: Any, text: str, language: str) -> None:
    move(interest, "hold", by, reason=text, log={"language": language})
    notifications.on_hold(interest, text)


@transaction.atomic
def resume(interest: Interest, by: Any) -> None:
    """It waits from now on, as if it came today."""
    move(interest, "resume", by, waits_since=timezone.now(), reminded_at=None)
    notifications.resumed(interest)


@transaction.atomic
def decline(interest: Interest, by: Any, text: str, language: str) -> None:
    move(interest, "decline", by, reason=text, log={"language": language})
    notifications.declined(interest, text)


@transaction.atomic
def accept(interest: Interest, by: Any, part: str, roles: Mapping[Applicant, str]) -> None:
    """The body takes part in the dialogue as `part`, unless it does so already, and each applicant with a role is
    invited to it.

    Of two who accept at once one gets WrongState, and only one set of invitations goes out.
    """
    interest = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    require(by, HANDLE, interest)
    if not interest.is_waiting:
        raise WrongState(_("This was changed by somebody else meanwhile. Look at it as it is now."))
    body = standing_body(interest)
    move(interest, "accept", by)
    if not body.participations.filter(dialogue=interest.dialogue_id).exists():
        participation.take_part(body, interest.dialogue, part, by=by)
    for applicant, role in roles.items():
        invite(applicant, body, role, by)
    notifications.accepted(interest, roles)


def invite(applicant: Applicant, body: Municipality, role: str, by: Any) -> None:
    """Who is a colleague or invited already stays what she is."""
    who = (applicant.email, applicant.name, applicant.language)
    with suppress(invitations.AlreadyMember, invitations.AlreadyInvited):
        invitations.invite(body, *who, role, by, consented=True)


def standing_body(interest: Interest) -> Municipality:
    """The register's body, which must be there and in being."""
    body = interest.municipality
    if body is None:
        raise Refused(_("Say first which public buyer in the register this is."))
    if body.is_closed:
        raise Refused(_("This public buyer is closed or merged in the register. Choose its successor first."))
    return body


@transaction.atomic
def merge(interest: Interest, into: Interest, by: Any) -> None:
    """One of two becomes part of the other, which everybody of the first stands behind from now on.

    Both are locked in one order, so that of two who join them crosswise one waits for the other.
    """
    both = Interest.objects.select_for_update(of=("self",)).filter(pk__in=[interest.pk, into.pk]).order_by("pk")
    target = next((row for row in both if row.pk == into.pk and row.is_waiting), None)
    if target is None or target.pk == interest.pk or target.dialogue_id != interest.dialogue_id:
        raise WrongState(_("The other interest is decided meanwhile. Choose another one."))
    require(by, HANDLE, target)
    people = list(interest.people)
    move(interest, "merge", by, merged_into=target)
    interest.merged_from.update(merged_into=target)
    joining.bring(interest.applicants.all(), target)
    for applicant in people:
        joining.tell_the_trail(target, applicant)
    notifications.merged(people, target)


@transaction.atomic
def identify(interest: Interest, body: Municipality, by: Any) -> None:
    """Say which body of the register it is. Raises Refused where another interest for that body waits."""
    require(by, HANDLE, interest)
    taken = Refused(_("Another interest for this public buyer waits already. Join the two instead."))
    try:
        with transaction.atomic():
            here = Interest.objects.waiting().filter(pk=interest.pk, state=interest.state)
            if not here.update(municipality=body, country=body.country):
                raise WrongState(_("This was changed by somebody else meanwhile. Look at it as it is now."))
    except IntegrityError:
        raise taken from None
    interest.municipality, interest.country = body, body.country
    require_own_country(interest, by)
    interest.trail.create(
        action="identify", from_state=interest.state, to_state=interest.state, actor=by, reason=body.official_name
    )


def require_own_country(interest: Interest, by: Any) -> None:
    """A coordinator gives no interest away to a country that she does not see."""
    try:
        require(by, HANDLE, interest)
    except PermissionDenied:
        raise Refused(_("That public buyer is of another country. Ask the programme manager.")) from None
