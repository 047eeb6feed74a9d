"""Questions and answers that are like a question, each with the reasons. Proposed, and never more than that.

Words are compared within a language: with other questions in the same one, and with the answers' public questions,
which are in all. What is about the same clause, brief or event is worth a look in whatever language.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.search import Fold
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import AnswerVersion, Question
from suppliers.questions.enums import QuestionState, VersionState
from suppliers.questions.subjects import with_subjects

MOST, CANDIDATES = 5, 40
MUCH_THE_SAME, ENOUGH_WORDS, SHORTEST_STEM = 0.35, 3, 4
CONFIG = {"en": "english", "nb": "norwegian", "sv": "swedish", "da": "danish", "fi": "finnish", "is": "simple"}
WIDE = (Dialogue, Challenge)  # that two questions are about the same of these says little


@dataclass(frozen=True)
class Similar:
    thing: Any
    reasons: list[str]
    score: float


class Stems(Func):
    """The stems of a text's words, in a language's own way."""

    template = "tsvector_to_array(to_tsvector('%(config)s', %(expressions)s))"
    output_field = ArrayField(TextField())


def compared(rows: QuerySet[Any], field: Any, question: Question) -> QuerySet[Any]:
    text = Coalesce(field, Value(""), output_field=TextField())
    mine: Any = Fold(Value(question.text, TextField()))
    near = TrigramSimilarity(Fold(text), mine)
    config = CONFIG[question.language]
    return rows.annotate(
        near=Coalesce(near, Value(0.0), output_field=FloatField()),
        stems=Stems(text, config=config),
        mine=Stems(Value(question.text, TextField()), config=config),
    ).order_by("-near", "-pk")


def questions(question: Question) -> list[Similar]:
    """Those of the same dialogue that wait too, the most similar first."""
    others = question.dialogue.questions.filter(state=QuestionState.RECEIVED).exclude(pk=question.pk)
    same_place = Q(content_type=question.content_type_id, object_id=question.object_id)
    rows = compared(others.filter(Q(language=question.language) | same_place), F("text"), question)
    found = with_subjects(rows.select_related("company"))[:CANDIDATES]
    return best(compare(question, other, other.language == question.language) for other in found)


def answers(question: Question) -> list[Similar]:
    """Released ones, to point to, and those that are being written, to put the question into."""
    shown = [VersionState.DRAFT, VersionState.RELEASED]
    versions = AnswerVersion.objects.filter(answer__dialogue=question.dialogue_id, state__in=shown)
    if question.answer_id:
        versions = versions.exclude(answer=question.answer_id)
    field = F(build_localized_fieldname("question", question.language))
    rows = compared(versions.select_related("answer__dialogue"), field, question)[:CANDIDATES]
    found = {version.answer_id: version for version in reversed(rows)}
    return best(compare(question, version, True) for version in found.values())


def best(found: Any) -> list[Similar]:
    return sorted(filter(None, found), key=lambda one: (-one.score, -one.thing.pk))[:MOST]


def compare(question: Question, other: Any, is_same_language: bool) -> Similar | None:
    """None where nothing but chance is common."""
    place: Any = other.answer if isinstance(other, AnswerVersion) else other
    here = (question.content_type_id, question.object_id) == (place.content_type_id, place.object_id)
    is_narrow = here and not issubclass(question.content_type.model_class(), WIDE)  # type: ignore[arg-type]
    common = sorted(stem for stem in set(other.stems) & set(other.mine) if len(stem) >= SHORTEST_STEM)
    words = common if is_same_language else []
    near = is_same_language and other.near >= MUCH_THE_SAME
    if not near and not is_narrow and len(words) < ENOUGH_WORDS:
        return None
    reasons = [
        *([_("Much the same text")] if near else []),
        *([_("About the same")] if here else []),
        *([_("Common words: %(words)s") % {"words": ", ".join(words[:8])}] if words else []),
    ]
    score = 3 * other.near * is_same_language + is_narrow + 0.2 * len(words) + 0.1 * here
    return Similar(other, reasons, score)
