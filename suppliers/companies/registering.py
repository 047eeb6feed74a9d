"""How a company comes in: by a person who is signed in, or by a form and the link in the mail that answers it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.invitations import expiry
from core.workflow import move
from suppliers.companies import representing
from suppliers.enums import CompanyState
from suppliers.models import Company, CompanyInvitation
from suppliers.notifications import people as notifications

FIELDS = ("name", "country", "organisation_number", "website", "size_class")


def register(user: Any, typed: dict[str, Any]) -> Company:
    """A company of her own at once, also where somebody else registered the same number: that is not told."""
    with transaction.atomic():
        company = Company.objects.create(**{name: typed[name] for name in FIELDS})
        company.trail.create(action="register", from_state="", to_state=company.state, actor=user)
        representing.begin(company, user, user, tell=False)
    return company


def apply(typed: dict[str, Any], *, email: str, person: str, language: str) -> CompanyInvitation:
    """Keep what was typed, unseen by everybody until the link in the mail is opened."""
    fields = {name: typed[name] for name in FIELDS}
    with transaction.atomic():
        company = Company.objects.create(**fields, state=CompanyState.UNCONFIRMED)
        asked = {"email": email, "name": person, "language": language, "expires_at": expiry(), "links_sent": 1}
        invitation = CompanyInvitation.objects.create(company=company, **asked)
        notifications.confirm_company(invitation)
    return invitation


def come_in(invitation: CompanyInvitation, user: Any) -> None:
    """Whoever opened the link represents the company that she registered."""
    with transaction.atomic():
        company = representing.locked(invitation.company)
        move(invitation, "accept", user, accepted_by=user)
        move(company, "come_in", user)
        representing.begin(company, user, user, tell=False)


def forget_unopened() -> int:
    """What nobody confirmed in time, or whose address was erased, goes, the company with its link; how many went."""
    gone = 0
    waiting = CompanyInvitation.objects.open().filter(expires_at__gt=timezone.now())
    unopened = Company.objects.filter(state=CompanyState.UNCONFIRMED).exclude(invitations__in=waiting)
    for number in list(unopened.values_list("pk", flat=True)):
        with transaction.atomic():
            if held := unopened.select_for_update(of=("self",)).filter(pk=number).first():
                held.invitations.all().delete()
                held.delete()
                gone += 1
    return gone


def edit(company: Company, user: Any, values: dict[str, Any]) -> None:
    """Another country or number wants to be looked at anew. The caller holds the lock, and has asked who she is."""
    identity = ("country", "organisation_number")
    changed = any(values[name] != getattr(company, name) for name in identity)
    if changed and company.state == CompanyState.CONFIRMED:
        move(company, "doubt", user)
    for name, value in values.items():
        setattr(company, name, value)
    company.save(update_fields=list(values))
