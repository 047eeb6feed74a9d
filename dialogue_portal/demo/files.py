"""Reading the demo's data files."""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """A data file by its path under data/ without the suffix. Kept: readers do not change it."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def read_folder(name: str) -> list[dict[str, Any]]:
    return [read(f"{name}/{path.stem}") for path in sorted((DATA / name).glob("*.toml"))]


def day_of(entry: dict[str, Any], name: str = "on") -> Any:
    """Its day, if it has one; of what is always to come a Wednesday, so many weeks from now."""
    if "in_weeks" not in entry:
        return entry.get(name)
    today = timezone.localdate()
    return today + timedelta(weeks=entry["in_weeks"], days=2 - today.weekday())


def translated(**fields: dict[str, str]) -> dict[str, str]:
    """Fields with a text per language as the model's own fields: title={"nb": ...} is title_nb=..."""
    return {
        build_localized_fieldname(name, language): text.strip()
        for name, texts in fields.items()
        for language, text in texts.items()
    }


def add_missing(model: type[models.Model], key: str, rows: dict[str, dict[str, Any]]) -> int:
    """Make the rows whose key is not there yet; returns how many."""
    there = set(model._base_manager.filter(**{f"{key}__in": rows}).values_list(key, flat=True))
    missing = [model(**{key: value}, **fields) for value, fields in rows.items() if value not in there]
    return len(model._base_manager.bulk_create(missing))
