"""What staff do with a company: confirm it, propose to join it with the confirmed one of its number, close it."""

from typing import Any

from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState, move
from suppliers.companies import invitations, representing
from suppliers.enums import CompanyState, JoinState
from suppliers.models import Company, CompanyInvitation, CompanyJoin, Representative, RepresentativeChange
from suppliers.notifications import companies as notifications

CHECK = "suppliers.check_company"
OF_THE_COMPANY = {CompanyJoin, CompanyInvitation, Representative, RepresentativeChange}


def confirm(company: Company, by: Any) -> None:
    """Of two of one number the database lets one be confirmed. Raises Refused and PermissionDenied."""
    try:
        with transaction.atomic():
            representing.locked(company)
            move(company, "confirm", by)
            notifications.confirmed(company)
    except IntegrityError:
        company.refresh_from_db()
        raise Refused(_("Another company is confirmed with this number. Propose to join the two.")) from None


def confirmed_twin(company: Company) -> Company | None:
    """The confirmed company of the same country and number."""
    if company.organisation_number is None:
        return None
    same = {"country": company.country, "organisation_number": company.organisation_number}
    return Company.objects.filter(state=CompanyState.CONFIRMED, **same).exclude(pk=company.pk).first()


def propose_join(company: Company, by: Any) -> CompanyJoin:
    """The people of the confirmed one are asked whether those of the other are their colleagues."""
    require(by, CHECK, company)
    try:
        with transaction.atomic():
            join = CompanyJoin.objects.create(company=company, into=held_twin(company), asked_by=by)
            notifications.join_asked(join)
    except IntegrityError:
        raise Refused(_("It is proposed already. The other company's people have not answered yet.")) from None
    return join


def held_twin(company: Company) -> Company:
    """The confirmed one, which is not closed until the transaction ends. Raises Refused where there is none."""
    twin = confirmed_twin(company)
    if company.state == CompanyState.UNCHECKED and twin and representing.locked(twin).state == CompanyState.CONFIRMED:
        return twin
    raise Refused(_("There is no confirmed company of this number to join it with."))


def answer(join: CompanyJoin, by: Any, *, agreed: bool) -> None:
    """A representative of the confirmed company says whether the two are one."""
    require(by, "suppliers.act_for", join.into)
    state = JoinState.AGREED if agreed else JoinState.REFUSED
    with transaction.atomic():
        for company in sorted([join.company, join.into], key=lambda row: row.pk):
            representing.locked(company)
        open_join = CompanyJoin.objects.filter(pk=join.pk, state=JoinState.ASKED)
        if not open_join.update(state=state, answered_by=by, answered_at=timezone.now()):
            raise WrongState(_("Somebody has answered this already."))
        if agreed:
            bring_together(join, by)
        else:
            notifications.join_refused(join, by)


def bring_together(join: CompanyJoin, by: Any) -> None:
    company, into = join.company, join.into
    people = list(company.people.select_related("user"))
    move(company, "join", join.asked_by, joined_into=into, reason=f"{company.name} → {into.name}")
    take_over(company, into)
    for row in people:
        representing.ended(row, by)
        representing.begin(into, row.user, by, tell=False)
    invitations.expire(company.invitations.open())
    refuse_joins(company)
    notifications.joined(join, [row.user for row in people])


def refuse_joins(company: Company) -> None:
    """Nobody answers any more whether it is one with another."""
    asked = CompanyJoin.objects.filter(Q(company=company) | Q(into=company), state=JoinState.ASKED)
    asked.update(state=JoinState.REFUSED)


def take_over(company: Company, into: Company) -> None:
    """What it made becomes the other's. What the database refuses, since there may be one only or it is sealed,
    stays with the closed company, where staff find it."""
    for model in apps.get_models():
        if model in OF_THE_COMPANY:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Company:
                for pk in model._base_manager.filter(**{field.name: company}).values_list("pk", flat=True):
                    give(model, field.name, pk, into)


def give(model: type[models.Model], name: str, pk: Any, into: Company) -> None:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{name: into})
    except DatabaseError:
        return


def close(company: Company, by: Any, reason: str) -> None:
    """By its own people or by staff: everybody is told, nobody represents it any more, open invitations end."""
    with transaction.atomic():
        held = representing.locked(company)
        move(held, "close", by, reason=reason.strip())
        people = list(held.people.select_related("user"))
        for row in people:
            representing.ended(row, by)
        invitations.expire(held.invitations.open())
        refuse_joins(held)
        notifications.closed(held, [row.user for row in people], by, reason)
