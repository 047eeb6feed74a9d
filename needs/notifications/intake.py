"""Between a municipality and staff, about a need: each side hears by mail what the other did, never what itself did."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from core.mail import Message, address, post
from core.models import Mail
from dialogues.models import StaffRole
from municipalities.rules import EDITORS
from needs.models import Need, NeedComment

SUBMITTED = Message("needs/mail/need_submitted")
RETURNED = Message("needs/mail/need_returned")
ACCEPTED = Message("needs/mail/need_accepted")
DECLINED = Message("needs/mail/need_declined")
REOPENED = Message("needs/mail/need_reopened")
COMMENTED = Message("needs/mail/need_commented")


def submitted(need: Need, by: Any) -> None:
    tell(SUBMITTED, handlers_of(need), need, by)


def returned(need: Need, by: Any, reason: str) -> None:
    tell(RETURNED, writers_of(need), need, by, reason=reason)


def accepted(need: Need, by: Any) -> None:
    tell(ACCEPTED, writers_of(need), need, by)


def declined(need: Need, by: Any, reason: str) -> None:
    tell(DECLINED, writers_of(need), need, by, reason=reason)


def reopened(need: Need, by: Any) -> None:
    tell(REOPENED, writers_of(need), need, by)


def commented(comment: NeedComment) -> None:
    need = comment.need
    readers = writers_of(need) if comment.as_staff else handlers_of(need)
    tell(COMMENTED, readers, need, comment.author, comment=comment)


def writers_of(need: Need) -> QuerySet[User]:
    """Who writes for the need's body, or for what it has become a part of."""
    return User.objects.filter(
        is_active=True, memberships__municipality__in=need.municipality.line, memberships__role__in=EDITORS
    ).distinct()


def handlers_of(need: Need) -> QuerySet[User]:
    """The coordinators of the body's country, or else the managers; and who of the staff had to do with it already."""
    country = need.municipality.country
    roles = StaffRole.objects.filter(dialogue=need.dialogue_id, country__in=["", country], user__is_active=True)
    coordinators = roles.filter(country=country)
    handlers = coordinators if coordinators.exists() else roles
    known = Q(pk__in=need.trail.values("actor")) | Q(pk__in=need.comments.filter(as_staff=True).values("author"))
    runs = Q(pk__in=roles.values("user"))
    return User.objects.filter(Q(pk__in=handlers.values("user")) | (known & runs))


def tell(message: Message, readers: QuerySet[User], need: Need, by: Any, **context: Any) -> None:
    post(letter(message, person, need, by, **context) for person in readers.exclude(pk=by.pk).order_by("pk"))


def letter(message: Message, person: User, need: Need, by: Any, **context: Any) -> Mail:
    url = address("workspace-need", need.pk, language=person.language)
    return message.write(person.email, person.language, need, person=person, need=need, by=by, url=url, **context)
