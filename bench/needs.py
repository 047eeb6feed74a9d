"""Finding needs among a hundred thousand: the search, the list's page, and needs that are like another."""

import time
from collections.abc import Callable
from functools import partial
from itertools import islice

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.test import Client

from accounts.models import User
from bench.data import manager
from bench.harness import Row, milliseconds
from dialogues.models import Dialogue
from needs import made_needs
from needs.curation.search import Meaning, Rank, best, fitting
from needs.curation.similar import similar
from needs.figures.demand import demand_of_lines, lines_of
from needs.models import DemandLine, Need, SearchText

NEEDS, ROUNDS, PAGE = 100_000, 5, 50
# What people look for: one word and several, frequent and rare, in all languages, names and codes
SEARCHES = (
    "schools",
    "delivery of goods",
    "skoler",
    "varelevering skoler",
    "avfall",
    "möbler",
    "leveranser till skolor",
    "sygehuse",
    "måltider plejehjem",
    "jätteet",
    "kuljetus kouluihin",
    "sairaala",
    "electric vans",
    "Turku",
    "Goteborgg",
    "601",
    "60160000",
    "emissions hospitals Oslo",
    "gravemaskiner",
    "cargo bikes islands",
)


def measure() -> list[Row]:
    made_needs.make(NEEDS, Dialogue.objects.order_by("pk"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return [search(), page(), near(), rolled_up()]


def search() -> Row:
    """Both find the same hits with the same index; the one ranks the newest of them, the other ranks them all."""
    visible = Need.objects.visible_to(manager())
    asked = [meaning(text) for text in SEARCHES]
    ours = [seconds(partial(fast, visible, query)) for _ in range(ROUNDS) for query in asked]
    exact = [seconds(partial(exactly, visible, query)) for _ in range(ROUNDS) for query in asked]
    return Row(
        f"search of {NEEDS:,} needs, 95th percentile of {len(asked)} searches (SQL)",
        milliseconds(percentile(ours)),
        f"ranking all that is found: {milliseconds(percentile(exact))}",
        percentile(ours) / percentile(exact),
        "≤ 0.4",
    )


def meaning(text: str) -> str:
    return Need.objects.values_list(Meaning(text)).first()[0]


def fast(needs: QuerySet[Need], query: str) -> list:
    return list(best(needs, query).values_list("pk")[:PAGE])


def exactly(needs: QuerySet[Need], query: str) -> list:
    ranked = fitting(needs, query).annotate(rank=Rank("search__words", query)).order_by("-rank", "-pk")
    return list(ranked.values_list("pk")[:PAGE])


def page() -> Row:
    """The list's page with a search and without one, for a programme manager."""
    client = Client()
    client.force_login(manager())
    addresses = [f"/en/workspace/needs/?q={text}" for text in SEARCHES]
    for address in addresses:
        client.get(address)
    found = [seconds(partial(get, client, address)) for _ in range(ROUNDS) for address in addresses]
    plain = [seconds(partial(get, client, "/en/workspace/needs/")) for _ in range(ROUNDS * 4)]
    return Row(
        "the page of a search, median",
        milliseconds(median(found)),
        f"the page of the plain list: {milliseconds(median(plain))}",
        median(found) / median(plain),
        "≤ 1.5",
    )


def get(client: Client, address: str) -> None:
    if client.get(address).status_code != 200:
        raise SystemExit(f"{address} does not open")


def near() -> Row:
    """Everything that is proposed beside a need, with its reasons, against the similarity of all titles alone."""
    user = User.objects.get(pk=manager().pk)
    # How long one takes depends on how common the parts of its title are: forty, from all over the list
    chosen = Need.objects.order_by("pk").values_list("pk", flat=True)[:: NEEDS // 40]
    found = Need.objects.filter(pk__in=list(chosen)).select_related("search")
    needs = list(found.prefetch_related("demand_lines", "cpv_codes"))
    ours = [seconds(partial(similar, need, user)) for need in needs for _ in range(2)]
    scanned = [seconds(partial(by_scan, need.search.title)) for need in needs[::4]]
    return Row(
        f"needs like another, median of {len(needs)}",
        milliseconds(median(ours)),
        f"a sequential scan by similarity: {milliseconds(median(scanned))}",
        median(scanned) / median(ours),
        "≥ 8",
    )


def by_scan(title: str) -> list:
    nearness = Coalesce(TrigramSimilarity("title", title), 0.0)
    return list(SearchText.objects.annotate(near=nearness).filter(near__gte=0.7).order_by("-near").values("pk")[:PAGE])


def rolled_up() -> Row:
    """The quantities of the largest dialogue per unit and year, against the same lines added up in Python."""
    dialogue = max(Dialogue.objects.all(), key=lambda dialogue: dialogue.needs.count())
    needs = Need.objects.filter(dialogue=dialogue).order_by()
    ours = [seconds(lambda: demand_of_lines(lines_of(needs))) for _ in range(ROUNDS)]
    added = [seconds(partial(add_up, needs)) for _ in range(2)]
    return Row(
        f"the demand of {needs.count():,} needs of a dialogue, rolled up",
        milliseconds(median(ours)),
        f"the lines added up in Python: {milliseconds(min(added))}",
        median(ours) / min(added),
    )


def add_up(needs: QuerySet[Need]) -> dict:
    found: dict = {}
    bodies: dict = {}
    for line in DemandLine.objects.filter(need__in=needs).select_related("unit", "need"):
        key = line.unit.base_id or line.unit_id, line.year
        found[key] = found.get(key, 0) + line.quantity * line.unit.factor
        bodies.setdefault(key, set()).add(line.need.municipality_id)
    return found


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def median(taken: list[float]) -> float:
    return sorted(taken)[len(taken) // 2]


def percentile(taken: list[float], part: float = 0.95) -> float:
    return next(islice(sorted(taken), int(len(taken) * part), None))
