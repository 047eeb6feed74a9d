"""Writing a need: begun once, then section by section, by several people one after another."""

from typing import Any

from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import Refused
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.enums import NeedState
from needs.intake.taking_part import dialogues_of, outside
from needs.models import Category, Need
from needs.workflow import locked


def begin(body: Municipality, dialogue: Dialogue, by: Any, *, title: str, category: Category, language: str) -> Need:
    require(by, "municipalities.write_for_body", body)
    if not dialogues_of(body).filter(pk=dialogue.pk).exists():
        raise Refused(outside(body, dialogue) or _("The dialogue is over: no need is begun for it any more."))
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
