"""Writing a statement: its texts and its clauses, for as long as it is a draft."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.ordering import moved, number, put_behind
from core.permissions import require
from core.texts import localized_names
from core.workflow import WrongState
from needs.enums import ClauseKind
from needs.models import Clause, Statement
from needs.statements.older import of_clause, of_texts

TEXTS = localized_names("text")
OF_TARGETS = ["target_year", "target_share", *localized_names("target_scope")]
FIELDS = ["kind", *TEXTS, *OF_TARGETS]
Answers: Any = Clause.needs.through


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


def write_texts(
    statement: Statement, fields: dict[str, str], by: Any, *, older: dict[str, dict[str, str]] | None = None
) -> None:
    """Write title, summary and invitation: localized field names to texts. What changes is to be marked anew.

    `older` as in `edit`, of each text.
    """
    with open_draft(statement, by) as draft:
        draft.older = of_texts(draft, fields) if older is None else older
        anew = {name.rpartition("_")[0] for name, value in fields.items() if (getattr(draft, name) or "") != value}
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.also_changed = {name: change for name, change in draft.also_changed.items() if name not in anew}
        draft.save(update_fields=[*fields, "also_changed", "older"])


def add(statement: Statement, fields: dict[str, Any], needs: Iterable[int], by: Any) -> Clause:
    """Add a clause as the last of its kind. `fields` are those of `FIELDS`, `needs` the numbers of the needs."""
    with open_draft(statement, by) as draft:
        clause = Clause.objects.create(statement=draft, position=draft.clauses.count() + 1, **fields)
        link(clause, needs)
        number_anew([*draft.clauses.exclude(pk=clause.pk), clause])
        return clause


def edit(
    clause: Clause, fields: dict[str, Any], needs: Iterable[int], by: Any, *, older: dict[str, str] | None = None
) -> None:
    """Write a clause, which must be read anew under `open_draft`. Where its words change, it is to be marked anew.

    `older` are the languages that are older than another then, where the writer knows it better than the words tell.
    """
    with open_draft(clause.statement, by) as draft:
        clause.older = of_clause(clause, fields) if older is None else older
        is_other_kind = fields["kind"] != clause.kind
        if any((getattr(clause, name) or "") != (value or "") for name, value in fields.items()):
            clause.change = ""
        for name, value in fields.items():
            setattr(clause, name, value)
        clause.save(update_fields=[*fields, "change", "older"])
        link(clause, needs)
        if is_other_kind:
            number_anew([*draft.clauses.exclude(pk=clause.pk), clause])


def link(clause: Clause, needs: Iterable[int]) -> None:
    """The clause answers these of the challenge's needs, and no others."""
    clause.needs.set(clause.statement.challenge.needs.filter(pk__in=needs))


def answered(statement: Statement) -> Prefetch:
    """The needs that its clauses answer, as far as they are in the challenge: one that was taken out may come back."""
    return Prefetch("needs", statement.challenge.needs.select_related("municipality"))


def split(clause: Clause, first: dict[str, str], second: dict[str, str], by: Any) -> Clause:
    """Make two of a clause; answers the second. Both keep kind, target and needs; comments stay with the first.

    `first` and `second` are its texts by their localized names.
    """
    with open_draft(clause.statement, by) as draft:
        needs = list(clause.needs.values_list("pk", flat=True))
        rest = {name: getattr(clause, name) for name in FIELDS if name not in TEXTS}
        edit(clause, {**rest, **first}, needs, by, older=clause.older)
        place = draft.clauses.count() + 1
        new = Clause.objects.create(statement=draft, position=place, older=clause.older, **rest, **second)
        link(new, needs)
        number_anew(put_behind(list(draft.clauses.all()), clause, new))
        return new


def delete(clause: Clause, by: Any) -> None:
    """Delete a clause; those behind it move up by one. Its comments stay, without it."""
    with open_draft(clause.statement, by) as draft:
        number_anew([other for other in draft.clauses.all() if other.pk != clause.pk])
        clause.delete()


def move_up(clause: Clause, by: Any) -> None:
    shift(clause, -1, by)


def move_down(clause: Clause, by: Any) -> None:
    shift(clause, 1, by)


def shift(clause: Clause, by_places: int, by: Any) -> None:
    """Within its kind: the kinds have their order."""
    with open_draft(clause.statement, by) as draft:
        number_anew(moved(list(draft.clauses.all()), clause, by_places))


def number_anew(clauses: list[Clause]) -> None:
    """In this order, but kind by kind: the numbers go on as the statement is read."""
    number(sorted(clauses, key=place_of_kind))


def place_of_kind(clause: Clause) -> int:
    return list(ClauseKind).index(ClauseKind(clause.kind))


def copy_all(old: Statement, new: Statement) -> None:
    """The clauses of a version into the next: the same keys, the needs that the challenge has, nothing marked."""
    originals = list(old.clauses.prefetch_related(answered(old)))
    copies = [
        Clause(
            statement=new,
            position=clause.position,
            key=clause.key,
            older=clause.older,
            **{name: getattr(clause, name) for name in FIELDS},
        )
        for clause in originals
    ]
    Clause.objects.bulk_create(copies)
    Answers.objects.bulk_create(
        Answers(clause=copy, need=need)
        for copy, clause in zip(copies, originals, strict=True)
        for need in clause.needs.all()
    )
