"""What may be done on a board, by whom, and what others then see."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.workflow import Refused
from events.boards import joining, keeping, kept, notes, snapshot
from events.boards.enums import BoardState, NoteState
from events.boards.forms import WhoForm
from events.enums import Audience, EventState
from events.models import BoardCode, BoardGuest, BoardNote, Dot, Event
from events.telling import agenda, announcing
from tests.acts import done_or_refused
from tests.factories import (
    BoardFactory,
    BoardGuestFactory,
    BoardNoteFactory,
    ParticipationFactory,
    SessionFactory,
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

    given = done_or_refused(*(partial(notes.give_dots, note, 1, guest) for note in made))
    assert given.count("done") == board.dots
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


def version_of(board) -> int:
    board.refresh_from_db()
    return board.version


def told_since(board, version: int) -> tuple[list[tuple], list[int]]:
    """What a page that has this version hears: notes with what stands beneath them, and which are gone."""
    told = snapshot.taken(board.pk).since(version)
    told_notes = [(note["text"], note["group"], [one["text"] for one in note["also"]]) for note in told["notes"]]
    return told_notes, sorted(told["gone"])


def test_a_note_that_is_taken_back_lets_go_what_others_wrote_beneath_it(board, guest, manager) -> None:
    other, group = BoardGuestFactory(event=board.event), keeping.add_group(board, "Charging", manager)
    one, two, three = put(board, guest, "Depots"), put(board, other, "Plugs"), put(board, guest, "Cables")
    notes.merge(two, one, manager)
    notes.sort_into(one, group, manager)
    notes.give_dots(one, 2, other)
    notes.take_back(one, guest)
    assert told_since(board, version_of(board)) == ([], []), "whoever has this version has all of it"
    assert told_since(board, 1) == ([("Plugs", group.pk, []), ("Cables", None, [])], [one.pk])
    assert not Dot.objects.exists(), "and those who gave have them back"
    assert notes.give_dots(two, 3, other) == 0

    notes.merge(three, two, manager)
    before = version_of(board)
    notes.take_back(three, guest)
    assert told_since(board, before) == ([("Plugs", group.pk, [])], [three.pk]), "the one above shows it no more"


def test_a_note_that_is_hidden_beneath_another_is_shown_there_no_more(board, guest, manager) -> None:
    one, two = put(board, guest, "Depots"), put(board, guest, "Plugs")
    notes.merge(two, one, manager)
    before = version_of(board)
    notes.hide(two, manager)
    assert told_since(board, before) == ([("Depots", None, [])], [two.pk])
    before = version_of(board)
    notes.show(two, manager)
    assert told_since(board, before)[0] == [("Depots", None, ["Plugs"])]


def test_who_splits_a_note_splits_it_from_where_it_is_now(board, guest, manager) -> None:
    one, two, three = put(board, guest, "Depots"), put(board, guest, "Plugs"), put(board, guest, "Cables")
    group = keeping.add_group(board, "Charging", manager)
    notes.sort_into(one, group, manager)
    notes.merge(three, two, manager)
    as_it_was = BoardNote.objects.select_related("merged_into", "board").get(pk=three.pk)
    assert as_it_was.merged_into == two
    notes.merge(two, one, manager)
    before = version_of(board)
    notes.split(as_it_was, manager)
    assert told_since(board, before)[0] == [("Depots", group.pk, ["Plugs"]), ("Cables", group.pk, [])]


def test_merging_costs_the_same_however_many_gave_dots(board, guest, manager) -> None:
    def cost(givers: int) -> int:
        one, two = put(board, guest, "Depots"), put(board, guest, "Plugs")
        for number in range(givers):
            giver = BoardGuestFactory(event=board.event)
            notes.give_dots(two, 1, giver)
            if number % 2:
                notes.give_dots(one, 2, giver)
        with CaptureQueriesContext(connection) as queries:
            notes.merge(two, one, manager)
        assert sum(one.dots.values_list("number", flat=True)) == givers + givers // 2 * 2
        return len(queries)

    assert cost(2) == cost(7)


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


def test_whoever_asks_first_all_read_the_same_names(board) -> None:
    oslo = ParticipationFactory(dialogue=board.event.dialogue, municipality__name="Oslo").municipality
    put(board, BoardGuestFactory(event=board.event, name="Kari", body=oslo))
    with translation.override("nb"):
        assert snapshot.taken(board.pk).notes[0]["by"] == "Kari, Oslo"


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


def test_other_names_beneath_notes_are_told_to_who_follows(board, guest) -> None:
    body = ParticipationFactory(dialogue=board.event.dialogue, municipality__name="Oslo").municipality
    put(board, guest)
    put(board, BoardGuestFactory(event=board.event))
    before = version_of(board)
    signed = []
    for act in (
        lambda: joining.join(board.event, None, guest, "Kari", body),
        lambda: joining.join(board.event, None, guest, "", None),
        lambda: kept.forget_names(BoardGuest.objects.exclude(name="")),
    ):
        act()
        signed.append([note["by"] for note in snapshot.taken(board.pk).since(before)["notes"]])
        before = version_of(board)
    assert signed == [["Kari, Oslo"], [], ["Oslo"]], "nothing typed is nothing changed"


def test_names_beneath_notes_are_gone_from_open_pages_once_companies_come(board, manager) -> None:
    put(board, BoardGuestFactory(event=board.event, name="Kari"))
    Event.objects.update(state=EventState.DRAFT)
    signed = []
    for door in (
        lambda event: announcing.write(event, manager, audience=Audience.EVERYONE),
        lambda event: announcing.write(event, manager, audience=Audience.MUNICIPALITIES),
        lambda event: (announcing.publish(event, manager), announcing.change(event, manager, {"audience": "everyone"})),
    ):
        before = version_of(board)
        door(Event.objects.get(pk=board.event_id))
        signed.append([note["by"] for note in snapshot.taken(board.pk).since(before)["notes"]])
    assert signed == [[""], ["Kari"], [""]]


def test_a_board_whose_session_is_left_out_stands_for_the_whole_event(board, manager) -> None:
    session = SessionFactory(event=board.event)
    keeping.change(board, manager, session=session)
    agenda.remove(session, manager)
    board.refresh_from_db()
    assert (board.session, board.event.sessions.exists()) == (None, False)


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
    BoardCode.objects.update(made_at=board.event.starts_at)
    second = joining.let_join(board.event, manager).code
    assert joining.code_of(board.event).made_at > board.event.starts_at, "it is of when it was made anew"
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


@pytest.mark.parametrize(
    ("language", "names"), [("sv", ["Göteborg", "Trondheim", "Örebro"]), ("fi", ["Göteborg", "Trondheim", "Örebro"])]
)
def test_public_buyers_to_choose_from_stand_in_the_reader_s_order(board, language: str, names: list[str]) -> None:
    board.event.audience = Audience.MUNICIPALITIES
    for name in ("Örebro", "Trondheim", "Göteborg"):
        ParticipationFactory(dialogue=board.event.dialogue, municipality__official_name=name)
    with translation.override(language):
        assert [str(body) for body in WhoForm(board.event).fields["body"].queryset] == names
