"""The ledger: chained, unchangeable, in order however many write at once."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from core.canonical import checksum
from dialogues.enums import LedgerKind
from dialogues.ledger.chain import breaks
from dialogues.ledger.recording import record
from dialogues.ledger.topics import cpv_topics, topic
from dialogues.models import Dialogue, LedgerEntry
from tests.acts import done_or_refused
from tests.factories import DialogueFactory


def written(dialogue: Dialogue, title: str = "The date is set", **more: Any) -> LedgerEntry:
    said = {"titles": {"en": title, "nb": "", "fi": "Päivä"}, "page": ("dialogue", [dialogue.slug]), "topics": []}
    return record(dialogue, LedgerKind.NEWS, subject=dialogue, **{**said, **more})


@pytest.mark.django_db
def test_each_entry_is_chained_to_the_one_before_and_its_checksum_can_be_computed_by_anybody() -> None:
    dialogue, other = DialogueFactory(slug="zero"), DialogueFactory()

    first, elsewhere, second = written(dialogue), written(other), written(dialogue, "Moved", role="programme manager")

    assert [(entry.number, entry.previous_hash) for entry in (first, elsewhere, second)] == [
        (1, ""),
        (1, ""),
        (2, first.hash),
    ]
    content = LedgerEntry.objects.get(pk=second.pk).content
    assert checksum(content) == second.hash
    assert content == {
        "format": 1,
        "dialogue": "zero",
        "number": 2,
        "kind": "news",
        "at": second.at.isoformat(timespec="microseconds"),
        "titles": {"en": "Moved", "fi": "Päivä"},
        "languages": ["en", "fi"],
        "by": "programme manager",
        "shared_with": "",
        "page": ["dialogue", ["zero"]],
        "files": [],
        "details": {},
        "previous": first.hash,
    }
    assert list(breaks(dialogue)) == []


@pytest.mark.django_db
def test_a_time_in_another_zone_is_the_same_moment_to_the_checksum() -> None:
    entry = written(DialogueFactory(), at=datetime(2020, 3, 27, 9, tzinfo=ZoneInfo("Europe/Oslo")))
    assert LedgerEntry.objects.get().content["at"] == "2020-03-27T08:00:00.000000+00:00"
    assert list(breaks(entry.dialogue)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE dialogues_ledgerentry SET role = 'x'", "DELETE FROM dialogues_ledgerentry"])
def test_the_database_refuses_to_change_an_entry(change: str) -> None:
    written(DialogueFactory())
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db
def test_the_address_of_a_dialogue_stands_from_its_first_entry_on() -> None:
    dialogue = DialogueFactory(slug="zero")
    same = Dialogue.objects.filter(pk=dialogue.pk)
    same.update(slug="zero-emission")
    dialogue.refresh_from_db()
    written(dialogue)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        same.update(slug="zero")
    same.update(slug="zero-emission", title_en="Zero emission")
    assert list(breaks(same.get())) == []


@pytest.mark.django_db
def test_what_was_forced_past_the_database_is_found() -> None:
    dialogue = DialogueFactory()
    entries = [written(dialogue, f"News {number}") for number in range(1, 5)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE dialogues_ledgerentry DISABLE TRIGGER ledger_stands")
        cursor.execute("UPDATE dialogues_ledgerentry SET role = 'nobody' WHERE id = %s", [entries[1].pk])
        cursor.execute("DELETE FROM dialogues_ledgerentry WHERE id = %s", [entries[2].pk])
        cursor.execute("ALTER TABLE dialogues_ledgerentry ENABLE TRIGGER ledger_stands")

    assert [(entry.number, wrong) for entry, wrong in breaks(dialogue)] == [
        (2, f"it does not have the checksum {entries[1].hash}"),
        (4, "entry 3 is missing before it"),
        (4, "it is not chained to the entry before"),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_chained_to_the_other() -> None:
    dialogue = DialogueFactory()

    done_or_refused(*(partial(written, dialogue, f"News {number}") for number in range(24)))

    assert list(LedgerEntry.objects.values_list("number", flat=True)) == list(range(1, 25))
    assert list(breaks(dialogue)) == []


@pytest.mark.django_db
def test_entries_are_found_by_what_they_are_about() -> None:
    dialogue = DialogueFactory()
    vans = written(dialogue, "Vans", topics=[topic(dialogue), *cpv_topics(["34136000"])])
    closed = written(dialogue, "Slides", topics=["events"], audience="Workshop in Oslo")

    assert list(LedgerEntry.objects.about("cpv-34000000")) == [vans]
    assert list(LedgerEntry.objects.about("cpv-34130000", "events")) == [vans, closed]
    assert list(LedgerEntry.objects.about("cpv-60000000")) == []
    assert list(LedgerEntry.objects.public()) == [vans]
