"""The boards of the workshops that were held, and one that is open now, with notes, groups and dots. Through the doors.

What became of notes is written as history: nobody is mailed.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from core.texts import texts
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER, needs
from events.boards import becoming, joining, keeping, notes
from events.models import Board, BoardCode, BoardGuest, BoardNote, Event, NoteUse
from municipalities.models import Municipality
from needs.enums import ProposalState
from needs.models import Need, ProposedNeed, ProposedNeedTransition

Entry = dict[str, Any]
OPEN_SINCE = timedelta(days=2)
GUESTS = 24  # who gave dots at each event
PROPOSED = "gladsaxe"  # whose proposal still waits


def load() -> int:
    there = set(Board.objects.values_list("event__slug", "title"))
    missing = [entry for entry in read("boards")["board"] if (entry["event"], entry["title"]) not in there]
    if not missing:
        return 0
    events = Event.objects.select_related("dialogue").in_bulk({entry["event"] for entry in missing}, field_name="slug")
    manager, places, known = User.objects.get(email=MANAGER), bodies(), needs()
    for entry in missing:
        create(entry, events[entry["event"]], manager, places, known)
    if PROPOSED in places:
        propose(manager, places[PROPOSED], known)
    return len(missing)


def create(entry: Entry, event: Event, manager: User, places: dict[str, Municipality], known: dict[str, Need]) -> None:
    track = read("phrases")[entry["track"]]["en"] if "track" in entry else ""
    session = event.sessions.get(track_en=track) if track else None
    opened = session.starts_at if session else timezone.now() - OPEN_SINCE
    said = {name: entry[name] for name in ("title", "question", "language", "dots")}
    board = keeping.make(event, manager, session=session, created_at=opened, **said)
    keeping.step(board, "open", manager, at=opened)
    groups = [None, *(keeping.add_group(board, title, manager) for title in entry["groups"])]
    guests = guests_of(board, entry, places)
    made = [put(board, number, row, groups, guests) for number, row in enumerate(entry["notes"], start=1)]
    vote(entry, made, guests)
    for note, row in zip(made, entry["notes"], strict=True):
        if "into" in row:
            notes.merge(note, made[row["into"] - 1], manager)
        if session and (need := known.get(row.get("need", ""))):
            became(board, note, need, manager, session.ends_at)
    if session:
        keeping.step(board, "close", manager, at=session.ends_at)
    else:
        let_in(board, entry, manager)


def let_in(board: Board, entry: Entry, manager: User) -> None:
    """Whoever tries the demo joins with the code that README.md tells."""
    joining.let_join(board.event, manager)
    BoardCode.objects.filter(event=board.event).update(code=entry["code"])
    joining.name_facilitator(board, entry["leads"], manager)


def guests_of(board: Board, entry: Entry, places: dict[str, Municipality]) -> dict[str, BoardGuest]:
    """Those of the event, by the key of the body, or by a number where they said nothing of themselves."""
    event, names = board.event, entry.get("names", {})
    if event.board_guests.count() < GUESTS:
        boards = [one for one in read("boards")["board"] if one["event"] == event.slug]
        wrote = {row["by"] for one in boards for row in one["notes"] if "by" in row}
        came: list[Any] = [*sorted(wrote & places.keys())]
        came += [None] * (GUESTS - len(came))
        BoardGuest.objects.bulk_create(
            BoardGuest(event=event, name=names.get(key, ""), body=places.get(key), joined_at=board.created_at)
            for key in came
        )
    keys: dict[int | None, str] = {body.pk: key for key, body in places.items()}
    return {keys.get(guest.body_id, str(guest.pk)): guest for guest in event.board_guests.order_by("pk")}


def put(board: Board, number: int, row: Entry, groups: list[Any], guests: dict[str, BoardGuest]) -> BoardNote:
    at: datetime = board.created_at + timedelta(minutes=5, seconds=70 * number)
    group = groups[row.get("group", 0)]
    return notes.put_down(
        board,
        guests.get(row.get("by", "")) or list(guests.values())[-1],
        key=uuid5(NAMESPACE_URL, f"{board.event.slug}/{board.title}/{number}"),
        text=row["text"],
        language=row["language"],
        group=group.pk if group else None,
        at=at,
    )


def vote(entry: Entry, made: list[BoardNote], guests: dict[str, BoardGuest]) -> None:
    """One dot after the other from each who has one left."""
    left: dict[str, int] = dict.fromkeys(guests, int(entry["dots"]))
    turn = 0
    for note, row in zip(made, entry["notes"], strict=True):
        givers: set[str] = set()
        names = list(guests)
        for _step in range(len(names) * 2):
            if len(givers) == row["dots"]:
                break
            name = names[turn % len(names)]
            turn += 1
            if left[name] and name not in givers:
                notes.give_dots(note, 1, guests[name])
                left[name] -= 1
                givers.add(name)


# What became of them


def became(board: Board, note: BoardNote, need: Need, manager: User, at: datetime) -> None:
    """A need that its body took over and wrote on."""
    made = ProposedNeed.objects.filter(need=need).first()
    if made is None:
        title = texts(need, "title").get(note.language) or note.text[:200]
        made = proposed(board, note, need, title, manager, at, state=ProposalState.ACCEPTED, need=need)
        step = {"action": "accept", "from_state": "proposed", "to_state": "accepted"}
        ProposedNeedTransition.objects.create(subject=made, at=at + timedelta(days=2), **step)
    NoteUse.objects.create(note=note, need=made, by=manager, at=at)


def propose(manager: User, body: Municipality, known: dict[str, Need]) -> None:
    """One that its body has not answered yet, of the note of its own with the most dots."""
    like = next((need for need in known.values() if need.municipality == body), None)
    rows = BoardNote.objects.filter(guest__body=body, merged_into=None, uses=None).select_related(
        "board__event__dialogue", "board__session"
    )
    note: Any = rows.annotate(given=Sum("dots__number")).order_by("-given", "pk").first()
    if note is None or like is None or body.proposed_needs.exists():
        return
    at = note.board.session.ends_at
    made = proposed(note.board, note, like, note.text.partition(".")[0][:200], manager, at)
    NoteUse.objects.create(note=note, need=made, by=manager, at=at)


def proposed(
    board: Board, note: BoardNote, like: Need, title: str, manager: User, at: datetime, **more: Any
) -> ProposedNeed:
    """For the body of the need that it is `like`, and in its category."""
    return ProposedNeed.objects.create(
        dialogue=board.dialogue,
        municipality=like.municipality,
        category=like.category,
        language=note.language,
        title=title,
        situation=note.text,
        came_from=becoming.came_from(board),
        proposed_by=manager,
        proposed_at=at,
        **more,
    )
