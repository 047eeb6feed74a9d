"""The doors of a need's states: each asks who may, takes the step and tells the other side.

Its withdrawal is in needs/signing/withdrawing.py, since statements may be made of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, move, move_all
from needs.intake.sections import missing
from needs.intake.taking_part import outside
from needs.market import need_hidden, need_shown
from needs.models import ChallengeNeed, Need, NeedTransition
from needs.notifications import intake as notifications
from needs.rules import curated_alike


@contextmanager
def locked(need: Need) -> Iterator[Need]:
    """The need as it is now, for a step that looks at what hangs on it too; the caller's own learns what became."""
    with transaction.atomic():
        current = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
        yield current
    need.state, need.is_public = current.state, current.is_public


def submit(need: Need, by: Any) -> None:
    """Hand it in, or in again after it was returned.

    Raises Refused where it lacks what it cannot do without, and where its body takes no part.
    """
    with locked(need) as current:
        move(current, "submit", by)
        if reason := outside(current.municipality, current.dialogue):
            raise Refused(reason)
        if lacking := missing(current):
            said = " ".join(str(row.section.lacks) for row in lacking)
            raise Refused(_("Something is missing. %(what)s") % {"what": said})
        notifications.submitted(current, by)


def accept(need: Need, by: Any) -> None:
    """Staff take a submitted need up; from now on it may be joined into challenges."""
    with transaction.atomic():
        move(need, "accept", by)
        notifications.accepted(need, by)


def send_back(need: Need, by: Any, reason: str) -> None:
    """Return it to its owner, who changes what the reason asks for and submits it again.

    Also an accepted one, for as long as no challenge uses it: what others agree upon is not rewritten under them.
    """
    reason = said(reason)
    with locked(need) as current:
        refuse_used([current])
        was_public = current.is_public
        move(current, "return", by, reason=reason, is_public=False)
        told_hidden(current, by, was_public)
        notifications.returned(current, by, reason)


def decline(need: Need, by: Any, reason: str) -> None:
    """Staff do not take a submitted need up. Its owner reads why."""
    reason = said(reason)
    with transaction.atomic():
        move(need, "decline", by, reason=reason)
        notifications.declined(need, by, reason)


def reopen(need: Need, by: Any, reason: str = "") -> None:
    """Take the answer back, an acceptance or a refusal: the need is submitted again. Not while a challenge uses it."""
    with locked(need) as current:
        refuse_used([current])
        was_public = current.is_public
        move(current, "reopen", by, reason=reason.strip(), is_public=False)
        told_hidden(current, by, was_public)
        notifications.reopened(current, by)


# The same for many at once. Who does it holds the needs' lock and tells their owners (needs/curation/acts.py). Each
# answers the new rows of the trails.


def accept_all(needs: list[Need], by: Any) -> list[NeedTransition]:
    return move_all(needs, "accept", by, alike=curated_alike)


def decline_all(needs: list[Need], by: Any, reason: str) -> list[NeedTransition]:
    return move_all(needs, "decline", by, alike=curated_alike, reason=said(reason))


def reopen_all(needs: list[Need], by: Any) -> list[NeedTransition]:
    refuse_used(needs)
    public = [need for need in needs if need.is_public]
    trail = move_all(needs, "reopen", by, alike=curated_alike, is_public=False)
    for need in public:
        need_hidden(need, by)
    return trail


def show(need: Need, by: Any) -> None:
    """Its owner makes an accepted need public. Public already is as good."""
    require(by, "needs.edit_need", need)
    set_public(need, by, "show", wanted=True)


def hide(need: Need, by: Any) -> None:
    """Its owner takes it out of the public's sight. Out of it already is as good."""
    require(by, "needs.take_back_need", need)
    set_public(need, by, "hide", wanted=False)


def set_public(need: Need, by: Any, action: str, *, wanted: bool) -> None:
    with locked(need) as current:
        if current.is_public != wanted:
            move(current, action, by, is_public=wanted)
            tell = need_shown if wanted else need_hidden
            tell(current, by)


def told_hidden(need: Need, by: Any, was_public: bool) -> None:
    if was_public:
        need_hidden(need, by)


def refuse_used(needs: list[Need]) -> None:
    """Asked under the needs' lock, which joining takes as well."""
    used = set(ChallengeNeed.objects.filter(need__in=needs).values_list("need", flat=True))
    if used and len(needs) == 1:
        raise Refused(_("A challenge uses this need. Take it out of the challenge first."))
    if used:
        names = ", ".join(f"“{need}”" for need in needs if need.pk in used)
        raise Refused(_("Challenges use %(needs)s. Take them out of their challenges first.") % {"needs": names})


def said(reason: str) -> str:
    """The reason without which an answer is none."""
    if not reason.strip():
        raise Refused(_("Write the reason: the municipality reads it."))
    return reason.strip()
