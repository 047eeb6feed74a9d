"""Where a text came from that staff pass on, in words that stay when what it came from changes.

{"titles": {"en": "Workshop in Oslo", …}, "part": "Vehicles", "language": "nb", "page": "/events/…"}: the titles in each
language, the part of it with its language, and the address of the public page without its language.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from core.texts import Text, text_from


@dataclass(frozen=True)
class Origin:
    title: Text
    part: Text
    url: str


def read(came_from: dict[str, Any]) -> Origin | None:
    if not came_from:
        return None
    page = came_from.get("page", "")
    return Origin(
        text_from(came_from["titles"]),
        Text(came_from.get("part", ""), came_from.get("language", "")),
        f"/{get_language()}{page}" if page else "",
    )


def write(titles: dict[str, str], part: str, language: str, page: str) -> dict[str, Any]:
    """`page` is an address of the portal with its language, as `reverse` makes it."""
    return {"titles": titles, "part": part, "language": language, "page": "/" + page.split("/", 2)[2]}
