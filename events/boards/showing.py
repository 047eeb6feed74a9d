"""A board as its page shows it to one person: columns with notes, what is hers, what she may do."""

from typing import Any

from events.boards import snapshot
from events.boards.enums import NoteState
from events.boards.people import Person
from events.models import BoardNote, Dot

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
    """Which notes are hers, and how many dots she gave to which."""
    if person.guest is None:
        return {"notes": [], "dots": {}}
    dots = Dot.objects.filter(guest=person.guest, note__board=person.board).values_list("note", "number")
    notes = person.guest.notes.filter(board=person.board).values_list("pk", flat=True)
    return {"notes": list(notes), "dots": dict(dots)}


def page(person: Person) -> dict[str, Any]:
    """The context of the page. It shows what is stored now, not the picture that others are shown."""
    leads = person.facilitates
    taken = snapshot.taken(person.board.pk)
    picture, hers = taken.since(0, everything=leads), own(person)
    return {
        "board": person.board,
        "person": person,
        "leads": leads,
        "picture": picture,
        "columns": columns(picture, hers),
        "own": hers,
        "left": max(picture["dots"] - sum(hers["dots"].values()), 0),
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
        "beneath": note.merged.all(),
    }
