"""What may be done on a board, by whom, and what others then see."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from core.workflow import Refused
from events.boards import joining, keeping, notes, snapshot
from events.boards.enums import BoardState, NoteState
from events.enums import Audience
from events.models import BoardNote, Dot
from tests.factories import (
    BoardFactory,
    BoardGuestFactory,
    BoardNoteFactory,
    ParticipationFactory,
    StaffRoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BoardFactory()


@pytest.fixture
def manager(board):
    return StaffRoleFactory(dialogue=board.event.dialogue).user


@pytest.fixture
def guest(board):
    return BoardGuestFactory(event=board.event)


def put(board, by, text="Range in winter", **more):
    return notes.put_down(board, by, **{"key": uuid4(), "text": text, "language": "nb", **more})


def seen(board, everything: bool = False) -> list[tuple]:
    picture = snapshot.taken(board.pk).since(0, everything)
    return [(note["text"], note["group"], note["dots"], note["hidden"]) for note in picture["notes"]]


def test_a_note_sent_twice_is_one_and_keeps_its_language(board, guest) -> None:
    key = uuid4()
    first = put(board, guest, "Rekkevidde\nom vinteren ", key=key)
    again = put(board, guest, "something else", key=key)
    assert (first, again.text, again.language) == (again, "Rekkevidde\nom vinteren", "nb")
    assert put(board, BoardGuestFactory(event=board.event), key=key).guest == guest, "another cannot write over it"
    assert board.notes.count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\u200d", "x" * 501])
def test_a_note_says_something_and_not_too_much(board, guest, text: str) -> None:
    with pytest.raises(Refused):
        put(board, guest, text)


def test_only_an_open_board_takes_notes_and_dots(board, guest, manager) -> None:
    note = put(board, guest)
    keeping.step(board, "close", manager)
    for act in (
        lambda: put(board, guest),
        lambda: notes.give_dots(note, 1, guest),
        lambda: notes.take_back(note, guest),
    ):
        with pytest.raises(Refused):
            act()
    keeping.step(board, "close", manager)
    keeping.step(board, "open", manager)
    put(board, guest)
    assert [(step.action, step.actor) for step in board.trail.all()] == [("close", manager), ("open", manager)]


def test_dots_are_given_up_to_the_number_and_taken_back(board, guest) -> None:
    one, two = put(board, guest), put(board, guest, "Charging")
    assert [notes.give_dots(one, 2, guest), notes.give_dots(two, 1, guest), notes.give_dots(two, 1, guest)] == [1, 0, 0]
    with pytest.raises(Refused, match="All your dots are given"):
        notes.give_dots(two, 2, guest)
    assert notes.give_dots(one, 0, guest) == 2
    assert notes.give_dots(two, 1, BoardGuestFactory(event=board.event)) == 2
    assert [row[2] for row in seen(board)] == [0, 2]


@pytest.mark.django_db(transaction=True)
def test_many_who_give_dots_at_once_with_one_browser_give_no_more_than_there_are(board, guest) -> None:
    made = [put(board, guest, f"Note {number}") for number in range(8)]

    def give(note: BoardNote) -> bool:
        try:
            notes.give_dots(note, 1, guest)
        except Refused:
            return False
        finally:
            connections["default"].close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(give, made)) == board.dots
    assert Dot.objects.count() == board.dots


def test_the_facilitator_sorts_merges_hides_and_splits_and_no_words_are_lost(board, guest, manager) -> None:
    other = BoardGuestFactory(event=board.event)
    group = keeping.add_group(board, "Charging ", manager)
    one, two, three = put(board, guest, "Depots"), put(board, other, "Ladeplasser"), put(board, other, "Buy from us!")
    notes.give_dots(one, 1, guest)
    notes.give_dots(two, 2, guest)
    notes.give_dots(two, 1, other)
    notes.sort_into(one, group, manager)
    notes.merge(two, one, manager)
    notes.hide(three, manager)
    assert seen(board) == [("Depots", group.pk, 4, False)]
    assert seen(board, everything=True)[1] == ("Buy from us!", None, 0, True)
    assert snapshot.taken(board.pk).notes[0]["also"] == [{"id": two.pk, "text": "Ladeplasser", "language": "nb"}]
    assert sorted(Dot.objects.values_list("guest", "number")) == sorted([(guest.pk, 3), (other.pk, 1)])
    two.refresh_from_db()
    notes.split(two, manager)
    notes.show(three, manager)
    keeping.remove_group(group, manager)
    in_none = [("Depots", None, 4, False), ("Ladeplasser", None, 0, False), ("Buy from us!", None, 0, False)]
    assert seen(board) == in_none, "the dots stay where they were brought"
    with pytest.raises(Refused):
        notes.merge(one, one, manager)


def test_who_follows_is_told_what_changed_since_and_never_what_is_hidden(board, guest, manager) -> None:
    one, two = put(board, guest, "One"), put(board, guest, "Two")
    board.refresh_from_db()
    before = board.version
    notes.hide(one, manager)
    group = keeping.add_group(board, "Charging", manager)
    keeping.shift_group(keeping.add_group(board, "Routines", manager), manager, -1)
    told = snapshot.taken(board.pk).since(before)
    assert (told["notes"], told["gone"]) == ([], [one.pk])
    assert [row["title"] for row in told["groups"]] == ["Routines", "Charging"]
    notes.take_back(two, guest)
    keeping.rename_group(group, "Charging at night", manager)
    assert sorted(snapshot.taken(board.pk).since(before)["gone"]) == [one.pk, two.pk]
    assert BoardNote.objects.get(pk=two.pk).text == ""
    assert snapshot.taken(board.pk).since(before + 99)["notes"] == []


def test_the_picture_is_asked_for_once_for_many(board, guest, django_assert_num_queries) -> None:
    put(board, guest)
    snapshot.kept.pictures.clear()
    with django_assert_num_queries(5):
        pictures = {id(snapshot.of(board.pk)) for _asker in range(200)}
    assert len(pictures) == 1


def test_a_board_of_many_notes_costs_as_much_as_of_one(board, guest) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            snapshot.taken(board.pk)
        return len(queries)

    put(board, guest)
    few = cost()
    for number in range(9):
        put(board, BoardGuestFactory(event=board.event, body=ParticipationFactory().municipality), f"Note {number}")
    assert cost() == few


# Who may


def test_nobody_does_what_is_not_hers(board, guest, manager) -> None:
    note = put(board, guest)
    elsewhere, other = BoardGuestFactory(), BoardGuestFactory(event=board.event)
    stranger, other_manager = UserFactory(), StaffRoleFactory().user
    for person in (elsewhere, stranger, other_manager):
        with pytest.raises(PermissionDenied):
            put(board, person)
    for person in (guest, other, elsewhere, stranger, other_manager):
        for act in (
            lambda by: notes.hide(note, by),
            lambda by: notes.merge(note, note, by),
            lambda by: notes.sort_into(note, None, by),
            lambda by: keeping.step(board, "close", by),
            lambda by: keeping.add_group(board, "Mine", by),
            lambda by: keeping.change(board, by, dots=50),
            lambda by: joining.let_join(board.event, by),
            lambda by: joining.name_facilitator(board, "Me", by),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    with pytest.raises(Refused):
        notes.take_back(note, other)
    with pytest.raises(PermissionDenied):
        notes.give_dots(note, 1, elsewhere)


def test_somebody_named_leads_one_board_until_she_is_dismissed(board, manager) -> None:
    second = BoardFactory(event=board.event)
    facilitator = joining.name_facilitator(board, "Kari", manager)
    event, leads = joining.event_of(f"{facilitator.code[:5]} {facilitator.code[5:].lower()}")
    guest = joining.join(event, leads, None, "", None)
    assert joining.first_board(guest) == board
    keeping.step(board, "close", guest)
    assert (board.state, board.trail.get().actor) == (BoardState.CLOSED, None)
    with pytest.raises(PermissionDenied):
        keeping.step(second, "close", guest)
    joining.dismiss_facilitator(board, facilitator.pk, manager)
    with pytest.raises(PermissionDenied):
        keeping.step(board, "open", guest)
    with pytest.raises(joining.NoSuchCode):
        joining.event_of(facilitator.code)


def test_a_code_opens_the_event_until_there_is_another_or_none(board, manager) -> None:
    first = joining.let_join(board.event, manager).code
    assert joining.event_of(f" {first[:3].lower()}-{first[3:]} ") == (board.event, None)
    second = joining.let_join(board.event, manager).code
    joining.end_joining(board.event, manager)
    for code in (first, second, "", "NOSUCH"):
        with pytest.raises(joining.NoSuchCode):
            joining.event_of(code)


@pytest.mark.parametrize(
    ("audience", "by"), [(Audience.MUNICIPALITIES, "Kari, Oslo"), (Audience.SUPPLIERS, ""), (Audience.EVERYONE, "")]
)
def test_where_companies_come_notes_are_unsigned_whoever_wrote_them(audience: str, by: str) -> None:
    board = BoardFactory(event__audience=audience)
    body = ParticipationFactory(dialogue=board.event.dialogue, municipality__name="Oslo").municipality
    assert joining.asks_who(board.event) is bool(by)
    guest = joining.join(board.event, None, None, "Kari", body)
    put(board, guest)
    assert [note["by"] for note in snapshot.taken(board.pk).notes] == [by]
    assert (guest.name, guest.body) == (("Kari", body) if by else ("", None))


def test_a_note_of_another_board_is_out_of_reach(board, manager) -> None:
    own, foreign = BoardNoteFactory(board=board), BoardNoteFactory()
    with pytest.raises(Refused):
        notes.merge(own, foreign, manager)
    with pytest.raises(Refused):
        notes.sort_into(own, foreign.board.groups.create(title="Theirs", position=1), manager)
    assert BoardNote.objects.filter(state=NoteState.SHOWN, merged_into=None, group=None).count() == 2
