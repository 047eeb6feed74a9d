"""The public buyers, known in the data files by a key."""

from typing import Any

from dialogue_portal.demo.files import read, translated
from municipalities.enums import Kind
from municipalities.models import Municipality


def load() -> int:
    """Parents are made before their companies."""
    there = bodies()
    missing = {key: entry for key, entry in read("bodies").items() if key not in there}
    for key in sorted(missing, key=lambda key: "parent" in missing[key]):
        there[key] = Municipality.objects.create(**fields(missing[key], there))
    return len(missing)


def bodies() -> dict[str, Municipality]:
    """Those of the file that are in the database, by key. A register may have given them another name."""
    rows = {(row.country, row.kind, row.code or row.official_name): row for row in Municipality.objects.all()}
    keys = {key: (entry["country"], kind(entry), identity(entry)) for key, entry in read("bodies").items()}
    return {key: rows[place] for key, place in keys.items() if place in rows}


def identity(entry: dict[str, Any]) -> str:
    return entry.get("code") or entry["official_name"]


def kind(entry: dict[str, Any]) -> str:
    return entry.get("kind", Kind.MUNICIPALITY)


def fields(entry: dict[str, Any], others: dict[str, Municipality]) -> dict[str, Any]:
    latitude, longitude = entry.get("place", (None, None))
    return {
        "kind": kind(entry),
        "country": entry["country"],
        "code": entry.get("code", ""),
        "official_name": entry["official_name"],
        "parent": others[entry["parent"]] if "parent" in entry else None,
        "population": entry.get("population"),
        "latitude": latitude,
        "longitude": longitude,
        "website": entry.get("website", ""),
        **translated(name=entry.get("name", {})),
    }
