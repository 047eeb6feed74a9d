"""What others did at the desk while a page was open."""

from typing import Any

from django.db.models import Max, Q, QuerySet

from needs.curation.locks import Seen
from needs.curation.undoing import readable_acts
from needs.models import CurationAct

MOST_TOLD = 5


def now() -> Seen:
    """How far the desk has come."""
    found = CurationAct.objects.aggregate(act=Max("pk"), undone=Max("undone_at"))
    return Seen(found["act"] or 0, found["undone"])


def since(seen: Seen, user: Any) -> QuerySet[CurationAct]:
    """What others did since, the newest first; she knows what she did herself."""
    hers = Q(undone_at=None, actor=user) | Q(undone_by=user)
    return readable_acts(user).filter(seen.since).exclude(hers).select_related("actor", "undone_by").order_by("-pk")


def after(seen: Seen, acts: list[CurationAct]) -> Seen:
    """How far one is who was told of these."""
    undone = [act.undone_at for act in acts if act.undone_at]
    return Seen(max([seen.act, *(act.pk for act in acts)]), max([*undone, *filter(None, [seen.undone])], default=None))
