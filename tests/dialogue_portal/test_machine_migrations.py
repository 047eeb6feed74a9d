"""What a migration may not do to the release before, and what it may."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.functions import Lower, Now, Random

from dialogue_portal.machine.migrations import faults, faults_of_new_ones

TABLE = migrations.CreateModel(
    "Thing",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=100)),
        ("note", models.TextField(null=True)),
        ("kind", models.CharField(max_length=10, db_default="plain")),
        ("price", models.DecimalField(max_digits=14, decimal_places=2)),
    ],
)
INDEX = models.Index(fields=["name"], name="thing_name")
CHECK = models.CheckConstraint(condition=~models.Q(name=""), name="thing_has_name")


class Unheard(Operation):
    """An operation that the check does not know."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass


ADDS = "the release before writes no such column: it wants null=True or a db_default"
LESS = "a column in use takes less, or each row is written anew: add another one"
ANEW = "each row is written anew while nobody can read: add a column with null=True, and fill it in steps"
OWN = "each row is written anew, with a db_default of its own, while nobody can read: set it in AlterField"
KEEP = "the release before may leave it to the db_default: keep that"
SORTED = "its indexes are made anew while nobody can read: add another column with this db_collation"
LATER = Now() + timedelta(days=1)
INDEXED = "its index is made while nobody can write: use db_index=False and AddIndexConcurrently"
SMALL = models.GeneratedField(expression=Lower("name"), output_field=models.TextField(), db_persist=True)


def faults_of(*operations: Any, contracts: str = "", existing: bool = True) -> list[str]:
    migration, state = migrations.Migration("0002_next", "things"), ProjectState()
    migration.operations, migration.contracts = list(operations), contracts
    if existing:
        TABLE.state_forwards("things", state)
    return [
        fault.removeprefix(f"{operation.describe()}: ")
        for operation in operations
        for fault in faults(migration, state)
    ]


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        (migrations.DeleteModel("Thing"), "drops a table"),
        (migrations.RemoveField("thing", "note"), "drops a column"),
        (migrations.RenameField("thing", "note", "text"), "renames a column"),
        (migrations.RenameModel("Thing", "Object"), "renames a table"),
        (migrations.AlterModelTable("Thing", "objects"), "renames a table"),
        (migrations.AddField("thing", "size", models.IntegerField(default=0)), ADDS),
        (migrations.AlterField("thing", "note", models.TextField()), LESS),
        (migrations.AlterField("thing", "name", models.CharField(max_length=50)), LESS),
        (migrations.AlterField("thing", "name", models.CharField(max_length=100, unique=True)), LESS),
        (migrations.AlterField("thing", "name", models.IntegerField()), LESS),
        (migrations.AlterField("thing", "price", models.DecimalField(max_digits=10, decimal_places=2)), LESS),
        (migrations.AlterField("thing", "price", models.DecimalField(max_digits=20, decimal_places=4)), LESS),
        (migrations.AddField("thing", "small", SMALL), ANEW),
        (migrations.AddField("thing", "luck", models.FloatField(db_default=Random())), OWN),
        (migrations.AddField("thing", "luck", models.FloatField(null=True, db_default=Random() + 1)), OWN),
        (migrations.AlterField("thing", "kind", models.CharField(max_length=10, default="plain")), KEEP),
        (migrations.AlterField("thing", "kind", models.CharField(max_length=10, null=True)), KEEP),
        (migrations.AlterField("thing", "name", models.CharField(max_length=100, db_collation="C")), SORTED),
        (migrations.AddField("thing", "part_of", models.ForeignKey("Thing", models.CASCADE, null=True)), INDEXED),
        (migrations.AddField("thing", "next", models.OneToOneField("Thing", models.CASCADE, null=True)), INDEXED),
        (migrations.AlterUniqueTogether("thing", {("name", "note")}), LESS),
        (migrations.AlterOrderWithRespectTo("thing", "name"), ADDS),
        (Unheard(), "nobody has said yet what it does to the release before (HARMLESS, REFUSED)"),
        (migrations.AddIndex("thing", INDEX), "an index is made while nobody can write: use AddIndexConcurrently"),
        (
            migrations.AddConstraint("thing", CHECK),
            "a table is read while nobody can write: use AddConstraintNotValid, then ValidateConstraint",
        ),
    ],
)
def test_what_the_release_before_would_not_bear_is_found_unless_it_says_that_it_contracts(
    operation: Any, fault: str
) -> None:
    assert faults_of(operation) == [fault]
    assert faults_of(operation, contracts="Nothing has read it since the release of May.") == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("thing", "size", models.IntegerField(null=True)),
        migrations.AddField("thing", "size", models.IntegerField(db_default=0)),
        migrations.AddField("thing", "at", models.DateTimeField(db_default=Now())),
        migrations.AddField("thing", "until", models.DateTimeField(db_default=LATER)),
        migrations.AddField("thing", "latin", models.CharField(max_length=9, null=True, db_collation="C")),
        migrations.AlterField("thing", "kind", models.CharField(max_length=10, db_default="other")),
        migrations.AlterField("thing", "note", models.TextField(null=True, db_default=Lower(models.Value("A")))),
        migrations.AddField("thing", "of", models.ForeignKey("Thing", models.CASCADE, null=True, db_index=False)),
        migrations.AddField("thing", "parts", models.ManyToManyField("Thing")),
        migrations.AlterField("thing", "name", models.CharField(max_length=200, null=True)),
        migrations.AlterField("thing", "price", models.DecimalField(max_digits=20, decimal_places=2)),
        migrations.AlterField("thing", "name", models.CharField(max_length=100, choices=[("a", "A")])),
        AddIndexConcurrently("thing", INDEX),
        migrations.RunPython(migrations.RunPython.noop),
    ],
)
def test_what_adds_is_let_through(operation: Any) -> None:
    assert faults_of(operation) == []


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE things DROP COLUMN note",
        "ALTER TABLE things DROP note",
        "ALTER TABLE things ALTER COLUMN name TYPE varchar(3)",
        "ALTER TABLE things ALTER COLUMN name SET NOT NULL",
        "ALTER TABLE things ADD COLUMN size integer NOT NULL",
        "ALTER TABLE things ADD CONSTRAINT named CHECK (name <> '')",
        "ALTER TABLE things ADD CONSTRAINT named CHECK (name <> '') NOT VALID, DROP note",
        "ALTER TABLE things ADD CONSTRAINT one UNIQUE (name)",
        "ALTER TABLE things RENAME COLUMN note TO text",
        "CREATE INDEX thing_name ON things (name)",
        "CREATE UNIQUE INDEX thing_name ON things (name)",
        "CREATE UNIQUE INDEX CONCURRENTLY thing_name ON things (name)",
        "DROP FUNCTION fold(text) CASCADE",
        "DROP TRIGGER IF EXISTS old ON things",
        "DROP TABLE things",
        "TRUNCATE things",
        "DELETE FROM things",
        "UPDATE things SET note = ''",
        "LOCK TABLE things",
        "DO $$ BEGIN DELETE FROM things; END $$",
        "SELECT forget_all()",
        "WITH gone AS (DELETE FROM things RETURNING id) INSERT INTO others SELECT id FROM gone",
    ],
)
@pytest.mark.parametrize(
    "before", ["", "-- Adds; only\nCREATE FUNCTION f() RETURNS int AS $f$ SELECT 1; $f$ LANGUAGE sql;"]
)
def test_sql_that_is_not_known_to_add_only_is_found_wherever_it_stands(sql: str, before: str) -> None:
    [fault] = faults_of(migrations.RunSQL(f"{before} {sql};"))
    assert fault.startswith("not known to add only and to hold up nobody: ")
    assert len(faults_of(migrations.RunSQL([before, (sql, [])]))) == 1
    assert faults_of(migrations.RunSQL(sql), contracts="Nothing has read it since the release of May.") == []


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM things; RETURN NULL; END $$",
        "CREATE OR REPLACE FUNCTION f(text) RETURNS text LANGUAGE sql AS $of_it$ SELECT $1; DROP TABLE x $of_it$",
        "CREATE OR REPLACE TRIGGER t AFTER UPDATE OR DELETE ON things FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE INDEX CONCURRENTLY thing_name ON things (lower(name))",
        "ALTER TABLE things ADD CONSTRAINT named CHECK (name IN ('a', 'b; DROP TABLE things')) NOT VALID",
        "ALTER TABLE things VALIDATE CONSTRAINT named",
        "COMMENT ON TABLE things IS 'It''s; DELETE FROM things'",
        "INSERT INTO things (name) VALUES ('a'); -- DROP TABLE things;",
        "CREATE TABLE others (id bigint, note text); CREATE INDEX other ON others (note); ALTER TABLE others DROP note",
    ],
)
def test_sql_that_adds_is_let_through(sql: str) -> None:
    assert faults_of(migrations.RunSQL(sql)) == []


def test_a_table_that_a_migration_makes_may_be_worked_at_in_sql() -> None:
    index = migrations.RunSQL("CREATE INDEX thing_name ON things_thing (name)")
    assert faults_of(TABLE, index, existing=False) == []
    assert len(faults_of(index)) == 1


def test_a_new_table_may_have_what_it_wants() -> None:
    size = migrations.AddField("thing", "size", models.IntegerField())
    assert faults_of(TABLE, size, migrations.AddIndex("thing", INDEX), existing=False) == []


def test_the_migrations_of_the_portal_let_the_release_before_serve_on() -> None:
    assert list(faults_of_new_ones()) == []
