"""The lists that come with the portal: what a region is called, and whether a file is of its country at all."""

import csv
from functools import cache
from pathlib import Path

from core.imports import FileRefused
from municipalities.register.entries import Entry, parts

FOLDER = Path(__file__).parent


@cache
def own(country: str) -> dict[str, dict[str, str]]:
    """Rows of the portal's own list by code."""
    with (FOLDER / f"{country.lower()}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@cache
def regions(country: str) -> dict[str, str]:
    return {row["region_code"]: row["region"] for row in own(country).values()}


def region_of(country: str, code: str) -> tuple[str, str]:
    """Code and name of the region, by the way the country makes its codes, or by the portal's own list."""
    if country in ("NO", "SE"):
        region = code[:2]
    elif country == "IS":
        region = "1" if code.startswith("0") else code[:1]
    else:
        region = own(country)[code]["region_code"] if code in own(country) else ""
    return region, regions(country).get(region, "")


def of_this_country(entries: list[Entry], country: str) -> list[Entry]:
    """The same entries, if half of their names are municipalities of the country."""
    names = {part for row in own(country).values() for part in parts(row["official_name"])}
    found = sum(bool(parts(entry.name) & names) for entry in entries)
    if found * 2 < len(entries):
        raise FileRefused(
            f"{found} of {len(entries)} names are municipalities of {country}. "
            "This looks like the file of another country."
        )
    return entries
