"""Briefs of before there were editions become first editions, and back, in a database of its own."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.canonical import checksum
from needs.publishing.editions import content_of

BEFORE, AFTER = ("needs", "0010_writing"), ("needs", "0011_editions")
RELEASED, PUBLISHED = datetime(2020, 11, 12, 9, tzinfo=UTC), datetime(2020, 11, 13, 9, tzinfo=UTC)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Another one instead of the tests' own."""
    server, name, own = os.environ["DATABASE_URL"], f"migrated_{os.getpid()}", connection.settings_dict["NAME"]
    with psycopg.connect(server, autocommit=True) as outside:
        outside.execute(f"CREATE DATABASE {name}")
        try:
            with django_db_blocker.unblock():
                go_to(name)
                yield
        finally:
            go_to(own)
            outside.execute(f"DROP DATABASE {name} WITH (FORCE)")


def go_to(database: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = database


def migrate(target: tuple[str, str]) -> Any:
    """The models as they are then."""
    MigrationExecutor(connection).migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


def old_rows(apps: Any) -> SimpleNamespace:
    """A statement that is public, one that is being published, one that is a draft; of two bodies one has signed."""
    made = {name: apps.get_model(app, name) for app, name in OLD}
    dialogue = made["Dialogue"].objects.create(slug="d", title="Dialogue", starts_on=RELEASED.date())
    category = made["Category"].objects.create(slug="c", name="Deliveries")
    oslo, turku = (
        made["Municipality"].objects.create(official_name=name, country=country, kind="municipality")
        for name, country in (("Oslo", "NO"), ("Turku / Åbo", "FI"))
    )
    found = SimpleNamespace()
    for slug, state in (("public", "published"), ("soon", "releasing"), ("draft", "draft")):
        challenge = made["Challenge"].objects.create(dialogue=dialogue, slug=slug, category=category)
        fields = {} if state == "draft" else frozen(slug) | {"released_at": RELEASED}
        if state == "published":
            fields["published_at"] = PUBLISHED
        statement = made["Statement"].objects.create(
            challenge=challenge, number=1, title_en=slug, state=state, **fields
        )
        setattr(found, slug, statement)
        if state != "draft":
            brief_rows(made["Brief"], statement)
    signed = {"statement": found.public, "content_hash": found.public.content_hash}
    made["Signature"].objects.create(municipality=oslo, signed_at=RELEASED, **signed)
    made["Signature"].objects.create(municipality=turku, signed_at=datetime(2020, 12, 1, tzinfo=UTC), **signed)
    made["Intent"].objects.create(
        challenge=found.public.challenge, municipality=turku, step="buys_jointly", since=date(2020, 11, 1)
    )
    return found


OLD = [
    ("dialogues", "Dialogue"),
    ("municipalities", "Municipality"),
    *(("needs", name) for name in ("Category", "Challenge", "Statement", "Brief", "Signature", "Intent")),
]


def frozen(slug: str) -> dict[str, Any]:
    body = {"official_name": "Oslo", "name": {}, "country": "NO", "kind": "municipality"}
    content = {"number": 1, "title": {"en": slug}, "clauses": [], "bodies": [body], "inhabitants": 693494}
    return {"content": content, "content_hash": checksum(content)}


def brief_rows(model: Any, statement: Any) -> None:
    for code in LANGUAGES:
        ready = {"state": "ready", "file": f"briefs/{code}.pdf", "sha256": "0" * 64, "size": 1, "pages": 4}
        waits = {"state": "waiting"}
        fields = ready if statement.state == "published" else waits
        model.objects.create(statement=statement, language=code, queued_at=RELEASED, **fields)


def test_existing_briefs_become_first_editions_and_go_back(empty_database: None) -> None:
    rows = old_rows(migrate(BEFORE))
    apps = migrate(AFTER)
    Edition, Brief = apps.get_model("needs", "Edition"), apps.get_model("needs", "Brief")
    editions = {edition.statement_id: edition for edition in Edition.objects.all()}
    assert set(editions) == {rows.public.pk, rows.soon.pk}
    public, soon = editions[rows.public.pk], editions[rows.soon.pk]
    assert [(edition.number, edition.dated_on, edition.published_at) for edition in (public, soon)] == [
        (1, PUBLISHED.date(), PUBLISHED),
        (1, RELEASED.date(), None),
    ]
    assert {(row["official_name"], row.get("signed_on"), row.get("step")) for row in public.supporters["bodies"]} == {
        ("Oslo", "2020-11-12", None),
        ("Turku / Åbo", None, "buys_jointly"),
    }
    assert [edition.briefs.count() for edition in (public, soon)] == [6, 6]
    assert [edition.content_hash for edition in (public, soon)] == [checksum(content_of(row)) for row in (public, soon)]

    # A second edition is more than the older shape can hold: it goes, and nothing else does
    second = Edition.objects.create(statement=public.statement, number=2, dated_on=PUBLISHED.date(), content_hash="x")
    Brief.objects.create(statement=public.statement, edition=second, language="en", queued_at=PUBLISHED)
    before = set(Brief.objects.exclude(edition=second).values_list("pk", "statement", "language", "state", "file"))
    assert len(before) == 12
    kept = migrate(BEFORE).get_model("needs", "Brief").objects
    assert set(kept.values_list("pk", "statement", "language", "state", "file")) == before
