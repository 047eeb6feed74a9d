"""Finding needs by their words, in six languages at once: `needs/migrations/0002` has how a word is understood."""

import re
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import F, FloatField, Func, Lookup, QuerySet, Value

from needs.models import Need

MOST_WORDS = 10
# Of more needs than these only the newest are ranked, those with the words in their titles first
MOST_RANKED = 1000


@SearchVectorField.register_lookup
class Fits(Lookup):
    """`words__fits=query`: PostgreSQL's own match, with a query as `meaning` answers it."""

    lookup_name = "fits"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, of_column = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*of_column, self.rhs)


class Rank(Func):
    """How well a need fits a query: words in titles count ten times those in texts."""

    function = "ts_rank"
    template = "%(function)s(%(expressions)s::tsquery)"
    output_field = FloatField()

    def __init__(self, vector: str, query: str) -> None:
        super().__init__(F(vector), Value(query))


def words(text: str) -> list[str]:
    """The words of what was typed; a CPV code without its check digit."""
    codes = re.sub(r"\b(\d{8})-\d\b", r"\1", text.lower())
    return re.findall(r"[^\W_]+", codes)[:MOST_WORDS]


def meaning(text: str) -> str:
    """What was typed, as a query for `fits`: see `need_query` in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT need_query(%s::text[])::text", [words(text)])
        return cursor.fetchone()[0]


def fitting(needs: QuerySet[Need], query: str) -> QuerySet[Need]:
    """All needs that fit."""
    return needs.filter(search__words__fits=query)


def best(needs: QuerySet[Need], query: str) -> QuerySet[Need]:
    """The needs that fit, the best first; of more than MOST_RANKED the newest of them."""
    numbers = needs.order_by("-pk").values("pk")
    titled = numbers.filter(search__titles__fits=query)[: MOST_RANKED + 1]
    anywhere = numbers.filter(search__words__fits=query)[: MOST_RANKED + 1]
    return (
        Need.objects.filter(pk__in=titled.union(anywhere))
        .annotate(rank=Rank("search__words", query))
        .order_by("-rank", "-pk")
    )
