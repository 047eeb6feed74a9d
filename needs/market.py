"""What the market is told of needs, and what entries of the ledger about a challenge are about."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from core.texts import in_every_language, text_of, texts
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import MANAGER, record
from dialogues.ledger.topics import cpv_topics, topic
from municipalities.rules import is_editor
from needs.enums import IntentStep
from needs.models import Challenge, CpvCode, Intent, Need
from needs.rules import edits_for_successor

OWNER = gettext_noop("municipality that has the need")
BUYER = gettext_noop("public buyer")
WITH_NOTICE = (IntentStep.NOTICE_PUBLISHED, IntentStep.CONTRACT_AWARDED)
OF_NOTICES = ("notice_number", "notice_url", "notice_on", "buyer_group", "award_url", "awarded_on", "since")


def topics_of(challenge: Challenge) -> list[str]:
    """The challenge itself, and the branches of the CPV that its needs name."""
    codes = CpvCode.objects.filter(needs__uses__challenge=challenge).values_list("pk", flat=True).distinct()
    return [topic(challenge), *cpv_topics(codes)]


def need_shown(need: Need, by: Any, at: datetime | None = None) -> None:
    """Its owner made it public. `at` is for history that is loaded."""
    tell_of(need, LedgerKind.NEED_PUBLIC, by, ("need", [need.pk]), at)


def need_hidden(need: Need, by: Any) -> None:
    """It was public, and is not any more: taken back by its owner, or returned by staff. Its page is gone."""
    tell_of(need, LedgerKind.NEED_HIDDEN, by, ("needs", []))


def tell_of(need: Need, kind: str, by: Any, page: tuple[str, list[Any]], at: datetime | None = None) -> None:
    codes = need.cpv_codes.values_list("pk", flat=True)
    uses = [topics_of(use.challenge) for use in need.uses.select_related("challenge")]
    record(
        need.dialogue,
        kind,
        subject=need,
        titles=texts(need, "title"),
        page=page,
        topics=[topic(need), *cpv_topics(codes), *(name for use in uses for name in use)],
        by=by,
        role=OWNER if by is None or edits_for_successor(by, need) else MANAGER,
        at=at,
    )


def notices_told(challenge: Challenge, at: datetime) -> None:
    """What bodies had said of their notices before the challenge was public: told when it is for the first time."""
    for intent in challenge.intents.filter(step__in=WITH_NOTICE).select_related("municipality", "challenge__dialogue"):
        notice_told(intent, {}, None, at)


def notice_told(intent: Intent, before: dict[str, Any], by: Any, at: datetime | None = None) -> None:
    """A public challenge's page names a body's notice and award: the ledger has them, and that they were taken back.

    `before` is what `notice_of` answered before the change.
    """
    challenge, now = intent.challenge, notice_of(intent)
    if not challenge.published_id or now == before:
        return
    record(
        challenge.dialogue,
        LedgerKind.NOTICE if now else LedgerKind.NOTICE_WITHDRAWN,
        subject=intent,
        titles=in_every_language(lambda: notice_title(intent, now or before)),
        page=("challenge", [challenge.slug]),
        topics=topics_of(challenge),
        by=by,
        role=BUYER if by is None or is_editor(by, intent.municipality) else MANAGER,
        details=now or before,
        at=at,
    )


def notice_of(intent: Intent) -> dict[str, Any]:
    """The step and what it names, as plain texts; empty below "notice published"."""
    if intent.step not in WITH_NOTICE:
        return {}
    named = {name: str(getattr(intent, name) or "") for name in OF_NOTICES}
    return {"step": str(intent.step), **{name: text for name, text in named.items() if text}}


def notice_title(intent: Intent, said: dict[str, Any]) -> str:
    """ "Oslo kommune: Notice published – Emission-free deliveries"."""
    title = text_of(intent.challenge.published, "title")
    return f"{intent.municipality}: {IntentStep(said['step']).label} – {title}"
