"""What a migration may not do to the release before, and what it may."""

from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from dialogue_portal.machine.migrations import faults, faults_of_new_ones

TABLE = migrations.CreateModel(
    "Thing",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=100)),
        ("note", models.TextField(null=True)),
    ],
)
INDEX = models.Index(fields=["name"], name="thing_name")
CHECK = models.CheckConstraint(condition=~models.Q(name=""), name="thing_has_name")
ADDS = "the release before writes no such column: it wants null=True or a db_default"
LESS = "a column in use takes less: add another one"


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
        (migrations.RunSQL("ALTER TABLE things DROP COLUMN note"), "what is in use is taken away"),
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
        migrations.AlterField("thing", "name", models.CharField(max_length=200, null=True)),
        migrations.AlterField("thing", "name", models.CharField(max_length=100, choices=[("a", "A")])),
        AddIndexConcurrently("thing", INDEX),
        migrations.RunSQL("DROP TRIGGER IF EXISTS old ON things"),
        migrations.RunPython(migrations.RunPython.noop),
    ],
)
def test_what_adds_is_let_through(operation: Any) -> None:
    assert faults_of(operation) == []


def test_a_new_table_may_have_what_it_wants() -> None:
    size = migrations.AddField("thing", "size", models.IntegerField())
    assert faults_of(TABLE, size, migrations.AddIndex("thing", INDEX), existing=False) == []


def test_the_migrations_of_the_portal_let_the_release_before_serve_on() -> None:
    assert list(faults_of_new_ones()) == []
