"""Finding needs by their words, in six languages at once: `needs/migrations/0002` has how a word is understood."""

import re

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, FloatField, Func, QuerySet, TextField, Value

from needs.models import Need

MOST_WORDS = 10
# Of more needs than these only the newest are ranked, those with the words in their titles first
MOST_RANKED = 1000


class Hits(Func):
    """The numbers of the needs that fit a query, as `meaning` answers it: a table for `pk__in`."""

    template = "(SELECT need_hits(%(expressions)s::tsquery))"
    output_field = BigIntegerField()
    subquery = True

    def __init__(self, query: str) -> None:
        super().__init__(Value(query))


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
    return needs.filter(pk__in=Hits(query))


def best(needs: QuerySet[Need], query: str) -> QuerySet[Need]:
    """The needs that fit, the best first; of more than MOST_RANKED the newest of them."""
    newest = needs.order_by("-pk").values("pk")
    titled, anywhere = (fitting(newest, one)[:MOST_RANKED] for one in (in_titles(query), query))
    return (
        Need.objects.filter(pk__in=titled.union(anywhere))
        .annotate(rank=Rank("search__words", query))
        .order_by("-rank", "-pk")
    )


def in_titles(query: str) -> str:
    """The query for words of titles, while names of bodies, categories and codes are asked for as before."""
    return re.sub(r"('[^']*')(:\*)?", in_title, query)


def in_title(word: re.Match[str]) -> str:
    return word[0] if ":" in word[1] else f"{word[1]}{word[2] or ':'}A"
