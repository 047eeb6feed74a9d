"""Writing a statement: its texts and its clauses, for as long as it is a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import WrongState
from needs.models import Clause, Statement


@contextmanager
def open_draft(statement: Statement, by: Any) -> Iterator[Statement]:
    """The statement, locked for writing. Raises WrongState if it is not a draft any more."""
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
        if not locked.is_draft:
            raise WrongState(
                _("This version is no longer a draft (it is now: %(state)s). Its text can not be changed.")
                % {"state": locked.get_state_display()}
            )
        yield locked


def write_texts(statement: Statement, fields: dict[str, str], by: Any) -> None:
    """Write title, summary and invitation: localized field names to texts."""
    with open_draft(statement, by) as draft:
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(fields))


def localized(texts: dict[str, str]) -> dict[str, str]:
    return {build_localized_fieldname("text", language): text for language, text in texts.items()}


def add(
    statement: Statement,
    kind: str,
    texts: dict[str, str],
    *,
    target_year: int | None = None,
    target_share: int | None = None,
    by: Any,
) -> Clause:
    """Add a clause at the end. `texts` is language to Markdown; the share is in per cent."""
    with open_draft(statement, by) as draft:
        return Clause.objects.create(
            statement=draft,
            kind=kind,
            position=draft.clauses.count() + 1,
            target_year=target_year,
            target_share=target_share,
            **localized(texts),
        )


def edit(
    clause: Clause,
    kind: str,
    texts: dict[str, str],
    *,
    target_year: int | None = None,
    target_share: int | None = None,
    by: Any,
) -> None:
    with open_draft(clause.statement, by):
        fields = {"kind": kind, "target_year": target_year, "target_share": target_share, **localized(texts)}
        for name, value in fields.items():
            setattr(clause, name, value)
        clause.save(update_fields=list(fields))


def delete(clause: Clause, by: Any) -> None:
    """Delete a clause; those behind it move up by one."""
    with open_draft(clause.statement, by) as draft:
        number_anew([other for other in draft.clauses.all() if other.pk != clause.pk])
        clause.delete()


def move_up(clause: Clause, by: Any) -> None:
    shift(clause, -1, by)


def move_down(clause: Clause, by: Any) -> None:
    shift(clause, 1, by)


def shift(clause: Clause, by_places: int, by: Any) -> None:
    with open_draft(clause.statement, by) as draft:
        order = list(draft.clauses.all())
        place = next(place for place, other in enumerate(order) if other.pk == clause.pk)
        wanted = min(max(place + by_places, 0), len(order) - 1)
        order.insert(wanted, order.pop(place))
        number_anew(order)


def number_anew(clauses: list[Clause]) -> None:
    for number, clause in enumerate(clauses, start=1):
        clause.position = number
    Clause.objects.bulk_update(clauses, ["position"])
