"""Whether new migrations let the release before serve on: expand first, contract when nobody needs the old any more.

Code of the release before works on the new tables until its last process has ended, and goes on writing to them. So a
migration adds; it takes away nothing that was in use and keeps no writer waiting. What is not known to be harmless is
refused. One that does all the same says so, as `contracts = "why"` in its class, and is brought in as
docs/operations.md has it. No database is asked.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import django
from django.db.models import DecimalField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

from dialogue_portal.machine.environment import for_checks

# The first release's last migration of each app: nothing served before it
BASELINE = {
    "accounts": 1,
    "core": 3,
    "dialogues": 2,
    "events": 3,
    "municipalities": 2,
    "needs": 5,
    "suppliers": 4,
}
NOT_WRITTEN = "the release before writes no such column: it wants null=True or a db_default"
TAKES_LESS = "a column in use takes less, or each row is written anew: add another one"
REWRITES = "each row is written anew while nobody can read: add a column with null=True, and fill it in steps"
EACH_ITS_OWN = "each row is written anew, with a db_default of its own, while nobody can read: set it in AlterField"
WITHOUT_DEFAULT = "the release before may leave it to the db_default: keep that"
SORTS_ANEW = "its indexes are made anew while nobody can read: add another column with this db_collation"
WITH_INDEX = "its index is made while nobody can write: use db_index=False and AddIndexConcurrently"
# Of these PostgreSQL asks once for all rows
STEADY = (Value, Now, CombinedExpression)
REFUSED = {
    "DeleteModel": "drops a table",
    "RemoveField": "drops a column",
    "RenameField": "renames a column",
    "RenameModel": "renames a table",
    "AlterModelTable": "renames a table",
    "AddIndex": "an index is made while nobody can write: use AddIndexConcurrently",
    "AddConstraint": "a table is read while nobody can write: use AddConstraintNotValid, then ValidateConstraint",
    "AlterUniqueTogether": TAKES_LESS,
    "AlterOrderWithRespectTo": NOT_WRITTEN,
}
# Rows are written in Python, in steps: whoever does that says how many at once
HARMLESS = {
    "CreateModel",
    "AddField",
    "AlterField",
    "AddIndexConcurrently",
    "RemoveIndexConcurrently",
    "RemoveIndex",
    "RenameIndex",
    "AddConstraintNotValid",
    "ValidateConstraint",
    "RemoveConstraint",
    "AlterConstraint",
    "AlterModelOptions",
    "AlterModelManagers",
    "AlterModelTableComment",
    "CreateExtension",
    "CreateCollation",
    "RunPython",
    "RunSQL",
}
# Of SQL only what is known to add and to hold up nobody, read without literals, comments and what is in brackets
BY_HAND = re.compile(
    r"CREATE( OR REPLACE)? (FUNCTION|TRIGGER|VIEW)\b.*"
    r"|CREATE (CONSTRAINT TRIGGER|TABLE|TYPE|EXTENSION|SEQUENCE|COLLATION|INDEX CONCURRENTLY)\b.*"
    r"|(COMMENT ON|INSERT INTO)\b.*"
    r"|ALTER TABLE( ONLY)? \S+ (ADD CONSTRAINT [^,]* NOT VALID|VALIDATE CONSTRAINT [^,]*)",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
BRACKETS = re.compile(r"\([^()]*\)")
TABLE = re.compile(
    r"(?:(?P<new>CREATE TABLE)(?: IF NOT EXISTS)?|ALTER TABLE(?: ONLY)?|CREATE (?:UNIQUE )?INDEX \S* ?ON"
    r"|UPDATE|DELETE FROM) (?P<name>\S+)",
    re.IGNORECASE,
)


def main() -> None:
    os.environ.update(for_checks())
    django.setup()
    wrong = list(faults_of_new_ones())
    if wrong:
        print("\n".join(wrong))
        raise SystemExit('Expand first (docs/operations.md, "Update"), or say in the migration: contracts = "why"')


def faults_of_new_ones() -> Iterator[str]:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in BASELINE and int(name[:4]) > BASELINE[app]:
            state = loader.project_state((app, name), at_end=False)
            yield from (f"{app}/migrations/{name}.py: {fault}" for fault in faults(migration, state))


def faults(migration: Any, state: Any) -> Iterator[str]:
    """What a migration, from the state before it, does to code and people of the release before."""
    if getattr(migration, "contracts", ""):
        return
    made: set[str] = set()
    for operation in migration.operations:
        for step in getattr(operation, "database_operations", [operation]):
            kind, table = type(step).__name__, getattr(step, "model_name", "").lower()
            if kind == "CreateModel":
                made |= {step.name_lower, step.options.get("db_table") or f"{migration.app_label}_{step.name_lower}"}
            elif kind == "RunSQL":
                yield from (f"{step.describe()}: {fault}" for fault in faults_by_hand(step.sql, made))
            elif table not in made and (fault := fault_of(step, kind, migration.app_label, state)):
                yield f"{step.describe()}: {fault}"
        operation.state_forwards(migration.app_label, state)


def fault_of(operation: Any, kind: str, app: str, state: Any) -> str:
    """Why an operation on a table that is in use must not be; empty where it may."""
    if kind == "AddField":
        return fault_of_new(operation.field)
    if kind == "AlterField":
        return fault_of_change(state.models[app, operation.model_name_lower].get_field(operation.name), operation.field)
    if not HARMLESS & {ancestor.__name__ for ancestor in type(operation).__mro__} or kind in REFUSED:
        return REFUSED.get(kind, "nobody has said yet what it does to the release before (HARMLESS, REFUSED)")
    return ""


def fault_of_new(field: Any) -> str:
    if field.generated:
        return REWRITES
    if not bears_old_writers(field):
        return NOT_WRITTEN
    if field.has_db_default() and not is_steady(field.db_default):
        return EACH_ITS_OWN
    return WITH_INDEX if field.unique or field.db_index else ""


def fault_of_change(before: Any, after: Any) -> str:
    if not takes_as_much(before, after):
        return TAKES_LESS
    if before.has_db_default() and not after.has_db_default():
        return WITHOUT_DEFAULT
    return SORTS_ANEW if collation(before) != collation(after) else ""


def faults_by_hand(sql: Any, made: set[str]) -> Iterator[str]:
    """Of each statement that is not known to be harmless. Nobody uses a table yet that the same migration makes."""
    parts = [sql] if isinstance(sql, str) else [part if isinstance(part, str) else part[0] for part in sql]
    for statement in (statement for part in parts for statement in statements(part)):
        about = TABLE.match(statement)
        if about and about["new"]:
            made.add(about["name"])
        if not (about and about["name"] in made) and not BY_HAND.fullmatch(statement):
            yield f"not known to add only and to hold up nobody: {statement}"


def statements(sql: str) -> list[str]:
    """Each on a line, in short: without literals, bodies of functions, comments and brackets."""
    text, found = ASIDE.sub(" ", sql), 1
    while found:
        text, found = BRACKETS.subn(" ", text)
    return [" ".join(statement.split()) for statement in text.split(";") if statement.strip()]


def bears_old_writers(field: Any) -> bool:
    """Whether a row can be written by whoever does not know the column."""
    return field.null or field.has_db_default() or field.many_to_many


def is_steady(default: Any) -> bool:
    """Whether it is the same for all rows: a plain value, or made of what is known to be."""
    if not hasattr(default, "resolve_expression"):
        return True
    return isinstance(default, STEADY) and all(is_steady(part) for part in default.get_source_expressions())


def collation(field: Any) -> str:
    return getattr(field, "db_collation", None) or ""


def takes_as_much(before: Any, after: Any) -> bool:
    """Whether whatever could be written may be written still, and no row has to be written anew."""
    same_kind = before.get_internal_type() == after.get_internal_type() and before.unique == after.unique
    length = (after.max_length or 0) >= (before.max_length or 0) or after.max_length is None
    fits = length and takes_the_digits(before, after)
    return same_kind and fits and after.null >= before.null and after.db_index <= before.db_index


def takes_the_digits(before: Any, after: Any) -> bool:
    """Of decimal numbers: other places behind the point write each row anew."""
    if not isinstance(before, DecimalField) or not isinstance(after, DecimalField):
        return True
    return after.decimal_places == before.decimal_places and (after.max_digits or 0) >= (before.max_digits or 0)


if __name__ == "__main__":
    main()
