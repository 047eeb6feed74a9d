"""What managers do with needs: every act goes through here, leaves a record that tells of it, and can be undone.

All or nothing, in one transaction, under locks (needs/curation/locks.py). `seen` is how far the desk had come on the
page from which the act was sent: what somebody else did to the same needs since is never written over.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.texts import text_from, texts
from core.workflow import Refused
from dialogues.models import Dialogue
from needs import workflow
from needs.curation import shares, sources
from needs.curation.challenges import challenge_slug, unfit
from needs.curation.locks import Seen, hold, refuse
from needs.enums import ActKind, NeedState
from needs.models import Category, Challenge, ChallengeNeed, CurationAct, Need, NeedTransition, Statement
from needs.notifications import curation as notifications
from needs.rules import curated_alike


@transaction.atomic
def accept(needs: Iterable[Need], by: Any, seen: Seen | None = None) -> CurationAct:
    """Take submitted needs of a dialogue up."""
    return answer(ActKind.ACCEPT, needs, by, lambda held: workflow.accept_all(held, by), seen=seen)


@transaction.atomic
def decline(needs: Iterable[Need], by: Any, reason: str, seen: Seen | None = None) -> CurationAct:
    """Do not take submitted needs of a dialogue up; their owners read why."""
    reason = workflow.said(reason)
    return answer(
        ActKind.DECLINE, needs, by, lambda held: workflow.decline_all(held, by, reason), reason=reason, seen=seen
    )


def answer(
    kind: ActKind,
    needs: Iterable[Need],
    by: Any,
    door: Callable[[list[Need]], list[NeedTransition]],
    *,
    seen: Seen | None,
    reason: str = "",
) -> CurationAct:
    needs = hold(of_one_dialogue(needs), seen=seen)
    require_answers(needs, by)
    refuse({need.pk: not_submitted(need) for need in needs if need.state != NeedState.SUBMITTED}, needs)
    steps = {str(step.subject_id): step.pk for step in door(needs)}
    return keep(kind, needs, by, reason=reason, before={"steps": steps})


def require_answers(needs: Iterable[Need], by: Any) -> None:
    for need in {curated_alike(need): need for need in needs}.values():
        require(by, "needs.curate_need", need)


def not_submitted(need: Need) -> str:
    return _("it is now: %(state)s.") % {"state": need.get_state_display()}


@transaction.atomic
def join(
    dialogue: Dialogue,
    needs: Iterable[Need],
    *,
    title: str,
    language: str,
    category: Category,
    by: Any,
    seen: Seen | None = None,
) -> CurationAct:
    """Join accepted needs into a new challenge with an empty first statement. `title` is in `language`."""
    require(by, "needs.join_needs", dialogue)
    needs = hold(of_one_dialogue(needs), seen=seen)
    challenge = Challenge.objects.create(dialogue=dialogue, slug=challenge_slug(title), category=category)
    Statement.objects.create(challenge=challenge, number=1, **{build_localized_fieldname("title", language): title})
    refuse_unfit(needs, challenge)
    put_in(challenge, needs, by)
    return keep_sources(ActKind.JOIN, needs, by, [], challenge, joined={"title": title, "language": language})


@transaction.atomic
def add(challenge: Challenge, needs: Iterable[Need], by: Any, seen: Seen | None = None) -> CurationAct | None:
    """Add accepted needs to a challenge; those that it has already stay as they are. None if it had all of them."""
    require(by, "needs.manage_challenge", challenge)
    needs = hold(of_one_dialogue(needs), [challenge], seen)
    refuse_unfit(needs, challenge)
    there = set(challenge.sources.filter(need__in=needs).values_list("need", flat=True))
    new = [need for need in needs if need.pk not in there]
    if not new:
        return None
    before = sources.picture((challenge.pk, need.pk) for need in new)
    put_in(challenge, new, by)
    return keep_sources(ActKind.ADD, new, by, before, challenge)


@transaction.atomic
def remove(
    challenge: Challenge, needs: Iterable[Need], by: Any, reason: str, seen: Seen | None = None
) -> CurationAct | None:
    """Take needs out of a challenge. None if it had none of them. What is published already stays as it is.

    The part of a need whose demand was split between this challenge and one other goes back to the other.
    """
    require(by, "needs.manage_challenge", challenge)
    if not reason.strip():
        raise Refused(_("Write the reason: the challenge keeps it, and the municipality reads it."))
    needs = list(needs)
    beside = shares.others(challenge, needs)
    held = hold(of_one_dialogue(needs), [challenge, *beside.values()], seen)
    there = set(challenge.sources.filter(need__in=held).values_list("need", flat=True))
    taken = [need for need in held if need.pk in there]
    if not taken:
        return None
    back = {need: other for need, other in shares.others(challenge, taken).items() if beside.get(need) == other}
    before = sources.picture([(challenge.pk, need.pk) for need in taken] + [(at, need) for need, at in back.items()])
    shares.give_back(challenge, taken, back)
    return keep_sources(ActKind.REMOVE, taken, by, before, challenge, reason=reason.strip())


@transaction.atomic
def move(
    origin: Challenge, goal: Challenge, needs: Iterable[Need], by: Any, reason: str = "", seen: Seen | None = None
) -> CurationAct:
    """Take needs from a challenge to another, each with as much of its demand as it had there."""
    for challenge in (origin, goal):
        require(by, "needs.manage_challenge", challenge)
    if origin == goal:
        raise Refused(_("Choose two different challenges."))
    needs = hold(of_one_dialogue(needs), [origin, goal], seen)
    refuse_unfit(needs, goal)
    refuse(shares.immovable(origin, goal, needs), needs)
    before = sources.picture((challenge.pk, need.pk) for need in needs for challenge in (origin, goal))
    shares.carry(origin, goal, needs, by)
    return keep_sources(ActKind.MOVE, needs, by, before, goal, origin, reason=reason.strip())


@transaction.atomic
def split(
    need: Need, here: Challenge, there: Challenge, parts: dict[int, Decimal], by: Any, seen: Seen | None = None
) -> CurationAct:
    """Share what a challenge has of a need with another. `parts`: number of the demand line → what stays here."""
    for challenge in (here, there):
        require(by, "needs.manage_challenge", challenge)
    if here == there:
        raise Refused(_("Choose two different challenges."))
    [need] = hold([need], [here, there], seen)
    refuse_unfit([need], there)
    stays, goes = shares.divided(need, here, there, parts)
    before = sources.picture([(here.pk, need.pk), (there.pk, need.pk)])
    put_in(there, [need], by)
    both = sources.of([here.pk, there.pk], [need.pk])
    sources.set_parts([(both[here.pk, need.pk], stays), (both[there.pk, need.pk], goes)])
    return keep_sources(ActKind.SPLIT, [need], by, before, here, there)


def of_one_dialogue(needs: Iterable[Need]) -> list[Need]:
    needs = list(needs)
    if not needs:
        raise Refused(_("Choose at least one need."))
    if len({need.dialogue_id for need in needs}) > 1:
        raise Refused(_("These needs belong to several dialogues. Choose those of one."))
    return needs


def refuse_unfit(needs: list[Need], challenge: Challenge) -> None:
    found = {need.pk: unfit(challenge, need) for need in needs}
    refuse({number: reason for number, reason in found.items() if reason}, needs)


def put_in(challenge: Challenge, needs: list[Need], by: Any) -> None:
    new = [ChallengeNeed(challenge=challenge, need=need, added_by=by) for need in needs]
    ChallengeNeed.objects.bulk_create(new, ignore_conflicts=True)


def keep_sources(
    kind: ActKind,
    needs: list[Need],
    by: Any,
    before: sources.Picture,
    challenge: Challenge,
    other: Challenge | None = None,
    *,
    reason: str = "",
    joined: dict[str, str] | None = None,
) -> CurationAct:
    pairs = [(row[0], row[1]) for row in before] or [(challenge.pk, need.pk) for need in needs]
    kept = {"sources": before, "after": sources.picture(pairs), "joined": joined}
    return keep(kind, needs, by, challenge=challenge, other=other, reason=reason, before=kept)


def keep(
    kind: ActKind,
    needs: list[Need],
    by: Any,
    *,
    before: dict[str, Any],
    challenge: Challenge | None = None,
    other: Challenge | None = None,
    reason: str = "",
) -> CurationAct:
    titles, other_titles = titles_of(challenge), titles_of(other)
    names = {"count": len(needs), "titles": titles, "other_titles": other_titles, "other": name(other, other_titles)}
    act = CurationAct.objects.create(
        dialogue=needs[0].dialogue,
        kind=kind,
        challenge=challenge,
        other=other,
        title=name(challenge, titles),
        reason=reason,
        before={**before, **names},
        actor=by,
    )
    act.needs.add(*needs)
    notifications.done(act, needs)
    return act


def titles_of(challenge: Challenge | None) -> dict[str, str]:
    """In every language, so that each reader is told in her own, also when the challenge is gone."""
    latest = challenge.statements.order_by("-number").first() if challenge else None
    return texts(latest, "title") if latest else {}


def name(challenge: Challenge | None, titles: dict[str, str]) -> str:
    """For whoever acts, in her language; the address where there is no title."""
    return str(text_from(titles)) or challenge.slug if challenge else ""
