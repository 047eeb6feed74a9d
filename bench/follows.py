"""The release to everybody who follows a challenge: mails written, and sent by a worker that is killed twice.

Written is held against the plainest way to store as many mails, sent against a bare loop of smtplib over one line to
the same server. `BENCH_FOLLOWERS` says how many follow (20,000).
"""

import os
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from django.utils import timezone

from bench.data import SLUG
from bench.harness import Row, milliseconds, seconds
from bench.smtp import Taken, mailbox
from bench.workers import MOST_SECONDS, kill, until, working
from core.enums import MailState
from core.letters import html_of
from core.models import Mail, MailPace
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.ledger.topics import topic
from needs.models import Challenge
from suppliers.enums import MailingState
from suppliers.following import mailing
from suppliers.models import Follow, Follower, Mailing
from suppliers.views.mailings import sent_of

FOLLOWERS = int(os.environ.get("BENCH_FOLLOWERS", "20000"))
ROUNDS, BARE = 3, 500
LIMIT, LIMITED = 1200, 200  # mails a minute, and how many are sent under that limit
LANGUAGES = ("en", "nb", "sv", "da", "fi", "is")


def measure() -> list[Row]:
    challenge = Challenge.objects.get(slug=SLUG)
    follow(challenge, FOLLOWERS)
    rows = written(challenge)
    with tempfile.TemporaryDirectory(prefix="portal-mails-") as folder:
        rows += sent(challenge, Path(folder))
        rows += [limited(Path(folder))]
    return rows


def follow(challenge: Challenge, number: int) -> None:
    since = timezone.now() - timedelta(days=1)
    followers = Follower.objects.bulk_create(
        Follower(email=f"follower{place}@example.org", language=LANGUAGES[place % 6]) for place in range(number)
    )
    rows = (Follow(follower=row, topic=topic(challenge), confirmed_at=since) for row in followers)
    Follow.objects.bulk_create(rows, batch_size=5_000)


def release(challenge: Challenge) -> Mailing:
    """What a publication leaves behind: an entry in the ledger, claimed by the day's digest."""
    record(
        challenge.dialogue,
        LedgerKind.BRIEF_PUBLISHED,
        subject=challenge,
        titles={language: f"A statement, {language}" for language in LANGUAGES},
        page=("challenge", [challenge.slug]),
        topics=[topic(challenge)],
    )
    one = mailing.claim_day(timezone.now().date() + timedelta(days=Mailing.objects.count()))
    assert one is not None
    return one


# Written


def written(challenge: Challenge) -> list[Row]:
    told, raw = [], []
    for _round in range(ROUNDS):
        told.append(seconds(lambda: write(challenge), time.perf_counter))
        raw.append(seconds(insert, time.perf_counter))
        Mail.objects.all().delete()
    took, least = min(told), min(raw)
    what = f"a release told to {FOLLOWERS:,} who follow it: mails written, in batches of {mailing.BATCH}"
    against = f"a bulk insert of as many mails: {milliseconds(least)}"
    each = Row("the same, for each mail", milliseconds(took / FOLLOWERS))
    return [Row(what, milliseconds(took), against, took / least, "≤ 2.5"), each]


def write(challenge: Challenge) -> None:
    mailing.run(release(challenge), time.monotonic() + MOST_SECONDS)
    if Mail.objects.count() != FOLLOWERS:
        raise SystemExit("The release did not reach everybody once.")


def insert() -> None:
    """The same texts in as many rows, from memory, in one go of batches as large."""
    texts = list(Mail.objects.order_by("pk").values("language", "template", "subject", "text", "headers")[:6])
    now = timezone.now()
    rows = (
        Mail(
            **texts[number % len(texts)],
            to=f"raw{number}@example.org",
            message_id=make_msgid(domain="example.org"),
            is_secret=True,
            due_at=now,
        )
        for number in range(FOLLOWERS)
    )
    Mail.objects.bulk_create(rows, batch_size=mailing.BATCH)


# Sent


def sent(challenge: Challenge, folder: Path) -> list[Row]:
    """The first worker is killed while it writes, the second when half is sent; the third goes on to the end."""
    one = release(challenge)
    with mailbox(folder / "released") as box:
        with working(folder, box.port) as first:
            until(Mail.objects.exists, first)
            kill(first)
        with working(folder, box.port) as second:
            until(lambda: box.count() >= FOLLOWERS // 2, second)
            kill(second)
        before, shown = box.count(), set[int]()
        with working(folder, box.port) as third:
            until(lambda: is_done(one, shown), third, look_every=1)
        mails = box.mails()
    one.refresh_from_db()
    if one.state != MailingState.FINISHED or one.written != FOLLOWERS:
        raise SystemExit(f"{one.written:,} of {FOLLOWERS:,} mails were written.")
    if len(shown) < 3:
        raise SystemExit(f"The page for staff showed no progress: {sorted(shown)}.")
    each, bare = pace(mails[before:]), by_hand(folder)
    return [
        Row(
            f"{FOLLOWERS:,} mails sent by a worker of two processes, each",
            milliseconds(each),
            f"a bare loop of smtplib: {milliseconds(bare)}",
            each / bare,
            "≤ 8",
        ),
        Row("the same, all of them", f"{each * FOLLOWERS:,.0f} s"),
        once(mails),
    ]


def is_done(one: Mailing, shown: set[int]) -> bool:
    """Asked as the page for staff asks; what it shows meanwhile is kept."""
    [(_number, (sent, failed))] = sent_of([one.pk]).items()
    if failed:
        raise SystemExit(f"{failed:,} mails failed.")
    shown.add(sent)
    return sent == FOLLOWERS


def pace(mails: list[Taken]) -> float:
    """Seconds for each, without the last hundredth, which had to wait for a dead worker's lease."""
    times = sorted(mail.at for mail in mails)
    last = len(times) * 99 // 100 - 1
    return (times[last] - times[0]) / last


def once(mails: list[Taken]) -> Row:
    """A dead worker's last mail may have been taken already: it comes twice under one number, which tells it."""
    numbers = Counter(mail.number for mail in mails)
    if len({mail.to for mail in mails}) != FOLLOWERS or len(numbers) != FOLLOWERS:
        raise SystemExit(f"{len(numbers):,} mails came to {FOLLOWERS:,} followers.")
    twice = sum(1 for count in numbers.values() if count > 1)
    return Row("the same, with the worker killed twice: mails that came twice", str(twice), goal="≤ 4")


def by_hand(folder: Path) -> float:
    """Seconds for each of as plain a loop as sends them all: made of ready words, sent over one line."""
    rows = list(texts(BARE))
    parts = [html_of(str(row["text"])) for row in rows]
    with mailbox(folder / "by-hand") as box, smtplib.SMTP("127.0.0.1", box.port) as line:
        taken = seconds(lambda: send_all(line, rows, parts), time.perf_counter)
    return taken / len(rows)


def send_all(line: smtplib.SMTP, rows: list[dict[str, Any]], parts: list[str]) -> None:
    for place, (row, html) in enumerate(zip(rows, parts, strict=True)):
        message = EmailMessage()
        message["From"], message["To"] = "dialogue@example.org", f"by-hand{place}@example.org"
        message["Subject"], message["Message-ID"] = row["subject"], row["message_id"]
        for name, value in row["headers"].items():
            message[name] = value
        message.set_content(row["text"])
        message.add_alternative(html, subtype="html")
        line.send_message(message)


def texts(number: int) -> Iterator[dict[str, Any]]:
    """As the mails' were before they were sent, when they are forgotten."""
    one = Mailing.objects.latest("pk")
    letters, entries = mailing.Letters(one), tuple(mailing.news_of(one).entries)
    for follower in Follower.objects.order_by("pk")[:number]:
        made = letters.to(follower, entries)
        names = ("language", "template", "subject", "text", "headers", "message_id")
        yield {name: getattr(made, name) for name in names} | {"created_at": timezone.now()}


def limited(folder: Path) -> Row:
    Mail.objects.all().delete()
    MailPace.objects.all().delete()
    said = texts(LIMITED)
    Mail.objects.bulk_create(
        Mail(to=f"limited{place}@example.org", due_at=timezone.now(), **row) for place, row in enumerate(said)
    )
    with mailbox(folder / "limited") as box, working(folder, box.port, MAILS_PER_MINUTE=str(LIMIT)) as worker:
        until(lambda: not Mail.objects.exclude(state=MailState.SENT).exists(), worker)
        mails = box.mails()
    rate = 60 / pace(mails)
    return Row(f"mails a minute where the server takes {LIMIT:,}", f"{rate:,.0f}", goal=f"≤ {LIMIT:,}")
