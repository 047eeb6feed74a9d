"""Whom those who take part read of each other.

Public buyers are always named, as organisations; people only if they agreed. Whoever comes from a company, or from
elsewhere, is named if she agreed; and of such only those read who agreed too, or who act for a public buyer that is in
the portal. Nothing tells how many are not named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from core.sorting import in_alphabet
from events.enums import Audience, RegistrationState
from events.models import Registration


@dataclass
class Named:
    """An organisation, and its people as far as they agreed to be named."""

    organisation: str
    people: list[str] = field(default_factory=list)


def readable_by(reader: Registration) -> Q:
    buyers = Q(audience=Audience.MUNICIPALITIES)
    if reader.is_listed or reader.municipality_id:
        return buyers | Q(is_listed=True)
    return buyers


def participants(reader: Registration) -> tuple[list[Named], list[Named]]:
    """Public buyers, and those from elsewhere."""
    rows = Registration.objects.known().filter(event=reader.event_id, state__in=RegistrationState.sure())
    known = rows.filter(readable_by(reader)).exclude(organisation="", name="")
    ordered = list(known.order_by(*in_alphabet("organisation"), *in_alphabet("name"), "pk"))
    buyers = [row for row in ordered if row.audience == Audience.MUNICIPALITIES and row.organisation]
    return by_organisation(buyers), by_organisation(row for row in ordered if row.audience != Audience.MUNICIPALITIES)


def by_organisation(rows: Iterable[Registration]) -> list[Named]:
    return [
        Named(organisation, [row.name for row in group if row.is_listed and row.name])
        for organisation, group in groupby(rows, key=lambda row: row.organisation)
    ]
