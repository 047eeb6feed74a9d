"""Translations of a need: written by its municipality or by staff; the original stays the authority."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, Func, OuterRef, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from core.merging import MARK_LENGTH, mark
from core.permissions import require
from core.workflow import Refused
from needs.enums import NeedState
from needs.intake.sections import TEXTS, original
from needs.models import Need, NeedTranslation
from needs.workflow import locked

LANGUAGES = dict(settings.LANGUAGES)
OVER = (NeedState.DECLINED, NeedState.WITHDRAWN)


class Standing(models.TextChoices):
    """How a translation stands to the original."""

    MISSING = "missing", gettext_lazy("Missing")
    PARTIAL = "partial", gettext_lazy("In part")
    OUTDATED = "outdated", gettext_lazy("Outdated: the original changed")
    CURRENT = "current", gettext_lazy("Complete")


COLORS = {Standing.PARTIAL: "warning", Standing.OUTDATED: "warning", Standing.CURRENT: "success"}


class Mark(Func):
    """`core.merging.mark` of a text, as the database computes it."""

    template = f"left(encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex'), {MARK_LENGTH})"
    output_field = TextField()


@dataclass(frozen=True)
class Row:
    """A language that a need is not written in. `record` says who translated and when, where that is known."""

    code: str
    language: str
    standing: Standing
    record: NeedTranslation | None

    @property
    def color(self) -> str:
        return COLORS.get(self.standing, "neutral")


def original_mark(need: Need) -> str:
    return mark("\n\n".join(original(need, field) for field in TEXTS))


def overview(need: Need) -> list[Row]:
    records = {record.language: record for record in need.translations.all()}
    others = [(code, name) for code, name in settings.LANGUAGES if code != need.language]
    return [Row(code, name, standing(need, code, records.get(code)), records.get(code)) for code, name in others]


def standing(need: Need, language: str, record: NeedTranslation | None) -> Standing:
    wanted = [field for field in TEXTS if original(need, field)]
    there = [field for field in wanted if getattr(need, build_localized_fieldname(field, language))]
    if not there:
        return Standing.MISSING
    if record and record.original_mark != original_mark(need):
        return Standing.OUTDATED
    return Standing.CURRENT if there == wanted else Standing.PARTIAL


def outdated() -> Exists:
    """Of needs: whether the original of a translation changed since. Nobody translates those that are over."""
    title, *others = (in_own_language(field) for field in TEXTS)
    text = Concat(title, *(piece for other in others for piece in (Value("\n\n"), other)), output_field=TextField())
    records = NeedTranslation.objects.filter(need=OuterRef("pk")).exclude(need__state__in=OVER)
    return Exists(records.exclude(original_mark=Mark(text)))


def in_own_language(field: str) -> Case:
    """A text of a translation's need; the database's word for `original`."""
    own = (When(need__language=code, then=f"need__{build_localized_fieldname(field, code)}") for code in LANGUAGES)
    return Case(*own, output_field=TextField())


def translate(need: Need, language: str, form: Any, by: Any, seen_original: str) -> bool:
    """Store a translation of the original that bears the mark `seen_original`; False if there are conflicts."""
    require(by, "needs.translate_need", need)
    with locked(need) as current:
        if current.state in OVER or current.language == language:
            said = _("This need is not translated any more (it is now: %(state)s).")
            raise Refused(said % {"state": current.get_state_display()})
        values = form.merged_with(current)
        if values is None:
            return False
        form.put(current, values)
        current.save()
        record(current, language, by, seen_original or original_mark(current))
    return True


def record(need: Need, language: str, by: Any, seen: str) -> None:
    """Who translated last, and from what; nothing where the translation was taken away."""
    if not any(getattr(need, build_localized_fieldname(field, language)) for field in TEXTS):
        need.translations.filter(language=language).delete()
    else:
        need.translations.update_or_create(
            language=language, defaults={"original_mark": seen[:MARK_LENGTH], "written_by": by}
        )
