"""What the market is told of needs, and what entries of the ledger about a challenge are about."""

from typing import Any

from django.utils.translation import gettext_noop

from core.texts import texts
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.ledger.topics import cpv_topics, topic
from needs.models import Challenge, CpvCode, Need

OWNER = gettext_noop("municipality that has the need")


def topics_of(challenge: Challenge) -> list[str]:
    """The challenge itself, and the branches of the CPV that its needs name."""
    codes = CpvCode.objects.filter(needs__uses__challenge=challenge).values_list("pk", flat=True).distinct()
    return [topic(challenge), *cpv_topics(codes)]


def need_shown(need: Need, by: Any) -> None:
    codes = need.cpv_codes.values_list("pk", flat=True)
    uses = [topics_of(use.challenge) for use in need.uses.select_related("challenge")]
    record(
        need.dialogue,
        LedgerKind.NEED_PUBLIC,
        subject=need,
        titles=texts(need, "title"),
        page=("need", [need.pk]),
        topics=[topic(need), *cpv_topics(codes), *(name for use in uses for name in use)],
        by=by,
        role=OWNER,
    )
