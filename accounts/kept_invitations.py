"""How long invitations are kept, and what becomes of them, whatever it is that people are invited to."""

from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from core.addresses import NOWHERE
from core.kept import Person, Withheld, last_step, nowhere
from core.periods import period
from core.workflow import move


def until(trail: Any) -> Case:
    """By the last step of their trail; what is still open, by the day on which it runs out."""
    of = trail._meta.get_field("subject").related_model
    return Case(
        When(email__endswith=NOWHERE, then=None),
        When(state__in=of.OPEN, then=period("invitations").after("expires_at")),
        default=period("invitations").after(Coalesce(last_step(trail, "pk"), F("created_at"))),
    )


def forget(rows: QuerySet[Any]) -> Withheld:
    rows.update(name="", email=nowhere(str(rows.model._meta.model_name)))
    return {}


def erase(rows: QuerySet[Any], person: Person) -> None:
    """An invitation that still waits for her waits no longer."""
    hers = rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    for invitation in hers.open():
        move(invitation, "expire", None)
    forget(hers)
