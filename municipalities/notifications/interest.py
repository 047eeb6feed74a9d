"""What applicants and staff are written about an interest. An applicant's mails carry the link to her own page."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.mail import Message, address
from municipalities.enums import MembershipRole
from municipalities.interest.links import confirm_token, own_token
from municipalities.interest.terms import LINK_DAYS, answer_by
from municipalities.models import Applicant, Interest

CONFIRM = Message("municipalities/mail/interest_confirm", secret=True)
RECEIVED = Message("municipalities/mail/interest_received", secret=True)
TAKES_PART = Message("municipalities/mail/interest_takes_part")
ASKED = Message("municipalities/mail/interest_asked", secret=True)
ON_HOLD = Message("municipalities/mail/interest_on_hold", secret=True)
RESUMED = Message("municipalities/mail/interest_resumed", secret=True)
ACCEPTED = Message("municipalities/mail/interest_accepted", secret=True)
DECLINED = Message("municipalities/mail/interest_declined", secret=True)
MERGED = Message("municipalities/mail/interest_merged", secret=True)
WITHDRAWN = Message("municipalities/mail/interest_withdrawn")
REMINDER = Message("municipalities/mail/interest_reminder")


# To applicants


def confirm_address(applicant: Applicant) -> None:
    url = address("interest-confirm", confirm_token(applicant), language=applicant.language)
    tell(CONFIRM, applicant, url=url, days=LINK_DAYS)


def received(applicant: Applicant) -> None:
    """What happens next, and by when."""
    since: Any = applicant.interest.waits_since
    tell_with_link(RECEIVED, applicant, answer_by=answer_by(since))


def takes_part_already(applicant: Applicant) -> None:
    """Nothing of hers is kept, so the mail is about the body's dialogue."""
    interest = applicant.interest
    url = address("interest-taking-part", interest.dialogue.slug, interest.municipality_id, language=applicant.language)
    context: dict[str, Any] = {"interest": interest, "applicant": applicant, "url": url}
    TAKES_PART.send(applicant.email, applicant.language, about=interest.dialogue, **context)


def asked(interest: Interest, text: str) -> None:
    tell_everybody(ASKED, interest, text=text)


def on_hold(interest: Interest, text: str) -> None:
    tell_everybody(ON_HOLD, interest, text=text)


def resumed(interest: Interest) -> None:
    since: Any = interest.waits_since
    tell_everybody(RESUMED, interest, answer_by=answer_by(since))


def declined(interest: Interest, text: str) -> None:
    tell_everybody(DECLINED, interest, text=text)


def accepted(interest: Interest, roles: Mapping[Applicant, str]) -> None:
    """Each is told whether an invitation comes in a mail of its own, and as what."""
    by_person = {applicant.pk: role for applicant, role in roles.items()}
    for applicant in interest.people:
        role = by_person.get(applicant.pk, "")
        tell_with_link(ACCEPTED, applicant, role=MembershipRole(role) if role else None)


def merged(people: Iterable[Applicant], into: Interest) -> None:
    for applicant in people:
        applicant.interest = into
        tell_with_link(MERGED, applicant)


def withdrawn(applicant: Applicant) -> None:
    url = address("interest-form", applicant.interest.dialogue.slug, language=applicant.language)
    tell(WITHDRAWN, applicant, url=url)


def tell_everybody(message: Message, interest: Interest, **context: Any) -> None:
    for applicant in interest.people:
        tell_with_link(message, applicant, **context)


def tell_with_link(message: Message, applicant: Applicant, **context: Any) -> None:
    url = address("interest-own", own_token(applicant), language=applicant.language)
    tell(message, applicant, url=url, **context)


def tell(message: Message, applicant: Applicant, **context: Any) -> None:
    interest = applicant.interest
    message.send(applicant.email, applicant.language, about=interest, applicant=applicant, interest=interest, **context)


# To staff


def reminder(interest: Interest, coordinators: Iterable[Any]) -> None:
    for person in coordinators:
        url = address("workspace-interest-one", interest.pk, language=person.language)
        REMINDER.send(person.email, person.language, about=interest, person=person, interest=interest, url=url)
