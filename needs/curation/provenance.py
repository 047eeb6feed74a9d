"""Where the parts of a challenge came from, which of them left it and why, and what became of one need."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst

from needs.curation.telling import deed
from needs.enums import ActKind
from needs.models import Challenge, CurationAct, Need


@dataclass(frozen=True)
class LeftOut:
    """A need that was taken out of a challenge, and is not there any more."""

    need: Need
    act: CurationAct


def left_out(challenge: Challenge) -> list[LeftOut]:
    """The newest first, each need once: with the act that took it out last."""
    taken = Q(kind=ActKind.REMOVE, challenge=challenge) | Q(kind=ActKind.MOVE, other=challenge)
    acts = CurationAct.objects.filter(taken, undone_at=None).select_related("actor").order_by("-pk")
    there = set(challenge.sources.values_list("need", flat=True))
    found: dict[int, LeftOut] = {}
    for act in acts.prefetch_related("needs__municipality"):
        for need in act.needs.all():
            if need.pk not in there:
                found.setdefault(need.pk, LeftOut(need, act))
    return list(found.values())


def history(need: Need) -> list[dict[str, Any]]:
    """What was done with a need at the desk beside answering it, which its trail tells; oldest first.

    Said as of this need alone: how many others it was done with, its body need not know.
    """
    acts = need.acts.exclude(kind__in=(ActKind.ACCEPT, ActKind.DECLINE)).select_related("actor", "undone_by")
    return [{"act": act, "deed": capfirst(deed(of_one(act)))} for act in acts.order_by("pk")]


def of_one(act: CurationAct) -> CurationAct:
    return CurationAct(kind=act.kind, title=act.title, before={**act.before, "count": 1})
