"""Publishing a statement that is agreed: made into a brief in every language, then public all at once.

The database holds what is owed (a `Brief` row per language); the queue only says when to look. Whatever is
lost on the way, `settle` in needs/publishing/owed.py finds what is still owed.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.languages import CODES
from core.permissions import require
from core.workflow import Refused, WrongState, move
from core.zones import in_zone
from needs.enums import BriefState, StatementState
from needs.figures.dialogue import publish_demand
from needs.market import notices_told
from needs.models import Brief, Challenge, Edition, Statement
from needs.publishing import editions, sharing
from needs.publishing.intents import step_back
from needs.publishing.owed import queue
from needs.signing.locking import already, lock
from needs.signing.signals import signatories_changed
from needs.statements.document import Document

UNRELEASED: dict[str, Any] = {"released_by": None, "released_at": None, "publish_at": None}


def release(
    statement: Statement, by: Any, at: datetime | None = None, *, publish_at: datetime | None = None, zone: str = ""
) -> None:
    """Owe the briefs of an agreed statement, to be public when they are ready, but not before `publish_at`.

    Raises WrongState. `at` is for history that is loaded, not lived.
    """
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = lock(statement)
        if locked.state != StatementState.AGREED:
            raise already(locked)
        now = at or timezone.now()
        moment: dict[str, Any] = {"publish_at": publish_at, "zone": zone or locked.zone}
        said = in_zone(publish_at, moment["zone"]) if publish_at else ""
        move(locked, "release", by, reason=said, log={"at": now}, released_by=by, released_at=now, **moment)
        editions.make(locked)
    statement.refresh_from_db()


def reschedule(statement: Statement, by: Any, publish_at: datetime | None, zone: str, *, seen: str) -> None:
    """Another moment, or at once, as long as nothing is public. `seen` is the moment that stood on the page.

    Raises WrongState and Refused. Where the day of publication changes, the briefs are made anew: they bear it.
    """
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = lock(statement)
        if locked.state != StatementState.RELEASING:
            raise WrongState(_("The moment can be changed only until the version is public."))
        if moment_seen(locked) != seen:
            raise Refused(_("Somebody else has changed the moment meanwhile. Look at it as it is now."))
        said = in_zone(publish_at, zone) if publish_at else _("At once")
        move(locked, "reschedule", by, reason=said, publish_at=publish_at, zone=zone)
        edition = locked.editions.get()
        dated_on = timezone.localdate(publish_at, ZoneInfo(zone))
        if dated_on != edition.dated_on:
            editions.replace(edition, locked, dated_on)
        else:
            locked.editions.update(hurried_at=None)
    publish_if_ready(statement.pk)
    statement.refresh_from_db()


def moment_seen(statement: Statement) -> str:
    return statement.publish_at.isoformat() if statement.publish_at else ""


def recall(statement: Statement, by: Any) -> None:
    """Call an agreed statement back while nothing of it is public; the briefs made so far are thrown away."""
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = lock(statement)
        if locked.state != StatementState.RELEASING:
            raise WrongState(_("Only a version that is being published can be called back."))
        editions.discard(locked.editions.all())
        move(locked, "recall", by, **UNRELEASED)
    statement.refresh_from_db()


def follow_signing(statement: Statement, **_signal: Any) -> None:
    """Another list of signatories is another edition; where too few are left, what was being made is thrown away."""
    step_back(statement.challenge)
    if statement.state == StatementState.CIRCULATED:
        editions.discard(statement.editions.all())
        Statement.objects.filter(pk=statement.pk).update(**UNRELEASED)
    else:
        editions.owe(statement)


signatories_changed.connect(follow_signing, Statement)


def retry(brief: Brief, by: Any) -> None:
    """Try a failed brief again."""
    require(by, "needs.manage_challenge", brief.statement)
    with transaction.atomic():
        failed, now = Brief.objects.filter(pk=brief.pk, state=BriefState.FAILED), timezone.now()
        anew = {"state": BriefState.WAITING, "attempts": 0, "error": "", "told_at": None}
        if not failed.update(**anew, owed_at=now, queued_at=now):
            raise WrongState(_("This brief is not waiting for another try."))
        queue([brief])


def publish_if_ready(statement_id: int, at: datetime | None = None) -> bool:
    """Make a statement public, with all that goes with it, once its briefs are ready in every language.

    Of several who find the last brief ready, one publishes. `at` is for history that is loaded, not lived.
    """
    with transaction.atomic():
        try:
            statement = lock(Statement(pk=statement_id))
        except Statement.DoesNotExist:
            return False
        now = at or timezone.now()
        if statement.state != StatementState.RELEASING or (statement.publish_at and statement.publish_at > now):
            return False
        edition = statement.editions.get()
        if not editions.is_ready(edition):
            return False
        if previous := statement.challenge.published:
            move(previous, "supersede", None, log={"at": now})
        move(statement, "publish", None, log={"at": now}, published_at=now)
        editions.make_public(edition, now)
        Challenge.objects.filter(pk=statement.challenge_id).update(**listing_fields(statement, edition, now))
        publish_demand(statement, now)
        sharing.statement_published(statement, edition, now)
        if not previous:
            notices_told(Challenge.objects.get(pk=statement.challenge_id), now)
    return True


def listing_fields(statement: Statement, edition: Edition, now: datetime) -> dict[str, Any]:
    """What the public list shows of a challenge, ready-made."""
    documents = {}
    for code in CODES:
        with translation.override(code):
            document = Document(statement, code)
            documents[code] = {
                "title": str(document.title),
                "summary": str(document.summary),
                "demand": document.demand_in_a_line,
            }
    return {
        "published": statement,
        "published_at": now,
        "listing": documents,
        **editions.counts(edition),
    }
