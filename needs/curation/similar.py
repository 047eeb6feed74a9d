"""Needs that are like another, each with the reasons: nearly its title, its words, its CPV branches, its years.

Proposed and never more than that. Few candidates are taken from the indexes, and only these are compared.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.texts import Text, localized_names
from needs.curation.search import MOST_WORDS, Rank, fitting
from needs.enums import NeedState
from needs.models import DemandLine, HiddenSimilar, Need

MOST, CANDIDATES, MOST_STEMS = 5, 40, 4
# A word that more than a fifth of the newest needs have, and more than a few of them, tells nothing
NEWEST, FIFTH, FEW = 60, 5, 5
NEARLY_SAME = 0.7  # as need_near in the database has it
GROUP = 3  # digits that name a group of the CPV, such as 601: road transport services
CONFIG = {"en": "english", "nb": "norwegian", "sv": "swedish", "da": "danish", "fi": "finnish", "is": "simple"}
STEMMED = CONFIG.keys() - {"is"}
TEXTS = [name for text in ("situation", "outcome", "constraints") for name in localized_names(text)]
OUT_OF_QUESTION = (NeedState.DRAFT, NeedState.DECLINED, NeedState.WITHDRAWN)


@dataclass(frozen=True)
class Similar:
    need: Need
    reasons: list[str]
    words: Text
    score: float


class Near(Func):
    """The numbers of the needs whose titles are nearest to a text, for `pk__in`."""

    template = "(SELECT need_near(%(expressions)s))"
    output_field = BigIntegerField()
    subquery = True


class Stems(Func):
    """Pairs of a word and its stem, in a language's own way, as "word stem"; what it leaves out (the, og) has none."""

    template = (
        "ARRAY(SELECT word || ' ' || stem FROM unnest(%(expressions)s::text[]) AS word,"
        " unnest(tsvector_to_array(to_tsvector('%(config)s', %(said)s))) AS stem)"
    )
    output_field = ArrayField(TextField())


class Common(Func):
    """The stems, in all languages, that more than a fifth of some needs have: of a query for their words."""

    template = (
        "ARRAY(WITH newest (words) AS MATERIALIZED %(expressions)s"
        " SELECT stem FROM newest, unnest(tsvector_to_array(words)) AS stem GROUP BY stem"
        " HAVING count(*) > greatest(%(few)s, (SELECT count(*) / %(fifth)s FROM newest)))"
    )
    output_field = ArrayField(TextField())


class Shared(Func):
    """Those of some stems that a need's words have."""

    template = "ARRAY(SELECT stem FROM unnest(tsvector_to_array(%(expressions)s::text[])))"
    arg_joiner = ")) AS stem WHERE stem = ANY(("
    output_field = ArrayField(TextField())

    def __init__(self, stems: Iterable[str]) -> None:
        super().__init__(F("search__words"), Value(list(stems), ArrayField(TextField())))


def similar(need: Need, user: Any) -> list[Similar]:
    """What this person may read and has not hidden, the most similar first."""
    stems, said = stems_of(need, user)
    codes = [code.pk for code in need.cpv_codes.all()]
    found = candidates(need, user, stems, codes).annotate(stems=Shared({*stems, *said}))
    compared = [compare(need, other, stems, said, codes) for other in found]
    return sorted(filter(None, compared), key=lambda one: (-one.score, -one.need.pk))[:MOST]


def stems_of(need: Need, user: Any) -> list[dict[str, str]]:
    """The title's most telling words by stem: in English, in which needs are compared, and as the reader is told."""
    wanted = [telling(need, language_of(need, language)) for language in ("en", str(get_language()))]
    newest = Need.objects.visible_to(user).filter(dialogue=need.dialogue_id).order_by("-pk")[:NEWEST]
    common = Common(Subquery(newest.values("search__words")), few=FEW, fifth=FIFTH)
    [[*found, dull]] = Need.objects.filter(pk=need.pk).values_list(*wanted, common)
    return [first_of(pairs, set(dull)) for pairs in found]


def first_of(pairs: list[str], dull: set[str]) -> dict[str, str]:
    """The first stems that are not dull, each with its word."""
    found = ((stem, word) for word, stem in map(str.split, pairs) if stem not in dull)
    return dict(islice(found, MOST_STEMS))


def language_of(need: Need, language: str) -> str:
    """The need's own language where its title is not translated into this one."""
    return language if getattr(need, f"title_{language}") else need.language


def telling(need: Need, language: str) -> Stems:
    """The longest words of the title in a language, the longest first."""
    title = getattr(need, f"title_{language}") or ""
    words = sorted(set(re.findall(r"[^\W\d_]{4,}", title.lower())), key=lambda word: (-len(word), word))
    said = "word" if language in STEMMED else "fold(word)"
    return Stems(Value(words[:MOST_WORDS], ArrayField(TextField())), config=CONFIG[language], said=said)


def candidates(need: Need, user: Any, stems: dict[str, str], codes: list[str]) -> QuerySet[Need]:
    """Of the needs with nearly the same title, and of the newest with a CPV group and enough of the words in common."""
    visible = Need.objects.visible_to(user).exclude(pk=need.pk).exclude(state__in=OUT_OF_QUESTION)
    title = need.search.title  # type: ignore[attr-defined]
    near = visible.filter(pk__in=Near(Value(title), Value(CANDIDATES))).order_by().values("pk")
    worded = fitting(visible, alike(need, stems, codes)).order_by("-pk").values("pk")[:CANDIDATES]
    mine = {"need": OuterRef("pk")}
    lines = DemandLine.objects.filter(**mine).order_by("year")
    return (
        Need.objects.filter(pk__in=near.union(worded) if stems and codes else near)
        .exclude(Exists(hidden_pairs(user).filter(first=need, second=OuterRef("pk"))))
        .exclude(Exists(hidden_pairs(user).filter(first=OuterRef("pk"), second=need)))
        .select_related("municipality")
        .defer(*TEXTS)
        .annotate(
            near=TrigramSimilarity("search__title", title),
            rank=Rank("search__words", any_of(stems)),
            codes=ArraySubquery(Need.cpv_codes.through.objects.filter(**mine).order_by("cpvcode").values("cpvcode")),
            years=ArraySubquery(lines.values("year")),
        )
    )


def hidden_pairs(user: Any) -> QuerySet[HiddenSimilar]:
    return HiddenSimilar.objects.filter(user=user)


def alike(need: Need, stems: dict[str, str], codes: list[str]) -> str:
    """A query for two of the words, or one of them and the category, and one of the CPV groups."""
    pairs = combinations([*map(quoted, stems), quoted(f"category:{need.category_id}")], 2)
    groups = [f"{quoted(f'cpv:{code[:GROUP]}')}:*" for code in codes]
    return f"({' | '.join(f'({one} & {other})' for one, other in pairs)}) & ({' | '.join(groups)})"


def any_of(stems: dict[str, str]) -> str:
    return " | ".join(map(quoted, stems))


def quoted(stem: str) -> str:
    return f"'{stem}'"


def compare(need: Need, other: Any, stems: dict[str, str], said: dict[str, str], codes: list[str]) -> Similar | None:
    """None where nothing but chance is common."""
    words, told = ([word for stem, word in some.items() if stem in other.stems] for some in (stems, said))
    groups = {code[:GROUP] for code in codes} & {code[:GROUP] for code in other.codes}
    years = sorted({line.year for line in need.demand_lines.all()} & set(other.years))
    near, same_category = other.near >= NEARLY_SAME, need.category_id == other.category_id
    if not near and not (groups and words and len(words) + same_category > 1):
        return None
    reasons = [
        *([_("Nearly the same title")] if near else []),
        *([_("Same CPV branch: %(branch)s") % {"branch": ", ".join(sorted(groups))}] if groups else []),
        *([_("Same category")] if same_category else []),
        *([_("Same years: %(years)s") % {"years": ", ".join(map(str, years))}] if years else []),
    ]
    score = 3 * other.near + len(groups) + same_category + 0.3 * len(words) + other.rank + 0.3 * bool(years)
    return Similar(other, reasons, Text(", ".join(told), language_of(need, str(get_language()))), score)


def hide(need: Need, other: Need, user: Any) -> None:
    """Do not propose one beside the other to this person any more. Twice is as good as once."""
    first, second = sorted([need.pk, other.pk])
    HiddenSimilar.objects.get_or_create(user=user, first_id=first, second_id=second)


def show_all(need: Need, user: Any) -> None:
    """Propose again what this person has hidden beside a need."""
    hidden_pairs(user).filter(Q(first=need) | Q(second=need)).delete()


def has_hidden(need: Need, user: Any) -> bool:
    return hidden_pairs(user).filter(Q(first=need) | Q(second=need)).exists()
