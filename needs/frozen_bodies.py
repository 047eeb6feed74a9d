"""Public buyers as statements and editions write them down, and how each is found there again.

A body is known by its number, which it keeps: names and regions change with the register, and codes too, which not all
bodies have. Statements that were frozen before format 4 have no numbers: there its name has to do.
"""

from typing import Any

from core.enums import Country
from core.texts import texts
from municipalities.models import Municipality

Key = int | tuple[str, str]


def body_content(body: Municipality) -> dict[str, Any]:
    """`region` tells two of one name apart."""
    return {
        "id": body.pk,
        "official_name": body.official_name,
        "name": texts(body, "name"),
        "country": Country(body.country).value,
        "kind": body.kind,
        "region": body.region,
    }


def row_key(row: dict[str, Any]) -> Key:
    return row["id"] if "id" in row else row_name(row)


def row_name(row: dict[str, Any]) -> tuple[str, str]:
    return row["country"], row["official_name"]


def keys_of(body: Municipality) -> tuple[Key, Key]:
    """Those under which a body may stand."""
    return body.pk, (Country(body.country).value, body.official_name)
