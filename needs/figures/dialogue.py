"""The public demand of a dialogue: of everything behind its published statements, frozen when one is published.

Between two publications nothing of it moves, so that watching it tells nothing.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from core.texts import texts
from dialogues.models import Dialogue
from municipalities.mergers import successors
from municipalities.models import Municipality
from needs.enums import StatementState
from needs.figures import demand, keeping
from needs.figures.content import Content, figures_content
from needs.figures.euro import per_euro
from needs.figures.pieces import Piece, as_json, from_json, union
from needs.figures.public import Figures, public_figures
from needs.frozen_bodies import keys_of, row_key
from needs.models import Category, FiguresBehind, PublishedDemand, Statement

OF_A_DIALOGUE = ("country", "category", "certainty")


def publish_demand(statement: Statement, at: datetime) -> PublishedDemand:
    """With the statement that has just become public; under a lock on the dialogue."""
    dialogue = statement.challenge.dialogue
    keeping.lock(dialogue)
    pieces = pieces_behind(dialogue)
    rates = keeping.rates_for(pieces, at.date())
    auditor = keeping.auditor_of(keeping.standing(dialogue), pieces)
    figures = public_figures(pieces, per_euro(rates), auditor, OF_A_DIALOGUE)
    published = PublishedDemand.objects.create(
        dialogue=dialogue, statement=statement, at=at, content=content_of(dialogue, figures, rates)
    )
    FiguresBehind.objects.create(
        dialogue=dialogue,
        demand=published,
        pieces=as_json(pieces),
        rows=[keeping.row_as_json(row) for row in figures.rows],
    )
    return published


def pieces_behind(dialogue: Dialogue) -> list[Piece]:
    """The demand lines behind the published statements, as they were frozen, nothing twice."""
    public = FiguresBehind.objects.filter(
        statement__challenge__dialogue=dialogue, statement__state=StatementState.PUBLISHED
    )
    now = successors()
    return union(from_json(record.pieces, now) for record in public.order_by("pk"))


def content_of(dialogue: Dialogue, figures: Figures, rates: list[Any]) -> Content:
    previous = latest(dialogue)
    bodies = bodies_of(dialogue)
    since = previous.at.date().isoformat() if previous else ""
    return {
        "dialogue": dialogue.slug,
        "title": texts(dialogue, "title"),
        "bodies": len({body.successor for body in bodies}),
        "countries": sorted({body.country for body in bodies}),
        "inhabitants": demand.inhabitants(bodies),
        "categories": {category.slug: texts(category, "name") for category in categories(figures)},
        **figures_content(figures, rates, previous.content if previous else None, since),
    }


def latest(dialogue: Dialogue) -> PublishedDemand | None:
    return dialogue.published_demand.first()


def bodies_of(dialogue: Dialogue) -> list[Municipality]:
    """The bodies that the published statements name."""
    contents: Any = Statement.objects.filter(challenge__dialogue=dialogue, state=StatementState.PUBLISHED).values_list(
        "content", flat=True
    )
    rows = [row for content in contents for row in content["bodies"]]
    named = {row_key(row) for row in rows}
    may_be = Q(pk__in=[row["id"] for row in rows if "id" in row])
    may_be |= Q(official_name__in=[row["official_name"] for row in rows if "id" not in row])
    return [body for body in Municipality.objects.filter(may_be) if not named.isdisjoint(keys_of(body))]


def categories(figures: Figures) -> list[Category]:
    slugs = {name for (dimension, _year), parts in figures.parts.items() if dimension == "category" for name in parts}
    slugs |= {name for dimension, name in figures.values if dimension == "category"}
    return list(Category.objects.filter(slug__in=slugs))
