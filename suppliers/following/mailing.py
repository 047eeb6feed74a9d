"""News go out: claimed from the ledger once, then written to the followers batch by batch.

A worker takes a lease on a mailing. A batch writes its mails and moves the cursor in one transaction, by a conditional
update: so whoever dies, comes late or runs beside another, each follower has each mail once. Between batches an account
may take over what its address follows.
"""

import time
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.models import Mail
from core.outbox import tell_a_worker
from dialogues.models import LedgerEntry
from suppliers.enums import MailingKind, MailingState
from suppliers.following.letters import Letters
from suppliers.following.matching import News
from suppliers.models import Follow, Follower, Mailing, Telling

BATCH = 500
FOLLOWERS = 7403  # the number of their lock among the database's own
SECONDS_AT_A_TIME = 30  # then the worker is free for other jobs; half of a job's time limit


class Overtaken(Exception):
    """Another worker moved the cursor."""


# Claiming


def untold() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.public().filter(telling__isnull=True)


def claim(kind: str, entries: QuerySet[LedgerEntry], day: date | None = None) -> Mailing | None:
    """A mailing that tells of these; None where there are none, or somebody else claimed one of them just now."""
    numbers = list(entries.order_by("pk").values_list("pk", flat=True))
    if not numbers:
        return None
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(kind=kind, day=day)
            Telling.objects.bulk_create(Telling(entry_id=number, mailing=mailing) for number in numbers)
            mailing.followers = followers_of(news_of(mailing)).count()
            mailing.save(update_fields=["followers"])
    except IntegrityError:
        return None
    return mailing


def claim_urgent() -> None:
    """Deadlines and cancellations: a mailing for each."""
    for number in list(untold().filter(is_urgent=True).order_by("pk").values_list("pk", flat=True)):
        claim(MailingKind.URGENT, untold().filter(pk=number))


def claim_day(day: date | None = None) -> Mailing | None:
    """All that came since the last digest, once a day."""
    return claim(MailingKind.DAILY, untold().filter(is_urgent=False), day or timezone.now().date())


def news_of(mailing: Mailing) -> News:
    entries = LedgerEntry.objects.with_what_is_left().filter(telling__mailing=mailing)
    return News(entries.select_related("dialogue"))


# Writing


def followers_of(news: News) -> QuerySet[Follower]:
    """Who may have to be told: they follow one of the topics, or a search."""
    follows = Follow.objects.confirmed().filter(Q(topic__in=list(news.by_topic)) | ~Q(query=""))
    active = Q(user__isnull=True) | Q(user__is_active=True)
    return Follower.objects.filter(active, wants_mail=True, pk__in=follows.values("follower"))


def run_due() -> None:
    """Go on with every mailing that nobody is at, the urgent first, for as long as the time allows."""
    stop = time.monotonic() + SECONDS_AT_A_TIME
    while time.monotonic() < stop and (mailing := take()):
        run(mailing, stop)


def take() -> Mailing | None:
    """The lease on a mailing that nobody else is at."""
    due = Mailing.objects.filter(state=MailingState.RUNNING, leased_until__lte=timezone.now())
    with transaction.atomic():
        mailing = due.select_for_update(skip_locked=True).order_by("-kind", "pk").first()
        if mailing:
            mailing.leased_until = timezone.now() + timedelta(seconds=settings.MAILING_LEASE_SECONDS)
            mailing.save(update_fields=["leased_until"])
    return mailing


def run(mailing: Mailing, stop: float) -> None:
    """Batch after batch. What is not finished by then goes on with the next look, at once."""
    news, letters = news_of(mailing), Letters(mailing)
    try:
        while time.monotonic() < stop:
            if not write_batch(mailing, news, letters):
                return
    except Overtaken:
        return
    Mailing.objects.filter(pk=mailing.pk, cursor=mailing.cursor).update(leased_until=timezone.now())


def write_batch(mailing: Mailing, news: News, letters: Letters) -> bool:
    """Write to the next followers; whether there were any."""
    with transaction.atomic():
        hold_followers()
        waiting = followers_of(news).filter(pk__gt=mailing.cursor).exclude(pk__in=mailing.done_with.values("pk"))
        waiting = waiting.select_related("user")
        followers = list(waiting.order_by("pk")[:BATCH])
        mails = [letters.to(follower, entries) for follower, entries in told(followers, news)]
        move_on(mailing, followers, len(mails))
        keep(mails, followers)
    return bool(followers)


def keep(mails: list[Mail], followers: list[Follower]) -> None:
    if mails:
        Mail.objects.bulk_create(mails)
        Follower.objects.filter(pk__in=[row.pk for row in followers]).update(last_told_at=timezone.now())
        tell_a_worker()


def told(followers: list[Follower], news: News) -> list[tuple[Follower, tuple[LedgerEntry, ...]]]:
    """Of these, whom it concerns, each with her news."""
    follows: dict[int, list[Follow]] = {}
    for follow in Follow.objects.confirmed().filter(follower__in=[row.pk for row in followers]).order_by():
        follows.setdefault(follow.follower_id, []).append(follow)
    every = [(follower, news.of_all(follows.get(follower.pk, []))) for follower in followers]
    return [(follower, entries) for follower, entries in every if entries]


def move_on(mailing: Mailing, followers: list[Follower], mails: int) -> None:
    """Raises Overtaken, and with it the batch is undone, where somebody else moved it."""
    held = Mailing.objects.filter(pk=mailing.pk, state=MailingState.RUNNING, cursor=mailing.cursor)
    now = timezone.now()
    lease = now + timedelta(seconds=settings.MAILING_LEASE_SECONDS)
    if followers:
        new = {"cursor": followers[-1].pk, "written": F("written") + mails, "leased_until": lease}
    else:
        new = {"state": MailingState.FINISHED, "finished_at": now}
    if not held.update(**new):
        raise Overtaken
    if followers:
        mailing.cursor = followers[-1].pk
    else:
        mailing.done_with.clear()


# Taking over


def hold_followers(*, alone: bool = False) -> None:
    """Until the transaction ends no account takes over from an address; alone, no batch is written either."""
    lock = "SELECT pg_advisory_xact_lock(%s)" if alone else "SELECT pg_advisory_xact_lock_shared(%s)"
    with connection.cursor() as cursor:
        cursor.execute(lock, [FOLLOWERS])


def take_over(mine: Follower, former: Iterable[Follower]) -> None:
    """Where a mailing has looked at some of them and not at others, she is told now of what is left, and no more.

    The caller is in a transaction, in which the follows of the former become hers.
    """
    hold_followers(alone=True)
    every = [mine, *former]
    for mailing in Mailing.objects.filter(state=MailingState.RUNNING):
        done = {row.pk for row in every if row.pk <= mailing.cursor}
        done.update(mailing.done_with.filter(pk=mine.pk).values_list("pk", flat=True))
        if 0 < len(done) < len(every):
            tell_rest(mailing, mine, every, done)


def tell_rest(mailing: Mailing, mine: Follower, every: list[Follower], done: set[int]) -> None:
    follows, news = list(Follow.objects.confirmed().filter(follower__in=every)), news_of(mailing)
    known = news.of_all(follow for follow in follows if follow.follower_id in done)
    rest = tuple(entry for entry in news.of_all(follows) if entry not in known)
    if rest and mine.wants_mail:
        Mailing.objects.filter(pk=mailing.pk).update(written=F("written") + 1)
        keep([Letters(mailing).to(mine, rest)], [mine])
    mailing.done_with.add(mine)
