"""To the people of a company: invited, begun, ended."""

from typing import Any

from core.mail import Message, address
from suppliers.models import Representative

BEGUN = Message("suppliers/mail/representative_begun")
ENDED = Message("suppliers/mail/representative_ended")


def begun(representative: Representative) -> None:
    person, company = representative.user, representative.company
    url = address("workspace-company", company.key, language=person.language)
    BEGUN.send(person.email, person.language, company, person=person, company=company, url=url)


def ended(representative: Representative, by: Any, reason: str) -> None:
    person, company = representative.user, representative.company
    said = {"by": by, "reason": reason.strip(), "is_own_wish": by == person}
    ENDED.send(person.email, person.language, company, person=person, company=company, **said)
