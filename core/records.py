"""A person's records, to be read by her and by machines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Manager, Model
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.kept import Kept, Person, Said, Shown, kinds, opens

NEWEST = 20
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Record:
    """One row: its labels with values in words, and the moment up to which it is kept, where there is one."""

    values: list[tuple[str, str]]
    kept_until: datetime | None


@dataclass(frozen=True)
class Records:
    """What is kept of a person of one kind: the newest rows, and how many there are."""

    kept: Kept
    newest: list[Record]
    count: int


def records_of(person: Person) -> list[Records]:
    """Of every kind that has any; the account is among the first."""
    found = [(kept, kept.shown_to(person)) for kept in reversed(kinds())]
    return [Records(kept, readable(kept, rows), count) for kept, rows in found if (count := rows.count())]


def readable(kept: Kept, rows: Any) -> list[Record]:
    return [
        Record([(label_of(kept, field), in_words(row, field)) for field in kept.fields], row.keep_until)
        for row in rows.order_by("-pk")[:NEWEST]
    ]


def label_of(kept: Kept, field: str | Shown) -> str:
    return capfirst(str(field.label if isinstance(field, Shown) else called(kept.model._meta.get_field(field))))


def called(field: Any) -> Said:
    """A relation without a name of its own is called as what it leads to: Django's own guess is English everywhere."""
    if field.is_relation and isinstance(field.verbose_name, str):
        return field.related_model._meta.verbose_name
    return field.verbose_name


def name_of(field: str | Shown) -> str:
    return field.name if isinstance(field, Shown) else field


def value_of(row: Any, field: str | Shown) -> Any:
    """Nothing where it is not open to her any more."""
    if not getattr(row, opens(name_of(field)), True):
        return None
    return field.value(row) if isinstance(field, Shown) and field.value else getattr(row, name_of(field))


def in_words(row: Any, field: str | Shown) -> str:
    """As the reader's language says it."""
    chosen = getattr(row, f"get_{name_of(field)}_display", None)
    value = chosen() if chosen and not (isinstance(field, Shown) and field.value) else value_of(row, field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Manager):
        return ", ".join(map(str, value.all())) or "–"
    if isinstance(value, datetime):
        at = timezone.localtime(value)
        return f"{date_format(at, 'DATETIME_FORMAT')} {at.tzname()}"
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    return "–" if value in (None, "") else str(value)


def for_machines(row: Any, field: str | Shown) -> Any:
    value = value_of(row, field)
    if isinstance(value, Manager):
        return [str(item) for item in value.all()]
    return str(value) if isinstance(value, Model) else value


def download(person: Person, language: str) -> Iterator[str]:
    """Everything that is kept of her as one JSON document, bit by bit.

    The keys are the same in every language, for machines; labels and reasons are in the reader's, which is named
    since another may be active by the time that this is sent.
    """
    head = {"made_at": timezone.now(), "language": language}
    yield dumps(head).removesuffix("}") + ', "records": ['
    for number, kept in enumerate(kinds()):
        with translation.override(language):
            about = {"kind": kept.name, "label": str(kept.label), "why": str(kept.why), "kept": str(kept.keeps)}
        yield ("," if number else "") + "\n" + dumps(about).removesuffix("}") + ', "rows": ['
        yield from rows_for_machines(kept, person, language)
        yield "]}"
    yield "\n]}\n"


def rows_for_machines(kept: Kept, person: Person, language: str) -> Iterator[str]:
    for number, row in enumerate(kept.shown_to(person).iterator(chunk_size=ROWS_AT_ONCE)):
        with translation.override(language):
            values = {name_of(field): for_machines(row, field) for field in kept.fields}
        yield (",\n  " if number else "\n  ") + dumps({**values, "kept_until": row.keep_until})


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
