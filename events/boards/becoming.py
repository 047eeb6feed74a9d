"""What notes become: a need that is proposed to a body, or a comment on a clause that is a draft. Both say whence."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import texts
from core.workflow import Refused
from events.models import Board, BoardNote, NoteUse
from events.models.event import RUN
from municipalities.models import Municipality
from needs import origins
from needs.intake import proposing
from needs.models import Category, Clause, ClauseComment, ProposedNeed
from needs.statements import comments


def came_from(board: Board) -> dict[str, Any]:
    event = board.event
    return origins.write(texts(event, "title"), board.title, board.language, event.get_absolute_url())


def propose_need(
    board: Board, notes: Iterable[BoardNote], by: Any, *, body: Municipality, category: Category, **said: str
) -> ProposedNeed:
    """`said` has title, situation and language. The body's editors take the need over or throw it away."""
    with transaction.atomic():
        used = checked(board, notes, by)
        proposal = proposing.propose(body, board.dialogue, by, category=category, came_from=came_from(board), **said)
        NoteUse.objects.bulk_create(NoteUse(note=note, need=proposal, by=by) for note in used)
    return proposal


def comment(board: Board, notes: Iterable[BoardNote], by: Any, *, clause: Clause, **said: str) -> ClauseComment:
    """Passed on by the manager, for no body. `said` has text and language."""
    with transaction.atomic():
        used = checked(board, notes, by)
        made = comments.pass_on(clause, said, came_from(board), by)
        NoteUse.objects.bulk_create(NoteUse(note=note, comment=made, by=by) for note in used)
    return made


def checked(board: Board, notes: Iterable[BoardNote], by: Any) -> list[BoardNote]:
    require(by, RUN, board.event)
    used = list(notes)
    if not used or any(note.board_id != board.pk for note in used):
        raise Refused(_("Choose at least one note."))
    return used
