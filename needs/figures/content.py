"""Public figures as JSON: what is frozen of them with a statement, and with a dialogue's demand.

A figure that would give a body away is left as it was the last time it was public, and says since when (`as_of`: a
version, or a day), or is not shown at all. Formats 1 and 2 knew neither `as_of` nor parts, values and contract ends.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from core.texts import texts
from needs.figures.pieces import plain
from needs.figures.public import Figures, Quarter
from needs.models import Unit

Content = dict[str, Any]
NOTHING: Content = {"demand": [], "calendar": [], "contract_ends": [], "value": None}


def figures_content(figures: Figures, rates: Iterable[Any], previous: Content | None, since: int | str) -> Content:
    """`since` is what to call the previous content: its version or day."""
    before = previous or {}
    return {
        "demand": demand_content(figures, before.get("demand", []), since),
        "calendar": quarters_content(figures.starts, before.get("calendar", []), since),
        "contract_ends": quarters_content(figures.ends, before.get("contract_ends", []), since),
        "value": value_content(figures, rates, before.get("value"), since),
    }


def demand_content(figures: Figures, before: list[Content], since: int | str) -> list[Content]:
    """The units in the order of their list, with their years."""
    units = Unit.objects.in_bulk({unit for unit, _year in figures.quantities})
    known = {row["unit"]: {year["year"]: year for year in row["years"]} for row in before}
    return [
        unit_content(unit, figures, known.get(unit.slug, {}), since)
        for unit in sorted(units.values(), key=lambda unit: (unit.position, unit.slug))
    ]


def unit_content(unit: Unit, figures: Figures, was: dict[int, Content], since: int | str) -> Content:
    years = [
        year_content(figures, key, was.get(key[1]), since) for key in sorted(figures.quantities) if key[0] == unit.pk
    ]
    fresh = [figures.quantities[key] for key in figures.quantities if key[0] == unit.pk]
    known = [quantity for quantity in fresh if quantity is not None]
    return {
        "unit": unit.slug,
        "name": texts(unit, "name"),
        "years": years,
        "total": plain(sum(known, Decimal())) if len(known) == len(fresh) else None,
    }


def year_content(figures: Figures, key: tuple[int, int], was: Content | None, since: int | str) -> Content:
    total = figures.quantities[key]
    if total is None:
        return as_it_was(was, since) if was and was["quantity"] is not None else hidden(key[1])
    shown = {dimension: parts for (dimension, of), parts in figures.parts.items() if of == key}
    return {
        "year": key[1],
        "quantity": plain(total),
        "bodies": figures.bodies[key],
        "parts": {
            dimension: {name: plain(part) for name, part in sorted(parts.items())}
            for dimension, parts in sorted(shown.items())
        },
        "as_of": None,
    }


def as_it_was(was: Content, since: int | str) -> Content:
    return {"parts": {}, **was, "as_of": was.get("as_of") or since}


def hidden(year: int) -> Content:
    return {"year": year, "quantity": None, "bodies": None, "parts": {}, "as_of": None}


def quarters_content(counts: dict[Quarter, int | None], before: list[Content], since: int | str) -> list[Content]:
    """Only what is shown: that there is something in a quarter would already tell too much."""
    known = {(row["year"], row["quarter"]): row for row in before if row["bodies"] is not None}
    found: list[Content] = []
    for (year, quarter), bodies in sorted(counts.items()):
        if bodies is not None:
            found.append({"year": year, "quarter": quarter, "bodies": bodies, "as_of": None})
        elif was := known.get((year, quarter)):
            found.append({**was, "as_of": was.get("as_of") or since})
    return found


def value_content(figures: Figures, rates: Iterable[Any], was: Content | None, since: int | str) -> Content | None:
    """In whole euros, with the rates that were used and their day."""
    if figures.value is None:
        return {**was, "as_of": was["as_of"] or since} if was and figures.has_value else None
    return {
        "low": figures.value.low,
        "high": figures.value.high,
        "left_out": list(figures.value.left_out),
        "parts": {
            dimension: {
                name: [some.low, some.high] for (of, name), some in sorted(figures.values.items()) if of == dimension
            }
            for dimension in sorted({of for of, _name in figures.values})
        },
        "rates": [
            {
                "currency": rate.currency,
                "per_euro": plain(rate.per_euro),
                "on": rate.on.isoformat(),
                "source": rate.source,
            }
            for rate in rates
        ],
        "as_of": None,
    }  # fmt: skip
