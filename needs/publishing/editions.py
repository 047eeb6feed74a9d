"""Editions: the same text with the list of who stands behind it, as it was at one time, and six briefs for each.

The first comes with publication. When bodies join afterwards, withdraw or merge, `owe` makes the next one; until
that is public, whoever comes shortly after is put into the same.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from core.attempts import attempt
from core.canonical import checksum
from core.kept_uploads import forget
from core.languages import CODES
from needs.enums import BriefState, StatementState
from needs.models import Brief, Challenge, Edition, Statement
from needs.publishing.owed import queue
from needs.publishing.placing import place_edition
from needs.publishing.sharing import edition_published
from needs.publishing.supporters import Standing, same_signatories, standing
from needs.signing.locking import lock


def first_date(statement: Statement, number: int) -> date:
    """The day that an edition's briefs bear: of its publication, or else of its making."""
    at = (statement.publish_at or statement.released_at) if number == 1 else None
    return timezone.localdate(at, ZoneInfo(statement.zone))


def drafted(statement: Statement, number: int = 1, dated_on: date | None = None) -> Edition:
    """An edition of the list as it is now, not saved: also for a preview."""
    written = standing(statement)
    dated_on = dated_on or first_date(statement, number)
    edition = Edition(statement=statement, number=number, dated_on=dated_on, supporters=written)
    edition.content_hash = checksum(content_of(edition))
    return edition


def content_of(edition: Edition) -> dict[str, Any]:
    """What an edition's checksum is of: the text, by its own checksum, with the day and the list."""
    about = {"statement": edition.statement.content_hash, "edition": edition.number}
    return {**about, "date": edition.dated_on.isoformat(), **edition.supporters}


def make(statement: Statement, number: int = 1, dated_on: date | None = None, *, at_once: bool = True) -> Edition:
    """An edition with its six briefs owed; unless `at_once`, they are begun when the queue's patience is over."""
    edition = drafted(statement, number, dated_on)
    edition.save()
    now = timezone.now()
    owed = Brief.objects.bulk_create(
        Brief(statement=statement, edition=edition, language=code, queued_at=now) for code in CODES
    )
    if at_once:
        queue(owed)
    return edition


def owe(statement: Statement) -> Edition | None:
    """The next edition, if who stands behind a released statement is no longer what its newest edition says.

    To be called in the transaction of whatever changed that. An edition that is not public yet is replaced, so that
    those who come shortly after each other share one. None where there is nothing to do.
    """
    with transaction.atomic():
        locked = lock(statement)
        newest = locked.editions.first()
        if newest is None or same_signatories(newest.supporters, standing(locked)):
            return None
        if newest.published_at:
            return make(locked, newest.number + 1, at_once=False)
        return replace(newest, locked)


def replace(edition: Edition, statement: Statement, dated_on: date | None = None) -> Edition:
    """Make an edition that is not public anew, with the list as it is now."""
    is_first = statement.state == StatementState.RELEASING
    discard([edition])
    dated_on = dated_on or (edition.dated_on if is_first else None)
    return make(statement, edition.number, dated_on, at_once=is_first)


def discard(editions: Iterable[Edition]) -> None:
    """Throw away what was not public; the files go when that is committed."""
    for edition in editions:
        files = [str(brief.file) for brief in edition.briefs.exclude(file="")]
        Edition.objects.filter(pk=edition.pk, published_at__isnull=True).delete()
        for name in files:
            forget(default_storage, name)


def is_ready(edition: Edition) -> bool:
    states = list(edition.briefs.values_list("state", flat=True))
    return len(states) == len(settings.LANGUAGES) and set(states) == {BriefState.READY}


def make_public(edition: Edition, at: datetime) -> None:
    """Together with all that is public of it. Its files are placed when that is committed, or by the next look."""
    Edition.objects.filter(pk=edition.pk, published_at__isnull=True).update(published_at=at)
    transaction.on_commit(lambda: place_edition(edition.pk), robust=True)


def publish_later_edition(edition_id: int, at: datetime | None = None) -> bool:
    """Make an edition after the first public once all its briefs are ready; of several who find that, one does.

    `at` is for history that is loaded, not lived.
    """
    with transaction.atomic():
        edition = Edition.objects.filter(pk=edition_id).first()
        if edition is None:
            return False
        statement = lock(edition.statement)
        edition = Edition.objects.filter(pk=edition_id, published_at__isnull=True).first()
        if edition is None or not statement.is_public or not is_ready(edition):
            return False
        now = at or timezone.now()
        make_public(edition, now)
        edition_published(statement, edition, now)
        challenges = Challenge.objects.filter(published=statement)
        challenges.update(**counts(edition))
    return True


def counts(edition: Edition) -> dict[str, Any]:
    """What the public list says of who stands behind a challenge."""
    standing = Standing(edition.supporters, settings.LANGUAGE_CODE)
    countries = sorted(country.value for country in standing.countries)
    return {"bodies": len(standing.behind), "countries": " ".join(countries)}


def publish_what_is_ready() -> None:
    waiting = Edition.objects.filter(published_at__isnull=True, statement__state__in=StatementState.public())
    for pk in waiting.values_list("pk", flat=True):
        attempt(publish_later_edition, pk)


def catch_up() -> int:
    """Editions that nobody owed though bodies merged or changed meanwhile. Returns how many are owed now.

    Of a version that waits for its moment the first edition is made anew.
    """
    made = Statement.objects.filter(state__in=[StatementState.RELEASING, StatementState.PUBLISHED])
    return sum(attempt(owe_of, pk) is not None for pk in made.values_list("pk", flat=True))


def owe_of(pk: int) -> Edition | None:
    return owe(Statement(pk=pk))
