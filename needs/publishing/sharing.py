"""What a challenge's entries in the ledger are about."""

from dialogues.ledger.topics import cpv_topics, topic
from needs.models import Challenge, CpvCode


def topics_of(challenge: Challenge) -> list[str]:
    """The challenge itself, and the branches of the CPV that its needs name."""
    codes = CpvCode.objects.filter(needs__uses__challenge=challenge).values_list("pk", flat=True).distinct()
    return [topic(challenge), *cpv_topics(codes)]
