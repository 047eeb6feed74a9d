"""Corrections of an open request: the old text stays beside the new one, for everybody to see."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from suppliers.models import InformationRequest, RequestCorrection, RequestQuestion
from suppliers.requests import telling
from suppliers.requests.enums import QuestionKind
from suppliers.requests.readiness import lines_in_languages, option_problems
from suppliers.requests.writing import RUN, lock_valid

Corrected = InformationRequest | RequestQuestion


def correct(thing: Corrected, fields: dict[str, str], by: Any) -> RequestCorrection:
    """Put texts of an open request, or of its question, right: localized names to new texts. Raises Refused."""
    request = thing.request if isinstance(thing, RequestQuestion) else thing
    require(by, RUN, request)
    with transaction.atomic():
        locked = lock_valid(request)
        if not InformationRequest.objects.taking_answers().filter(pk=locked.pk).exists():
            raise Refused(_("The request takes no answers now. Only while it is open its texts can be put right."))
        current: Any = locked if isinstance(thing, InformationRequest) else locked.questions.get(pk=thing.pk)
        changed = {name: text for name, text in fields.items() if (getattr(current, name) or "") != text}
        refuse_unfit(current, changed)
        correction = written(locked, current, changed, by)
        telling.corrected(correction, by)
    return correction


def refuse_unfit(current: Any, changed: dict[str, str]) -> None:
    """Nothing changed, a text that would be gone in one language, or another number of options."""
    if not changed:
        raise Refused(_("Nothing was changed."))
    if any(getattr(current, name) and not text.strip() for name, text in changed.items()):
        raise Refused(_("A correction takes no text away. Write what is to stand there in this language."))
    if isinstance(current, RequestQuestion) and current.kind in QuestionKind.with_options():
        before = lines_in_languages(current)
        for name, text in changed.items():
            setattr(current, name, text)
        if lines_in_languages(current) != before or list(option_problems(current, "")):
            raise Refused(_("Options may be reworded, line by line, but none comes and none goes: answers name them."))
        current.refresh_from_db()


def written(request: InformationRequest, current: Any, changed: dict[str, str], by: Any) -> RequestCorrection:
    correction = RequestCorrection.objects.create(
        request=request,
        question=current if isinstance(current, RequestQuestion) else None,
        before={name: getattr(current, name) for name in changed},
        after=changed,
        by=by,
    )
    type(current).objects.filter(pk=current.pk).update(**changed)
    current.refresh_from_db()
    return correction
