"""The doors of representing a company: begin, leave, remove. Each locks the company's row and leaves its trail."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.invitations import expire
from core.permissions import require
from core.workflow import Refused
from suppliers.models import Company, Representative, RepresentativeChange
from suppliers.notifications import people as notifications

ACT = "suppliers.act_for"
REPRESENTS = RepresentativeChange.REPRESENTS


def locked(company: Company) -> Company:
    """The company's row, held until the transaction ends; its people and its state change under this lock only."""
    return Company.objects.select_for_update(of=("self",), no_key=True).get(pk=company.pk)


def locked_for(by: Any, company: Company) -> Company:
    """As `locked`, of a company that she acts for now: what is written for it meanwhile is not left behind where it is
    joined with another. Raises PermissionDenied.
    """
    held = locked(company)
    require(by, ACT, held)
    return held


def begin(company: Company, user: Any, by: Any, reason: str = "", *, tell: bool = True) -> Representative:
    """She represents the company from now on, if she does not already.

    Asks no permission: whoever calls has settled that, by an invitation, as staff or as the portal itself.
    """
    with transaction.atomic():
        locked(company)
        there = company.people.filter(user=user).first()
        if there:
            return there
        representative = Representative.objects.create(company=company, user=user)
        written(representative, "", REPRESENTS, by, reason)
        if tell:
            notifications.begun(representative)
    return representative


def leave(representative: Representative) -> None:
    """Raises Refused where nobody else would be left."""
    end(representative, representative.user)


def remove(representative: Representative, by: Any, reason: str = "") -> None:
    """A colleague ends it. Raises Refused and PermissionDenied."""
    require(by, ACT, representative.company)
    end(representative, by, reason)


def end(representative: Representative, by: Any, reason: str = "") -> None:
    """Raises Refused where nobody else would be left who can act; whose account is off can not.

    Asks no permission: whoever calls has settled that.
    """
    with transaction.atomic():
        company = locked(representative.company)
        held = company.people.select_related("user").filter(pk=representative.pk).first()
        if held is None:
            raise Refused(_("This person does not represent the company any more. Nothing was changed."))
        others = company.people.exclude(pk=held.pk)
        if held.user.is_active:
            others = others.filter(user__is_active=True)
        if not others.exists():
            raise Refused(_("Nobody else represents the company. Invite a colleague first, or close the company."))
        ended(held, by, reason)
        notifications.ended(held, by, reason)


def ended(representative: Representative, by: Any, reason: str = "") -> None:
    """Written down; nobody is told, and nobody asked. Whom she has invited does not come in after her."""
    Representative.objects.filter(pk=representative.pk).update(ended_at=timezone.now())
    expire(representative.company.invitations.open().filter(invited_by=representative.user))
    written(representative, REPRESENTS, "", by, reason)


def written(representative: Representative, before: str, after: str, by: Any, reason: str) -> None:
    RepresentativeChange.objects.create(
        company=representative.company,
        user=representative.user,
        from_value=before,
        to_value=after,
        actor=by,
        reason=reason.strip(),
    )
