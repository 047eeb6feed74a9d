"""How much of a need each challenge has: splitting, moving a share, and giving it back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.workflow import Refused
from needs.curation import sources
from needs.enums import StatementState
from needs.models import Challenge, ChallengeNeed, Need, Statement


def source_of(challenge: Challenge, need: Need) -> ChallengeNeed | None:
    return challenge.sources.filter(need=need).prefetch_related("parts").first()


def shared(need: Need, here: Challenge, there: Challenge) -> sources.Parts:
    """What is to be divided between two challenges, by demand line: all that the one has, and the other's part.

    Raises Refused where the need is not there, or where the other counts all of its demand already.
    """
    mine, theirs = source_of(here, need), source_of(there, need)
    if mine is None:
        raise Refused(_("“%(need)s” is not in the challenge any more.") % {"need": need})
    if theirs is not None and not (mine.is_split and theirs.is_split):
        raise Refused(_("Both challenges have “%(need)s” already. Remove it from one of them first.") % {"need": need})
    if not mine.is_split:
        return sources.lines_of(need)
    return sources.together(sources.parts_of(mine), sources.parts_of(theirs) if theirs else {})


def divided(need: Need, here: Challenge, there: Challenge, stays: sources.Parts) -> tuple[sources.Parts, sources.Parts]:
    """What stays and what goes; both together are what there is, to the last line and unit."""
    whole = shared(need, here, there)
    if not whole:
        raise Refused(_("“%(need)s” states no demand that could be split.") % {"need": need})
    if whole.keys() != stays.keys():
        raise Refused(_("The demand of “%(need)s” was changed meanwhile. Look at it as it is now.") % {"need": need})
    if any(not 0 <= stays[line] <= quantity for line, quantity in whole.items()):
        raise Refused(_("What stays is between nothing and all of the line."))
    goes = {line: quantity - stays[line] for line, quantity in whole.items()}
    if not any(stays.values()) or not any(goes.values()):
        raise Refused(_("Each challenge gets something. To give all of it to the other, move the need."))
    return positive(stays), positive(goes)


def positive(parts: sources.Parts) -> sources.Parts:
    return {line: quantity for line, quantity in parts.items() if quantity}


def others(challenge: Challenge, needs: Iterable[Need]) -> dict[int, int]:
    """Of needs split between this challenge and exactly one more, the number of the other.

    Only where nobody was shown the other's statement: what was circulated does not grow by itself.
    """
    mine = challenge.sources.filter(need__in=[need.pk for need in needs], is_split=True)
    beside = ChallengeNeed.objects.filter(need__in=mine.values("need"), is_split=True).exclude(challenge=challenge)
    found: dict[int, list[int]] = {}
    for need, other in beside.values_list("need", "challenge"):
        found.setdefault(need, []).append(other)
    alone = {need: numbers[0] for need, numbers in found.items() if len(numbers) == 1}
    quiet = [StatementState.DRAFT, StatementState.ABANDONED]
    shown = set(
        Statement.objects.filter(challenge__in=alone.values())
        .exclude(state__in=quiet)
        .values_list("challenge", flat=True)
    )
    return {need: other for need, other in alone.items() if other not in shown}


def give_back(challenge: Challenge, needs: list[Need], others: dict[int, int]) -> None:
    """Take needs out of a challenge; where a need has another one in `others`, its part goes there."""
    found = sources.of([challenge.pk, *others.values()], others)
    grown = [
        (found[other, need], both(found[challenge.pk, need], found[other, need])) for need, other in others.items()
    ]
    sources.set_parts(grown)
    challenge.sources.filter(need__in=needs).delete()


def both(one: ChallengeNeed, other: ChallengeNeed) -> sources.Parts:
    return sources.together(sources.parts_of(one), sources.parts_of(other))


def immovable(origin: Challenge, goal: Challenge, needs: list[Need]) -> dict[int, str]:
    """Why some needs can not be moved."""
    mine = dict(origin.sources.filter(need__in=needs).values_list("need", "is_split"))
    theirs = dict(goal.sources.filter(need__in=needs).values_list("need", "is_split"))
    reasons = {need.pk: _("the challenge does not have it any more.") for need in needs if need.pk not in mine}
    for number in mine.keys() & theirs.keys():
        if mine[number] != theirs[number]:
            reasons[number] = _("the other challenge has it already, with another share of its demand.")
    return reasons


def carry(origin: Challenge, goal: Challenge, needs: list[Need], by: Any) -> None:
    """Take what a challenge has of needs to another; what the other has of them already stays."""
    found = sources.of([origin.pk, goal.pk], [need.pk for need in needs])
    pairs = [(found[origin.pk, need.pk], found.get((goal.pk, need.pk))) for need in needs]
    sources.set_parts([(theirs, both(mine, theirs)) for mine, theirs in pairs if theirs and mine.is_split])
    ChallengeNeed.objects.filter(pk__in=[mine.pk for mine, theirs in pairs if theirs]).delete()
    new = ChallengeNeed.objects.filter(pk__in=[mine.pk for mine, theirs in pairs if not theirs])
    new.update(challenge=goal, added_by=by, added_at=timezone.now())


def unplaced(need: Need) -> sources.Parts:
    """What of a split need's demand is in no challenge."""
    uses = list(need.uses.prefetch_related("parts"))
    if not uses or not all(source.is_split for source in uses):
        return {}
    left = sources.lines_of(need)
    for source in uses:
        for line, quantity in sources.parts_of(source).items():
            left[line] = left.get(line, Decimal()) - quantity
    return {line: quantity for line, quantity in left.items() if quantity > 0}
