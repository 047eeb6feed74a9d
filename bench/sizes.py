"""The same pages with a hundred, ten thousand and a hundred thousand public needs. SIZES makes them fewer."""

import os
from functools import partial

from django.db import connection

from bench.data import SLUG
from bench.found import make_public, uncached
from bench.harness import Row, milliseconds, quickest
from bench.pages import visit
from needs.models import PublicNeed

SIZES = [int(size) for size in os.environ.get("SIZES", "100 10000 100000").split()]
ROUNDS = 40
MOST = "≤ 1.2"
SEARCH = "a search among the needs"  # has no such goal: it counts what it finds


def measure() -> list[Row]:
    taken = [times(size) for size in SIZES]
    sizes = " / ".join(f"{size:,}" for size in SIZES)
    return [
        Row(
            what,
            " / ".join(milliseconds(times[what]) for times in taken),
            f"{sizes} needs",
            grown(taken, what),
            "" if what.startswith(SEARCH) else MOST,
        )
        for what in taken[0]
    ]


def grown(taken: list[dict[str, float]], what: str) -> float:
    return taken[-1][what] / taken[0][what]


def times(size: int) -> dict[str, float]:
    """Seconds for each page, and for lists also where nobody asked for them before."""
    make_public(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    need = PublicNeed.objects.order_by("pk").values_list("pk", flat=True)[0]
    fresh = {
        f"{what}, that nobody asked for before": partial(uncached, visit("/en/needs/", query))
        for what, query in {"the list of needs": "", SEARCH: "q=deliveries+to+schools"}.items()
    }
    pages = {
        "the list of needs": visit("/en/needs/"),
        "a need's page": visit(f"/en/needs/{need}/"),
        "a challenge's page": visit(f"/en/challenges/{SLUG}/"),
    }
    return {
        what: taken
        for some in (pages, fresh)  # one after the other: the latter throw away what is kept
        for what, taken in zip(some, quickest(ROUNDS, *some.values()), strict=True)
    }
