"""For which dialogues a body writes needs, and why not for others."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.enums import Phase
from dialogues.models import Dialogue
from municipalities.enums import ParticipationRole
from municipalities.models import Municipality

OBSERVES = gettext_lazy(
    "Your body observes, and observers write no needs. Ask the programme manager to let it take part."
)


def dialogues_of(body: Municipality) -> QuerySet[Dialogue]:
    """For which a body may begin needs: those it takes part in, and that are not over."""
    parts = body.participations.filter(role=ParticipationRole.PARTICIPANT)
    return (
        Dialogue.objects.filter(pk__in=parts.values("dialogue")).filter(phase__in=Phase.open_to_needs()).order_by("-pk")
    )


def observes(body: Municipality) -> bool:
    """Whether it is an observer in any."""
    return body.participations.filter(role=ParticipationRole.OBSERVER).exists()


def outside(body: Municipality, dialogue: Dialogue) -> str:
    """Why a body hands in no needs; empty where it takes part."""
    role = body.participations.filter(dialogue=dialogue).values_list("role", flat=True).first()
    if role == ParticipationRole.PARTICIPANT:
        return ""
    if role == ParticipationRole.OBSERVER:
        return str(OBSERVES)
    return _(
        "Your body does not take part in this dialogue any more. What it has written stays. "
        "Ask the programme manager to let it take part again."
    )
