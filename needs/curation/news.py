"""What others did at the desk while a page was open."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dialogues.models import Dialogue
from needs.curation.locks import Seen
from needs.curation.telling import STEPS
from needs.curation.undoing import readable_acts
from needs.models import CurationAct, NeedTransition

MOST_TOLD = 5
Deed = CurationAct | NeedTransition


def now() -> Seen:
    """How far the desk has come."""
    found = CurationAct.objects.aggregate(act=Max("pk"), undone=Max("undone_at"))
    step = NeedTransition.objects.aggregate(newest=Max("pk"))["newest"]
    return Seen(found["act"] or 0, found["undone"], step or 0)


def since(seen: Seen, user: Any) -> list[Deed]:
    """The newest of what others did since, the last first; she knows what she did herself."""
    found: list[Deed] = [*acts_since(seen, user)[:MOST_TOLD], *steps_since(seen, user)[:MOST_TOLD]]
    return sorted(found, key=moment, reverse=True)[:MOST_TOLD]


def acts_since(seen: Seen, user: Any) -> QuerySet[CurationAct]:
    hers = Q(undone_at=None, actor=user) | Q(undone_by=user)
    return readable_acts(user).filter(seen.since).exclude(hers).select_related("actor", "undone_by").order_by("-pk")


def steps_since(seen: Seen, user: Any) -> QuerySet[NeedTransition]:
    """What staff did on a need's own page. Where an act was undone, that act tells it."""
    if seen.step is None:
        return NeedTransition.objects.none()
    runs = Dialogue.objects.managed_by(user)
    later = NeedTransition.objects.filter(pk__gt=seen.step, action__in=STEPS, subject__dialogue__in=runs)
    undone = CurationAct.objects.filter(
        needs=OuterRef("subject"), undone_by=OuterRef("actor"), undone_at__gte=OuterRef("at")
    )
    others = later.exclude(actor=user).exclude(Exists(undone), action="reopen")
    return others.select_related("subject", "actor").order_by("-pk")


def moment(deed: Deed) -> datetime:
    return getattr(deed, "undone_at", None) or deed.at


def after(seen: Seen, deeds: list[Deed]) -> Seen:
    """How far one is who was told of these."""
    acts = [deed for deed in deeds if isinstance(deed, CurationAct)]
    steps = [deed.pk for deed in deeds if isinstance(deed, NeedTransition)]
    undone = [act.undone_at for act in acts if act.undone_at]
    return Seen(
        max([seen.act, *(act.pk for act in acts)]),
        max([*undone, *filter(None, [seen.undone])], default=None),
        max([seen.step or 0, *steps]),
    )
