"""Needs by the hundred thousand, to see how the portal carries them: believable, in the bodies' own languages."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.enums import Currency
from core.languages import CODES
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.enums import Certainty, NeedState
from needs.models import Category, CpvCode, Need, Unit

LANGUAGE = {"NO": "nb", "SE": "sv", "AX": "sv", "DK": "da", "FO": "da", "GL": "da", "FI": "fi", "IS": "is"}
CURRENCY = {"NO": "NOK", "SE": "SEK", "DK": "DKK", "FO": "DKK", "GL": "DKK", "IS": "ISK"}
STATES = {"accepted": 62, "submitted": 18, "draft": 8, "returned": 5, "declined": 4, "withdrawn": 3}
TEXTS = ("title", "situation", "outcome", "constraints")
PARTS = ("where", "how", "situation", "outcome", "constraints")
BATCH = 5000


@dataclass
class Ground:
    """What needs stand on."""

    dialogues: list[int]
    bodies: list[tuple[int, str]]
    categories: dict[str, int]
    codes: set[str]
    units: dict[str, int]


@cache
def pieces() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def make(number: int, dialogues: Iterable[Dialogue], seed: int = 1) -> int:
    """Make so many needs, of all bodies that are not closed; answers how many. The same seed makes the same."""
    ground = Ground(
        dialogues=[dialogue.pk for dialogue in dialogues],
        bodies=list(
            Municipality.objects.filter(closed_on=None, merged_into=None)
            .order_by("country", "official_name", "pk")
            .values_list("pk", "country")
        ),
        categories=dict(Category.objects.values_list("slug", "pk")),
        codes=set(CpvCode.objects.values_list("code", flat=True)),
        units=dict(Unit.objects.values_list("slug", "pk")),
    )
    if not ground.dialogues or not ground.bodies or not ground.categories or not ground.units:
        return 0
    random = Random(seed)  # noqa: S311 (nothing secret)
    for first in range(0, number, BATCH):
        write([made(random, ground) for _ in range(min(BATCH, number - first))])
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('need_words'), gin_clean_pending_list('need_title_near')")
        cursor.execute("ANALYZE")
    return number


@dataclass
class Made:
    need: dict[str, Any]
    codes: list[str]
    lines: list[dict[str, Any]]


def made(random: Random, ground: Ground) -> Made:
    body, country = random.choice(ground.bodies)
    what = random.choice(
        [piece for piece in pieces()["what"] if piece["category"] in ground.categories] or pieces()["what"]
    )
    language = LANGUAGE.get(country, "en")
    written = timezone.now().replace(microsecond=0) - timedelta(minutes=random.randrange(3 * 365 * 24 * 60))
    state = random.choices(list(STATES), list(STATES.values()))[0]
    need = {
        "dialogue_id": random.choice(ground.dialogues),
        "municipality_id": body,
        "category_id": ground.categories.get(what["category"], next(iter(ground.categories.values()))),
        "state": state,
        "language": language,
        "is_public": state == NeedState.ACCEPTED and random.random() < 0.5,
        "is_illustrative": True,
        "created_at": written,
        "changed_at": written + timedelta(days=7 * (state != NeedState.DRAFT)),
    }
    codes = [code for code in what["cpv"] if code in ground.codes]
    unit = ground.units.get(what["unit"], next(iter(ground.units.values())))
    return Made(need | texts(random, what, language), codes, list(lines(random, unit, country, written)))


def texts(random: Random, what: dict[str, Any], language: str) -> dict[str, str]:
    """In the body's language; more than half are translated into English, one in ten into all languages."""
    parts = {"what": what, **{name: random.choice(pieces()[name]) for name in PARTS}}
    [districts] = pieces()["district"]
    places = ", ".join("".join(map(random.choice, districts[language])) for _ in range(2))
    numbers = {"n": random.randrange(3, 400), "m": random.randrange(2, 30)}
    with_limits, share = random.random() < 0.7, random.random()
    languages = (
        {language} | ({"en"} if share < 0.6 else set()) | ({"nb", "sv", "da", "fi", "is"} if share < 0.1 else set())
    )
    written = {}
    for code in sorted(languages):
        said = {name: part[code].format(**numbers) for name, part in parts.items()}
        written[f"title_{code}"] = f"{said['what']} {said['where']} {said['how']}: {places}"
        for name in ("situation", "outcome", *(["constraints"] if with_limits else [])):
            written[f"{name}_{code}"] = said[name]
    return written


def lines(random: Random, unit: int, country: str, written: datetime) -> Iterator[dict[str, Any]]:
    first, quantity = written.year + random.randrange(1, 4), random.randrange(2, 4000)
    starts = date(first, random.randrange(1, 13), 1)
    value = quantity * random.randrange(40, 900)
    for place in range(random.choice([1, 1, 2, 2, 3, 4])):
        yield {
            "year": first + place,
            "quantity": quantity,
            "unit_id": unit,
            "certainty": random.choice(Certainty.values),
            "contract_ends": starts - timedelta(days=1) if place == 0 else None,
            "earliest_start": starts if place == 0 else None,
            "value_min": value if place == 0 else None,
            "value_max": value * 2 if place == 0 else None,
            "currency": CURRENCY.get(country, Currency.EUR.value) if place == 0 else "",
            "is_public": random.random() < 0.4,
        }
        quantity = int(quantity * random.uniform(0.8, 1.2)) + 1


def write(needs: list[Made]) -> None:
    """One batch, all or nothing, through PostgreSQL's COPY: the quickest way in, and the triggers see it."""
    texts_of = [f"{name}_{code}" for name in TEXTS for code in CODES]
    fields = [name for name in needs[0].need if not name.startswith(TEXTS)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Need._meta.db_table, len(needs)],
        )
        numbers = [row[0] for row in cursor.fetchall()]
        both = list(zip(numbers, needs, strict=True))
        copy(
            cursor,
            Need._meta.db_table,
            ["id", *fields, *texts_of, *TEXTS],
            (
                [
                    number,
                    *(entry.need[name] for name in fields),
                    *(entry.need.get(name) for name in texts_of),
                    *(entry.need.get(f"{name}_en", "") for name in TEXTS),
                ]
                for number, entry in both
            ),
        )
        copy(
            cursor,
            Need.cpv_codes.through._meta.db_table,
            ["need_id", "cpvcode_id"],
            ([number, code] for number, entry in both for code in entry.codes),
        )
        copy(
            cursor,
            "needs_demandline",
            ["need_id", *needs[0].lines[0]],
            ([number, *line.values()] for number, entry in both for line in entry.lines),
        )


def copy(cursor: Any, table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as target:
        for row in rows:
            target.write_row(row)
