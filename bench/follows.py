"""The release to everybody who follows a challenge, against the plainest way to store as many mails."""

import os
import time
from datetime import timedelta
from email.utils import make_msgid

from django.utils import timezone

from bench.data import SLUG
from bench.harness import Row, milliseconds, seconds
from core.models import Mail
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.ledger.topics import topic
from needs.models import Challenge
from suppliers.following import mailing
from suppliers.models import Follow, Follower, Mailing

FOLLOWERS = int(os.environ.get("BENCH_FOLLOWERS", "20000"))
ROUNDS = 3
LANGUAGES = ("en", "nb", "sv", "da", "fi", "is")


def measure() -> list[Row]:
    challenge = Challenge.objects.get(slug=SLUG)
    follow(challenge)
    raw, told = [], []
    for _round in range(ROUNDS):
        told.append(seconds(lambda: release(challenge), time.perf_counter))
        raw.append(seconds(insert, time.perf_counter))
        Mail.objects.all().delete()
    took, least = min(told), min(raw)
    what = f"a release told to {FOLLOWERS:,} who follow it: mails written, in batches of {mailing.BATCH}"
    against = f"a bulk insert of as many mails: {milliseconds(least)}"
    each = Row("the same, for each mail", milliseconds(took / FOLLOWERS))
    return [Row(what, milliseconds(took), against, took / least, "≤ 2.5"), each]


def follow(challenge: Challenge) -> None:
    since = timezone.now() - timedelta(days=1)
    followers = Follower.objects.bulk_create(
        Follower(email=f"follower{number}@example.org", language=LANGUAGES[number % 6]) for number in range(FOLLOWERS)
    )
    rows = (Follow(follower=row, topic=topic(challenge), confirmed_at=since) for row in followers)
    Follow.objects.bulk_create(rows, batch_size=5_000)


def release(challenge: Challenge) -> None:
    """As the worker does it, from the entry in the ledger to the last mail that waits to be sent."""
    record(
        challenge.dialogue,
        LedgerKind.BRIEF_PUBLISHED,
        subject=challenge,
        titles={language: f"A statement, {language}" for language in LANGUAGES},
        page=("challenge", [challenge.slug]),
        topics=[topic(challenge)],
    )
    day = timezone.now().date() + timedelta(days=Mailing.objects.count())
    one = mailing.claim_day(day)
    assert one is not None
    before = Mail.objects.count()
    mailing.run(one, time.monotonic() + 600)
    if Mail.objects.count() - before != FOLLOWERS:
        raise SystemExit("The release did not reach everybody once.")


def insert() -> None:
    """The same texts in as many rows, from memory, in one go of batches as large."""
    texts = list(Mail.objects.order_by("pk").values("language", "template", "subject", "text", "headers")[:6])
    now = timezone.now()
    Mail.objects.bulk_create(
        (
            Mail(
                **texts[number % len(texts)],
                to=f"raw{number}@example.org",
                message_id=make_msgid(domain="example.org"),
                is_secret=True,
                due_at=now,
            )
            for number in range(FOLLOWERS)
        ),
        batch_size=mailing.BATCH,
    )
