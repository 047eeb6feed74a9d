"""What everybody reads: released answers, and nothing of who or how many asked."""

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat
from modeltranslation.utils import build_localized_fieldname

from core.search import Fold
from core.texts import Text, localized_names
from dialogues.models import Dialogue
from needs.models import Challenge, Statement
from suppliers.models import AnswerVersion, QuestionAnswer
from suppliers.models.answer import TEXTS
from suppliers.questions.enums import VersionState
from suppliers.questions.subjects import with_subjects

MOST_WORDS = 10
SHOWN = 5  # answers on the page of what they are about; all of them are a click away


def answers(dialogue: Dialogue) -> QuerySet[QuestionAnswer]:
    """Released ones, the newest first."""
    return QuestionAnswer.objects.public().filter(dialogue=dialogue).order_by("-released_at", "-pk")


def about(thing: Model) -> QuerySet[QuestionAnswer]:
    """Of a challenge whatever is about it, its clauses and its briefs; of anything else what is about just that."""
    public = QuestionAnswer.objects.public().order_by("-released_at", "-pk")
    if isinstance(thing, Challenge):
        return public.filter(challenge=thing)
    return public.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)


def shown(rows: QuerySet[QuestionAnswer]) -> QuerySet[QuestionAnswer]:
    """With the texts, in a constant number of queries."""
    versions = AnswerVersion.objects.filter(state__in=VersionState.public()).order_by("-number")
    texts = Prefetch("versions", versions, to_attr="public_versions")
    return with_subjects(rows.select_related("dialogue", "challenge").prefetch_related(texts, what_it_led_to()))


def what_it_led_to() -> Any:
    """Its number, state and challenge, without its texts."""
    statements = Statement.objects.select_related("challenge")
    return Prefetch("led_to", statements.only("number", "state", "challenge__slug"))


def found(rows: QuerySet[QuestionAnswer], query: str) -> QuerySet[QuestionAnswer]:
    """Those with all of the words, in whatever language, in question or answer as they read now."""
    words = re.findall(r"[^\W_]+", query)[:MOST_WORDS]
    if not words:
        return rows
    names = [name for field in TEXTS for name in localized_names(field)]
    fields = [Coalesce(F(name), Value(""), output_field=TextField()) for name in names]
    parts = [part for field in fields for part in (field, Value(" "))]
    said = Fold(Concat(*parts, output_field=TextField()))
    versions = AnswerVersion.objects.filter(state=VersionState.RELEASED).alias(said=said)
    for word in words:
        versions = versions.filter(said__contains=Fold(Value(word)))
    return rows.filter(pk__in=versions.values("answer"))


def text_in(version: AnswerVersion, field: str, language: str) -> Text:
    """Released texts are there in every language."""
    text = getattr(version, build_localized_fieldname(field, language))
    return Text(text, language) if text else Text(getattr(version, f"{field}_{version.language}"), version.language)
