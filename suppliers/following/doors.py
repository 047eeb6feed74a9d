"""The doors of following: ask by address, confirm, follow by account, cease, change the language, stop the mails."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Least
from django.utils import timezone

from accounts.invitations import addresses_of, people_at
from accounts.models import User
from suppliers.following import mailing
from suppliers.following.subjects import Subject
from suppliers.models import Follow, Follower, FormerKey
from suppliers.notifications import following as notifications


@transaction.atomic
def ask(email: str, language: str, subject: Subject) -> None:
    """Somebody wants to follow, perhaps with another's address: a mail asks, whatever is known of the address."""
    follower, _new = Follower.objects.get_or_create(email=email, user=None, defaults={"language": language})
    follow, _new = Follow.objects.get_or_create(follower=follower, topic=subject.topic, query=subject.query)
    if not follow.confirmed_at:
        Follow.objects.filter(pk=follow.pk).update(asked_at=timezone.now())
    notifications.confirm(follow, subject, language)


@transaction.atomic
def confirm(follow: Follow) -> Follower:
    """The link was opened: by the owner of an account, it becomes the account's; once is enough."""
    follower = follow.follower
    Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    person = people_at(follower.email).filter(is_active=True).first() if follower.email else None
    return follower_for(person) if person else follower


@transaction.atomic
def follower_for(user: Any) -> Follower:
    """Made when she follows for the first time. What an address of hers follows, she follows, since when that did.

    The links in mails to the address go on to stop them.
    """
    list(User.objects.select_for_update(of=("self",), no_key=True).filter(pk=user.pk))
    mine = Follower.objects.get_or_create(user=user, defaults={"language": user.language})[0]
    of_address = Follow.objects.confirmed().filter(follower__email__in=addresses_of(user))
    if of_address.exists():
        mailing.take_over(mine, Follower.objects.filter(pk__in=of_address.values("follower")))
    for row in of_address.select_related("follower"):
        FormerKey.objects.get_or_create(key=row.follower.key, defaults={"follower": mine})
        follow_it(mine, row.topic, row.query, row.confirmed_at)
        cease(row.follower, row.pk)
    return mine


def follow(user: Any, subject: Subject) -> None:
    with transaction.atomic():
        follow_it(follower_for(user), subject.topic, subject.query)


def follow_it(follower: Follower, topic: str, query: str, since: datetime | None = None) -> None:
    """Of news since then, or since now, she is told. What she follows for longer, she goes on to."""
    since = since or timezone.now()
    row, is_new = Follow.objects.get_or_create(
        follower=follower, topic=topic, query=query, defaults={"asked_at": since, "confirmed_at": since}
    )
    if not is_new:
        Follow.objects.filter(pk=row.pk).update(confirmed_at=Least("confirmed_at", since))


def cease(follower: Follower, pk: Any) -> None:
    """Of an address that follows nothing any more, nothing is kept."""
    with transaction.atomic():
        follower.follows.filter(pk=pk).delete()
        if not follower.user_id and not follower.follows.exists():
            Follower.objects.filter(pk=follower.pk).delete()


def speak(follower: Follower, language: str) -> None:
    Follower.objects.filter(pk=follower.pk).update(language=language)


def stop_mails(key: str) -> None:
    """An address is forgotten with all that it followed; an account goes on to see the news in the portal."""
    with transaction.atomic():
        Follower.objects.filter(key=key, user__isnull=True).delete()
        Follower.objects.of_key(key).update(wants_mail=False)


def want_mails(follower: Follower, *, wanted: bool) -> None:
    Follower.objects.filter(pk=follower.pk).update(wants_mail=wanted)


def looked(follower: Follower) -> None:
    Follower.objects.filter(pk=follower.pk).update(last_looked_at=timezone.now())
