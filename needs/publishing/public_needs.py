"""Rows of the public list of needs: text, body and codes, and of the demand only what its body lets be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language

from core.texts import Text, text_of
from needs.models import Challenge, ChallengeNeed, DemandLine, Need


def with_what_is_shown(needs: QuerySet[Need]) -> QuerySet[Need]:
    """For a page or a file of them; `shown_lines` are the only lines that are read."""
    lines = DemandLine.objects.filter(is_public=True).select_related("unit").order_by("year", "unit__position", "unit")
    return needs.select_related("municipality", "category", "dialogue").prefetch_related(
        Prefetch("demand_lines", lines, to_attr="shown_lines")
    )


@dataclass(frozen=True)
class NeedRow:
    url: str
    title: Text
    outcome: Text
    municipality: Text
    country: str
    category: Text
    language: str
    demand: list[str]


def rows(needs: Iterable[Any]) -> list[NeedRow]:
    return [row(need) for need in needs]


def row(need: Any) -> NeedRow:
    return NeedRow(
        reverse("need", args=[need.pk]),
        text_of(need, "title"),
        text_of(need, "outcome"),
        text_of(need.municipality, "name"),
        need.municipality.get_country_display(),
        text_of(need.category, "name"),
        need.get_language_display(),
        [line_in_words(line) for line in need.shown_lines],
    )


def line_in_words(line: DemandLine) -> str:
    """ "300 deliveries, 2027" """
    return f"{quantity(line)} {text_of(line.unit, 'name')}, {line.year}"


def quantity(line: DemandLine) -> str:
    return str(number_format(line.quantity.normalize(), use_l10n=True, force_grouping=True))


def challenges_with(need: Need) -> list[tuple[str, str]]:
    """The published challenges that use it: address and title."""
    language = get_language()
    used = in_what_is_published(ChallengeNeed.objects.filter(need=need, challenge__published__isnull=False))
    found = Challenge.objects.public().filter(pk__in=used.values("challenge")).order_by("-published_at", "-pk")
    return [(challenge.get_absolute_url(), challenge.listing[language]["title"]) for challenge in found]


def of_challenge(challenge: Challenge) -> list[Need]:
    """The public needs that its published statement came of."""
    used = in_what_is_published(challenge.sources.all())
    return list(Need.objects.public().filter(pk__in=used.values("need")).select_related("municipality").order_by("pk"))


def in_what_is_published(sources: QuerySet[ChallengeNeed]) -> QuerySet[ChallengeNeed]:
    """Without what was joined since the published version was frozen: that is for the next."""
    frozen = Coalesce("challenge__published__circulated_at", "challenge__published__published_at")
    return sources.filter(added_at__lte=frozen)
