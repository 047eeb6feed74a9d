"""What goes on after publication: editions for those who joined, downloads, and a version that waits for its moment."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from core.languages import CODES
from dialogue_portal.demo import printing
from dialogue_portal.demo.say import Say
from municipalities.models import Municipality
from needs.models import Challenge, Edition, Statement
from needs.publishing import counting, editions, releasing, rendering
from needs.signing import agreeing, circulating, versions

WAITS = "shared-terminals"  # its second version is to be public in two weeks
ZONE = "Europe/Copenhagen"
AHEAD = timedelta(days=14)
READ_UNTIL = {
    "en": "Answers are read as they come.",
    "nb": "Svarene leses etter hvert som de kommer.",
    "sv": "Svaren läses allt eftersom de kommer.",
    "da": "Svarene læses, efterhånden som de kommer.",
    "fi": "Vastaukset luetaan sitä mukaa kuin niitä tulee.",
    "is": "Svörin eru lesin jafnóðum og þau berast.",
}
DAYS, MOST_A_DAY = 10, {"en": 9, "nb": 7, "sv": 6, "da": 5, "fi": 4, "is": 2}


def go_on(challenge: Challenge, manager: Any) -> None:
    if challenge.published:
        fetched(challenge.published)
        if challenge.slug == WAITS:
            wait(challenge, manager)


def finish(edition: Edition, say: Say) -> None:
    """The edition of those who signed after publication, with the day on which the last of them did."""
    last = edition.statement.signatures.standing().latest("signed_at")
    edition = editions.replace(edition, edition.statement, last.signed_on)
    render(edition, say)
    editions.publish_later_edition(edition.pk, last.signed_at)


def render(edition: Edition, say: Say) -> None:
    statement, make = edition.statement, printing.maker(edition)
    for brief in edition.briefs.order_by("pk"):
        say(f"  {statement.challenge.slug}, version {statement.number}, edition {edition.number}: {brief.language}")
        if not rendering.render(brief.pk, make):
            brief.refresh_from_db()
            raise RuntimeError(f"The brief could not be made: {brief.error}")


def fetched(statement: Statement) -> None:
    """Downloads of the last days, more on some than on others."""
    [newest, *_older] = statement.editions.public()
    for ago in range(1, DAYS + 1):
        for place, (language, most) in enumerate(MOST_A_DAY.items()):
            number = (most * (7 + 5 * ago + 3 * place + statement.pk)) % (most + 1)
            if number:
                counting.add(newest.pk, language, timezone.localdate() - timedelta(days=ago), number)


def wait(challenge: Challenge, manager: Any) -> None:
    """A new version with one more sentence, to which the signatures are carried over, public at nine in the morning."""
    old: Any = challenge.published
    draft = versions.new_version(challenge, manager)
    for code in CODES:
        setattr(draft, f"invitation_{code}", f"{getattr(old, f'invitation_{code}')} {READ_UNTIL[code]}")
    draft.save()
    draft = Statement.objects.get(pk=draft.pk)
    bodies = Municipality.objects.filter(signatures__in=old.signatures.standing()).distinct()
    now = timezone.now()
    begun, deadline = now - timedelta(days=24), now - timedelta(days=3)
    circulating.circulate(draft, manager, bodies, deadline=deadline, zone=ZONE, quorum=len(bodies), at=begun)
    agreeing.settle_one(draft.pk, deadline)
    draft.refresh_from_db()
    nine = datetime.combine(timezone.localdate() + AHEAD, time(9), tzinfo=ZoneInfo(ZONE))
    releasing.release(draft, manager, publish_at=nine, zone=ZONE)
