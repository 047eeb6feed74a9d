"""Finding needs by their words, in six languages at once: `needs/migrations/0002` has how a word is understood."""

import re

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, FloatField, Func, QuerySet, TextField, Value

from needs.models import Need

MOST_WORDS = 10
# Of more needs than these only the newest are ranked
MOST_RANKED = 1000


class Fits(Func):
    """Whether a need is among those that fit a query, as `Meaning` answers it.

    As an array of numbers: so the index of needs gives them in its order, and stops where enough are found.
    """

    template = "(%(expressions)s::tsquery))))"
    arg_joiner = " = ANY(ARRAY(SELECT need_hits("
    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("pk"), Value(query))


class Rank(Func):
    """How well a need fits a query: words in titles count ten times those in texts."""

    function = "ts_rank"
    template = "%(function)s(%(expressions)s::tsquery)"
    output_field = FloatField()

    def __init__(self, vector: str, query: str) -> None:
        super().__init__(F(vector), Value(query))


class Meaning(Func):
    """What was typed, as the text of a query for `fits`: see `need_query` in the database."""

    template = "(SELECT need_query(%(expressions)s::text[])::text)"
    output_field = TextField()

    def __init__(self, text: str) -> None:
        super().__init__(Value(words(text), ArrayField(TextField())))


def words(text: str) -> list[str]:
    """The words of what was typed; a CPV code without its check digit."""
    codes = re.sub(r"\b(\d{8})-\d\b", r"\1", text.lower())
    return re.findall(r"[^\W_]+", codes)[:MOST_WORDS]


def fitting(needs: QuerySet[Need], query: str) -> QuerySet[Need]:
    """All needs that fit."""
    return needs.filter(Fits(query))


def best(needs: QuerySet[Need], query: str) -> QuerySet[Need]:
    """The needs that fit, the best first; of many the newest, one more than MOST_RANKED, so that one sees it."""
    newest = fitting(needs, query).order_by("-pk").values("pk")[: MOST_RANKED + 1]
    ranked = Need.objects.filter(pk__in=newest).annotate(rank=Rank("search__words", query))
    return ranked.order_by("-rank", "-pk")
