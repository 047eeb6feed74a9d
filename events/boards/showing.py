"""A board as its page shows it to one person: columns with notes, what is hers, what she may do."""

from typing import Any

from events.boards import snapshot
from events.boards.enums import NoteState
from events.boards.people import Person
from events.models import BoardNote, Dot
from events.models.board import MOST_DOTS

# What the patterns of the script are made of
BLANK = {"id": 0, "title": "", "notes": [], "also": [], "dots": 0, "given": 0, "more": 1, "fewer": 0, "language": "en"}


def columns(picture: dict[str, Any], own: dict[str, Any]) -> list[dict[str, Any]]:
    """The notes by group, those of none first."""
    found: dict[Any, dict[str, Any]] = {None: {"id": None, "title": "", "notes": []}}
    found |= {group["id"]: {**group, "notes": []} for group in picture["groups"]}
    for note in picture["notes"]:
        given = own["dots"].get(note["id"], 0)
        place = found.get(note["group"], found[None])
        place["notes"].append(
            {**note, "mine": note["id"] in own["notes"], "given": given, "more": given + 1, "fewer": max(given - 1, 0)}
        )
    return list(found.values())


def own(person: Person) -> dict[str, Any]:
    """Which notes are hers, how many dots she gave to which, and how many she has left."""
    if person.guest is None:
        return {"notes": [], "dots": {}, "left": 0}
    dots = dict(Dot.objects.filter(guest=person.guest, note__board=person.board).values_list("note", "number"))
    notes = person.guest.notes.filter(board=person.board).values_list("pk", flat=True)
    return {"notes": list(notes), "dots": dots, "left": max(person.board.dots - sum(dots.values()), 0)}


def page(person: Person, *, on_wall: bool = False) -> dict[str, Any]:
    """The context of the page. It shows what is stored now, not the picture that others are shown.

    The wall is seen by everybody in the room: it shows nothing that is hidden, whoever opened it.
    """
    leads = person.facilitates and not on_wall
    taken = snapshot.taken(person.board.pk)
    picture, hers = taken.since(0, everything=leads), own(person)
    return {
        "board": person.board,
        "person": person,
        "leads": leads,
        "picture": picture,
        "columns": columns(picture, hers),
        "left": hers["left"],
        "most_dots": MOST_DOTS,
        "blank": BLANK,
        "votes": person.guest is not None,
    }


def note_page(person: Person, note: BoardNote) -> dict[str, Any]:
    """A note, the groups it may go to, and the notes it may be merged into."""
    others = person.board.notes.filter(state=NoteState.SHOWN, merged_into=None).exclude(pk=note.pk)
    return {
        "board": person.board,
        "note": note,
        "groups": person.board.groups.all(),
        "others": others.select_related("group").order_by("group__position", "pk"),
        "beneath": note.merged.exclude(state=NoteState.TAKEN_BACK),
    }
