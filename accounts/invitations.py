"""The links of invitations: signed, the newest only, used once. What accepting gives is its own floor's business."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import signing
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import InvitationBase, User
from core.addresses import readable, tidy
from core.attempts import attempt
from core.numbers import row_number
from core.workflow import Refused, WrongState, move

VALID_DAYS = 14


class Trouble(StrEnum):
    """Why a link opens nothing."""

    BROKEN = "broken"
    REPLACED = "replaced"
    TAKEN = "taken"
    EXPIRED = "expired"
    CLOSED = "closed"


@dataclass
class DeadLink(Exception):
    """The link opens nothing (any more). `invitation` is None where the link is not one of ours."""

    trouble: Trouble
    invitation: Any = None


def expiry() -> datetime:
    return timezone.now() + timedelta(days=VALID_DAYS)


def signer(model: type[models.Model]) -> signing.Signer:
    return signing.Signer(salt=f"invitation to {model._meta.label_lower}")


def token(invitation: InvitationBase) -> str:
    """What the invitation's newest link carries. Only a mail to its address may have it."""
    return signer(type(invitation)).sign_object([getattr(invitation, invitation.HANDLE), invitation.links_sent])


def links_seen(request: HttpRequest) -> int | None:
    """How many links the page showed from which one more is asked for."""
    return row_number(request.POST.get("links", ""))


def invitation_of(model: type[InvitationBase], link: str) -> Any:
    """The invitation that a link's token opens. Raises DeadLink."""
    try:
        handle, links_sent = signer(model).unsign_object(link)
    except (signing.BadSignature, ValueError):
        raise DeadLink(Trouble.BROKEN) from None
    invitation = model._base_manager.filter(**{model.HANDLE: handle}).first()
    if invitation is None:
        raise DeadLink(Trouble.BROKEN)
    if trouble := trouble_with(invitation, links_sent):
        raise DeadLink(trouble, invitation)
    return invitation


def trouble_with(invitation: Any, links_sent: int) -> Trouble | None:
    if invitation.state == invitation.TAKEN:
        return Trouble.TAKEN
    if invitation.is_past:
        return Trouble.EXPIRED
    if invitation.state != invitation.LIVE or invitation.is_void:
        return Trouble.CLOSED
    return Trouble.REPLACED if links_sent != invitation.links_sent else None


def refuse_void(invitation: Any) -> None:
    """Asked once more under the lock, when the link was opened in time. Raises Refused."""
    if invitation.is_void:
        raise Refused(_("It was taken back, or the body it led to takes part no longer."))


def renewed(invitation: Any, by: Any, seen: int | None) -> bool:
    """Whether there is a new link to be sent, in the caller's transaction; the links before are dead then.

    It is `by` who invites from now on, also where whoever did before may do so no longer.
    `seen` is how many the page showed: whoever sends its form twice gets one. Raises WrongState.
    """
    if seen is not None and seen < invitation.links_sent:
        return False
    rows = type(invitation)._base_manager.filter(pk=invitation.pk, state=invitation.LIVE)
    known = rows.filter(links_sent=invitation.links_sent)
    if not known.update(links_sent=F("links_sent") + 1, expires_at=expiry(), invited_by=by):
        raise WrongState(_("This was changed by somebody else meanwhile. Look at it as it is now."))
    invitation.refresh_from_db()
    return True


def expire_all() -> None:
    """Whatever opens nothing any more is over: it is too late, or whoever invited may do so no longer."""
    kinds: list[Any] = [model for model in apps.get_models() if issubclass(model, InvitationBase)]
    for kind in kinds:
        for number in kind.objects.open().values_list("pk", flat=True):
            attempt(expire_one, number, kind.objects.open(), opens_nothing)


def opens_nothing(invitation: InvitationBase) -> bool:
    return invitation.is_past or invitation.is_void


def expire(invitations: models.QuerySet[Any]) -> int:
    """These are over; how many were."""
    return sum(expire_one(number, invitations) for number in list(invitations.values_list("pk", flat=True)))


@transaction.atomic
def expire_one(
    number: int, invitations: models.QuerySet[Any], is_over: Callable[[InvitationBase], bool] = lambda _held: True
) -> bool:
    """One of these is over. False if it is none of them any more, as where it is answered or sent again just now."""
    held = invitations.select_for_update(of=("self",), no_key=True).filter(pk=number).first()
    if held is None or not is_over(held):
        return False
    move(held, "expire", None)
    return True


def spellings(address: str) -> set[str]:
    return {tidy(address), readable(tidy(address))}


def has_address(address: str) -> Q:
    """People who have shown that this address is theirs."""
    written = Q()
    for spelling in spellings(address):
        written |= Q(email__iexact=spelling)
    return written | Q(pk__in=EmailAddress.objects.filter(written, verified=True).values("user"))


def addresses_of(user: Any) -> set[str]:
    """Those by which `has_address` finds her, in every spelling."""
    verified = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {spelling for address in (user.email, *verified) for spelling in spellings(address)}


def people_at(address: str) -> models.QuerySet[User]:
    return User.objects.filter(has_address(address))


def is_for(invitation: InvitationBase, user: Any) -> bool:
    """An invitation is for its address alone: a forwarded link gives nothing to somebody else."""
    return people_at(invitation.email).filter(pk=user.pk).exists()


def make_person(invitation: InvitationBase, *, name: str, language: str, password: str) -> User:
    """Whoever holds the link reads the address: it needs no other proof."""
    person = User.objects.create_user(invitation.email, password, name=name, language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
