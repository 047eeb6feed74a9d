"""The columns of the list of needs, on the page and in the file that is taken home."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.lists import Column
from core.texts import text_of
from needs.enums import Certainty

# What a page shows where nothing was chosen, and of needs that wait; the need itself is always there
FIRST = ("municipality", "demand", "state")
WAITING = (*FIRST, "changed")


def columns(units: dict[int, str], bodies: list[int]) -> list[Column]:
    """`units`: names by number, in the reader's language. `bodies`: numbers, in the order of their names in it."""
    order = Value(bodies, ArrayField(BigIntegerField()))
    body = Func(order, F("municipality"), function="array_position", output_field=IntegerField())
    return [
        Column("number", _("Number"), lambda need: need.pk, shown=False),
        Column("need", _("Need"), lambda need: str(text_of(need, "title")), order_by=["search__title"]),
        Column("municipality", _("Municipality"), lambda need: str(need.municipality), order_by=[body]),
        Column(
            "country",
            _("Country"),
            lambda need: need.municipality.get_country_display(),
            order_by=["municipality__country"],
        ),
        Column(
            "category", _("Category"), lambda need: str(text_of(need.category, "name")), order_by=["category__slug"]
        ),
        Column(
            "dialogue", _("Dialogue"), lambda need: str(text_of(need.dialogue, "title")), order_by=["dialogue__slug"]
        ),
        Column("cpv", _("CPV codes"), lambda need: ", ".join(need.codes)),
        Column("demand", _("Demand"), lambda need: demand_in_words(need, units)),
        Column("certainty", _("Certainty"), certainty),
        Column("used", _("Challenges"), lambda need: need.used, order_by=["used"], figure=True),
        Column("state", _("State"), lambda need: need.get_state_display(), order_by=["state"]),
        Column("language", _("Written in"), lambda need: need.get_language_display(), order_by=["language"]),
        Column("changed", _("Changed"), lambda need: need.changed_at, order_by=["changed_at"]),
    ]


def demand_in_words(need: Any, units: dict[int, str]) -> str:
    """ "2027: 300 deliveries; 2028: 280 deliveries" """
    return "; ".join(f"{line['year']}: {line['quantity']} {units.get(line['unit'], '')}" for line in need.lines)


def first_line(need: Any, units: dict[int, str]) -> dict[str, Any] | None:
    """What the page shows of a need's demand: its first line, and how many `more` there are."""
    if not need.lines:
        return None
    shown, *others = need.lines
    named = {"unit_name": units.get(shown["unit"], ""), "certainty_name": certainty(need)}
    return {**shown, **named, "more": len(others)}


def certainty(need: Any) -> str | Promise:
    """That of the first year."""
    return Certainty(need.lines[0]["certainty"]).label if need.lines else ""


def as_data(need: Any, units: dict[int, str]) -> dict[str, Any]:
    """A need for a program: codes as they are stored, the original title, quantities as texts."""
    return {
        "number": need.pk,
        "title": getattr(need, f"title_{need.language}"),
        "language": need.language,
        "municipality": need.municipality.official_name,
        "country": need.municipality.country,
        "category": need.category.slug,
        "dialogue": need.dialogue.slug,
        "cpv": need.codes,
        "demand": [{**line, "unit": units.get(line["unit"], "")} for line in need.lines],
        "challenges": need.used,
        "state": need.state,
        "changed": need.changed_at.isoformat(),
    }
