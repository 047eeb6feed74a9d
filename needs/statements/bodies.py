"""Whose challenge it is: the public buyers with a need in it, and those that said how far they go."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from municipalities.enums import MembershipRole
from municipalities.models import Municipality
from needs.models import Challenge, ChallengeNeed, Intent


def bodies_of(challenge: Challenge) -> QuerySet[Municipality]:
    sources = ChallengeNeed.objects.filter(challenge=challenge, need__municipality=OuterRef("pk"))
    intents = Intent.objects.filter(challenge=challenge, municipality=OuterRef("pk"))
    return Municipality.objects.filter(Exists(sources) | Exists(intents))


def without_signatory(challenge: Challenge) -> QuerySet[Municipality]:
    """Bodies for which nobody could sign."""
    return bodies_of(challenge).exclude(memberships__role=MembershipRole.SIGNATORY)


def own_bodies(challenge: Challenge, user: Any, *roles: str) -> QuerySet[Municipality]:
    """Those of the challenge's bodies that she belongs to, in one of the roles where any is named."""
    hers = Q(memberships__user=user) & (Q(memberships__role__in=roles) if roles else Q())
    return bodies_of(challenge).filter(hers)
