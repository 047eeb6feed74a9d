"""What resembles an interest: others that may be of the same body, and bodies of the register that may be meant."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from core.search import Fold
from municipalities.handled import named
from municipalities.models import Interest, Municipality
from municipalities.search import Match, matches

MOST_BODIES, MOST_INTERESTS = 5, 20


def bodies(interest: Interest) -> list[Match]:
    """Bodies of its country that it may be, where its sender did not find it."""
    if interest.municipality:
        return []
    return [match for match in matches(interest.body_name) if match.body.country == interest.country][:MOST_BODIES]


def best(interest: Interest) -> Municipality | None:
    return next((match.body for match in bodies(interest)), None)


def interests(interest: Interest, user: Any) -> QuerySet[Interest]:
    """Others of the same body, or of the same name in the same country, in whatever state and dialogue."""
    name = interest.body_official_name
    described = Interest.objects.alias(folded=Fold("body_name")).filter(folded=Fold(Value(name)))
    same = Q(pk__in=described.values("pk")) | named(name, "municipality__")
    if interest.municipality_id:
        same = Q(municipality=interest.municipality_id) | Q(pk__in=described.values("pk"))
    others = Interest.objects.visible_to(user).filter(same, country=interest.country)
    others = others.exclude(Q(pk=interest.pk) | Q(merged_into=interest, merged_into__isnull=False))
    return others.select_related("municipality", "dialogue")[:MOST_INTERESTS]


def mergeable(interest: Interest, user: Any) -> QuerySet[Interest]:
    """Those that wait in the same dialogue; of its country first."""
    waiting = Interest.objects.visible_to(user).waiting().filter(dialogue=interest.dialogue_id)
    own_first = waiting.exclude(pk=interest.pk).order_by(
        Case(When(country=interest.country, then=0), default=1), "country", "waits_since"
    )
    return own_first.select_related("municipality")
