"""Joining needs into challenges."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import Refused
from dialogues.models import Dialogue
from needs.enums import NeedState, StatementState
from needs.models import Category, Challenge, ChallengeNeed, Need, Statement

# Letters that lose more than an accent when a title becomes an address
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "đ": "d", "ŋ": "n", "ß": "ss"})


def join(
    dialogue: Dialogue, needs: Iterable[Need], *, title: str, language: str, category: Category, by: Any
) -> Challenge:
    """Join accepted needs of a dialogue into a new challenge with an empty first statement.

    `title` is in `language`. Raises Refused if there is no need, or one of another dialogue or state.
    """
    require(by, "needs.join_needs", dialogue)
    needs = list(needs)
    if not needs:
        raise Refused(_("Choose at least one need to join."))
    with transaction.atomic():
        challenge = Challenge.objects.create(dialogue=dialogue, slug=free_slug(title), category=category)
        titles = {build_localized_fieldname("title", language): title}
        Statement.objects.create(challenge=challenge, number=1, **titles)
        add_needs(challenge, needs, by)
    return challenge


def add_needs(challenge: Challenge, needs: Iterable[Need], by: Any) -> int:
    """Add accepted needs to a challenge; returns how many are new to it. All or nothing."""
    require(by, "needs.manage_challenge", challenge)
    with transaction.atomic():
        refuse_while_publishing(challenge)
        chosen = Need.objects.select_for_update(of=("self",)).filter(pk__in=[need.pk for need in needs])
        for need in chosen:
            refuse_unfit(challenge, need)
        before = challenge.sources.count()
        sources = [ChallengeNeed(challenge=challenge, need=need, added_by=by) for need in chosen]
        ChallengeNeed.objects.bulk_create(sources, ignore_conflicts=True)
        return challenge.sources.count() - before


def remove_need(challenge: Challenge, need: Need, by: Any) -> None:
    """Take a need out of a challenge. What is published already stays as it is."""
    require(by, "needs.manage_challenge", challenge)
    with transaction.atomic():
        refuse_while_publishing(challenge)
        challenge.sources.filter(need=need).delete()


def refuse_while_publishing(challenge: Challenge) -> None:
    """Lock the statements of a challenge, and refuse to touch its needs while one is circulated or being published."""
    states = set(challenge.statements.select_for_update(of=("self",)).values_list("state", flat=True))
    if StatementState.RELEASING in states:
        raise Refused(_("The statement is being published. Call it back before you change its needs."))
    if states & set(StatementState.frozen()):
        raise Refused(_("The statement is circulated as it is. Begin its next version before you change its needs."))


def refuse_unfit(challenge: Challenge, need: Need) -> None:
    if need.dialogue_id != challenge.dialogue_id:
        raise Refused(_("“%(need)s” belongs to another dialogue.") % {"need": need})
    if need.state != NeedState.ACCEPTED:
        raise Refused(
            _("“%(need)s” is not accepted (it is now: %(state)s). Leave it out, or accept it first.")
            % {"need": need, "state": need.get_state_display()}
        )


def free_slug(title: str) -> str:
    """An address from a title that no challenge has yet."""
    wanted = slugify(title.casefold().translate(LETTERS))[:70].strip("-") or "challenge"
    taken = set(Challenge.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
