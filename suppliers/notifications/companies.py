"""To the people of a company, about what staff and colleagues decided of it."""

from collections.abc import Iterable
from typing import Any

from core.mail import Message, address
from suppliers.models import Company, CompanyJoin

CONFIRMED = Message("suppliers/mail/company_confirmed")
JOIN_ASKED = Message("suppliers/mail/join_asked")
JOIN_REFUSED = Message("suppliers/mail/join_refused")
JOINED = Message("suppliers/mail/company_joined")
CLOSED = Message("suppliers/mail/company_closed")


def people_of(company: Company) -> list[Any]:
    return [row.user for row in company.people.filter(user__is_active=True).select_related("user").order_by("pk")]


def tell(message: Message, people: Iterable[Any], company: Company, *, page: bool = True, **said: Any) -> None:
    for person in people:
        url = address("workspace-company", company.key, language=person.language) if page else ""
        message.send(person.email, person.language, company, person=person, company=company, url=url, **said)


def confirmed(company: Company) -> None:
    tell(CONFIRMED, people_of(company), company)


def join_asked(join: CompanyJoin) -> None:
    tell(JOIN_ASKED, people_of(join.into), join.into, others=people_of(join.company))


def join_refused(join: CompanyJoin, by: Any) -> None:
    """To whoever of staff proposed it, if she still handles the company."""
    person = join.asked_by
    if not (person.is_active and person.has_perm("suppliers.check_company", join.company)):
        return
    url = address("workspace-company-check", join.company.key, language=person.language)
    said = {"person": person, "company": join.company, "by": by}
    JOIN_REFUSED.send(person.email, person.language, join.company, url=url, **said)


def joined(join: CompanyJoin, newcomers: list[Any]) -> None:
    """To both sides: those who come, and those who were there."""
    tell(JOINED, {*newcomers, *people_of(join.into)}, join.into, before=join.company.name, newcomers=newcomers)


def closed(company: Company, people: list[Any], by: Any, reason: str) -> None:
    tell(CLOSED, people, company, page=False, by=by, reason=reason.strip())
