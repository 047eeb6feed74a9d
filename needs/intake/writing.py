"""Writing a need: begun once, then section by section, by several people one after another."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import Refused
from dialogues.enums import Phase
from dialogues.models import Dialogue
from municipalities.enums import ParticipationRole
from municipalities.models import Municipality
from needs.enums import NeedState
from needs.models import Category, Need
from needs.workflow import locked

OBSERVES = gettext_lazy(
    "Your body observes, and observers write no needs. Ask the programme manager to let it take part."
)


def dialogues_of(body: Municipality) -> QuerySet[Dialogue]:
    """For which a body may write needs: those it takes part in, and that are not over."""
    parts = body.participations.filter(role=ParticipationRole.PARTICIPANT)
    return (
        Dialogue.objects.filter(pk__in=parts.values("dialogue")).filter(phase__in=Phase.open_to_needs()).order_by("-pk")
    )


def observes(body: Municipality, dialogue: Dialogue | None = None) -> bool:
    """Whether it is an observer in the dialogue, or in any."""
    parts = body.participations.filter(role=ParticipationRole.OBSERVER)
    return (parts.filter(dialogue=dialogue) if dialogue else parts).exists()


def begin(body: Municipality, dialogue: Dialogue, by: Any, *, title: str, category: Category, language: str) -> Need:
    require(by, "municipalities.write_for_body", body)
    if not dialogues_of(body).filter(pk=dialogue.pk).exists():
        if observes(body, dialogue):
            raise Refused(str(OBSERVES))
        raise Refused(_("Your municipality does not take part in this dialogue any more."))
    return Need.objects.create(
        municipality=body,
        dialogue=dialogue,
        category=category,
        language=language,
        **{build_localized_fieldname("title", language): title},
    )


def write(need: Need, form: Any, by: Any) -> Need | None:
    """Bring what is typed together with what is stored; the need as it is then, or None if there are conflicts.

    In a conflict nothing is stored, and the form shows both texts.
    """
    require(by, "needs.edit_need", need)
    with locked(need) as current:
        refuse_unless_written(current)
        values = form.merged_with(current)
        if values is None:
            return None
        form.put(current, values)
        current.save()
    return current


def refuse_unless_written(need: Need) -> None:
    """Staff read what was submitted; it does not change under them."""
    if need.state not in NeedState.written():
        raise Refused(
            _("The need is not being written any more (it is now: %(state)s). Your text is not saved: copy it first.")
            % {"state": need.get_state_display()}
        )
