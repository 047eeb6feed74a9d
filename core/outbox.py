"""Sending: which mails are owed stands in the database, the queue only says when to look.

A worker takes a lease on one mail after the other, of those to many on some at once, and sends it. Whatever goes wrong
on the way, also the worker's death, leaves a row from which it goes on. A mail may arrive twice, where the server took
it and the line broke before it said so; it never gets lost.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.attempts import MOST_ATTEMPTS, pause
from core.enums import MailPriority, MailState
from core.letters import document
from core.models import Mail, MailPace
from core.queue import tell_once
from core.workflow import WrongState

logger = logging.getLogger(__name__)

SECONDS_AT_A_TIME = 30  # then the worker is free for other jobs; half of a job's time limit
AT_ONCE = 10  # mails to many that a worker takes together
FORGOTTEN: dict[str, Any] = {"text": "", "headers": {}, "calendar": ""}


def lease() -> timedelta:
    return timedelta(seconds=settings.MAIL_LEASE_SECONDS)


def tell_a_worker() -> None:
    tell_once("core.tasks.send_mails")


def send_due() -> None:
    """Send what is due, one after the other over one line, for as long as the server answers and the time allows."""
    stop = time.monotonic() + SECONDS_AT_A_TIME
    give_up()
    line = get_connection()
    try:
        while (mails := next_ones(stop)) and send_all(mails, line, stop):
            pass
    finally:
        hang_up(line)


def next_ones(stop: float) -> list[Mail]:
    """The next mails, once the server's limit lets one more out; empty if there are none before `stop`."""
    while time.monotonic() < stop:
        try:
            return take()
        except TooSoon as pace:
            time.sleep(min(pace.seconds, max(stop - time.monotonic(), 0)))
    return []


def send_all(mails: list[Mail], line: Any, stop: float) -> bool:
    """Whether the server answers. Those for which a slow one leaves no time go back, long before the lease ends."""
    stop = min(stop, time.monotonic() + settings.MAIL_LEASE_SECONDS / 5)
    for place, mail in enumerate(mails):
        if place and time.monotonic() > stop:
            give_back(mails[place:], timezone.now())
            return True
        if not is_open(line, mail):
            give_back(mails[place + 1 :], timezone.now() + pause(1))
            return False
        send(mail, line)
    return True


@dataclass
class TooSoon(Exception):
    """More mails would go out in a minute than the mail server takes."""

    seconds: float


def keep_pace() -> None:
    """Let one more mail out, in turn with all other workers; raises TooSoon. The caller is in a transaction."""
    MailPace.objects.get_or_create(pk=1, defaults={"next_at": timezone.now()})
    pace, now = MailPace.objects.select_for_update().get(pk=1), timezone.now()
    if pace.next_at > now:
        raise TooSoon((pace.next_at - now).total_seconds())
    pace.next_at = now + timedelta(minutes=1) / settings.MAILS_PER_MINUTE
    pace.save(update_fields=["next_at"])


def take() -> list[Mail]:
    """The lease on the mail that goes first of all that are due and that nobody else has; empty if there is none.

    What somebody waits for goes before what is sent to many, of which there are some at once. Raises TooSoon.
    """
    due = Mail.objects.filter(state__in=MailState.owed(), due_at__lte=timezone.now()).select_for_update(
        skip_locked=True
    )
    most = 1 if settings.MAILS_PER_MINUTE else AT_ONCE
    with transaction.atomic():
        mails = alike(list(due.order_by("priority", "due_at", "pk")[:most]))
        if mails and settings.MAILS_PER_MINUTE:
            keep_pace()
        until = timezone.now() + lease()
        for mail in mails:
            mail.state, mail.due_at, mail.attempts = MailState.SENDING, until, mail.attempts + 1
        Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
            state=MailState.SENDING, due_at=until, attempts=F("attempts") + 1
        )
    return mails


def alike(mails: list[Mail]) -> list[Mail]:
    """The first, and where it goes to many those that do so too."""
    if not mails or mails[0].priority == MailPriority.SINGLE:
        return mails[:1]
    return [mail for mail in mails if mail.priority == mails[0].priority]


def is_open(line: Any, mail: Mail) -> bool:
    """Whether the server answers. If not, that is no mail's fault: all of them wait a minute."""
    try:
        line.open()
    except OSError as error:
        logger.warning("The mail server cannot be used: %s", reason(error))
        put_off(mail, why_not_now(error))
        now = timezone.now()
        Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).update(due_at=now + pause(1))
        return False
    return True


def send(mail: Mail, line: Any) -> None:
    """Send one mail that this worker holds, and write down how it went."""
    try:
        line.send_messages([letter(mail)])
    except OSError as error:  # smtplib's own are among them
        hang_up(line)
        if is_final(error):
            fail(mail, reason(error))
        else:
            put_off(mail, why_not_now(error))
    except Exception as error:
        logger.exception("Mail %s cannot be sent", mail.pk)
        hang_up(line)
        fail(mail, reason(error))
    else:
        hand_in(mail)


def letter(mail: Mail) -> EmailMultiAlternatives:
    """The same message each time it is made: its number and date are the row's."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
        **mail.headers,
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    message.attach_alternative(document(mail.subject, mail.text, mail.language), "text/html")
    if mail.calendar:  # last, as what a program that knows it takes first
        message.attach_alternative(mail.calendar, f"text/calendar; method={method_of(mail.calendar)}")
        message.attach("invitation.ics", mail.calendar, "application/ics")
    return message


def method_of(calendar: str) -> str:
    return next(line.partition(":")[2].strip() for line in calendar.splitlines() if line.startswith("METHOD:"))


def hang_up(line: Any) -> None:
    with suppress(OSError):
        line.close()


# What the server said


def answer(error: Exception) -> tuple[int, str] | None:
    """The server's code and words, where it said something."""
    code: int
    words: bytes | str
    if isinstance(error, SMTPRecipientsRefused):
        [(code, words)] = error.recipients.values()
    elif isinstance(error, SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return None
    return code, words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def is_final(error: Exception) -> bool:
    """Whether trying again is useless: codes from 500 on are meant for good, those below for now."""
    said = answer(error)
    return isinstance(error, SMTPNotSupportedError) or bool(said and said[0] >= 500)


def reason(error: Exception) -> str:
    said = answer(error)
    return f"{said[0]} {said[1]}" if said else f"{type(error).__name__}: {error}"


def why_not_now(error: Exception) -> str:
    """The reason; what our own server said, and not about a recipient, stands under the name of what went wrong."""
    is_ours = answer(error) and not isinstance(error, SMTPRecipientsRefused)
    return f"{type(error).__name__}: {reason(error)}" if is_ours else reason(error)


# What becomes of the row


def held(mail: Mail) -> QuerySet[Mail]:
    """The row, for as long as this worker holds the lease."""
    return Mail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)


def hand_in(mail: Mail) -> None:
    finish(mail, state=MailState.SENT, sent_at=timezone.now(), error="")


def put_off(mail: Mail, error: str) -> None:
    if mail.attempts >= MOST_ATTEMPTS:
        fail(mail, error)
    else:
        held(mail).update(state=MailState.QUEUED, due_at=timezone.now() + pause(mail.attempts), error=error)


def give_back(mails: list[Mail], due_at: datetime) -> None:
    """Nobody tried to send these."""
    for mail in mails:
        held(mail).update(state=MailState.QUEUED, due_at=due_at, attempts=F("attempts") - 1)


def fail(mail: Mail, error: str) -> None:
    finish(mail, state=MailState.FAILED, error=error)


def finish(mail: Mail, **fields: Any) -> None:
    """A secret text is kept no longer than it must be; who needs a new link or code asks for one."""
    forgotten = FORGOTTEN if mail.is_secret and not settings.DEMO else {}
    held(mail).update(**fields, **forgotten)


def give_up() -> None:
    """A mail whose worker died each time."""
    expired = Mail.objects.filter(state=MailState.SENDING, due_at__lt=timezone.now())
    for mail in expired.filter(attempts__gte=MOST_ATTEMPTS):
        fail(mail, _("The worker died %(count)s times while it sent this mail.") % {"count": MOST_ATTEMPTS})


def try_again(mail: Mail) -> None:
    """Queue a failed mail once more, from the first attempt. WrongState if it is none, or its text is forgotten."""
    failed = Mail.objects.filter(pk=mail.pk, state=MailState.FAILED).exclude(text="")
    if not failed.update(state=MailState.QUEUED, attempts=0, due_at=timezone.now()):
        raise WrongState(_("This mail cannot be sent again. Look at it as it is now."))
    tell_a_worker()
