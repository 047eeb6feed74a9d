"""A challenge's address, and which needs it may be made of."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from needs.enums import NeedState
from needs.models import Challenge, Need

# Letters that lose more than an accent when a title becomes an address
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "đ": "d", "ŋ": "n", "ß": "ss"})


def unfit(challenge: Challenge, need: Need) -> str:
    """Why a need can not be part of a challenge; empty if it can."""
    if need.dialogue_id != challenge.dialogue_id:
        return _("it belongs to another dialogue.")
    if need.state != NeedState.ACCEPTED:
        return _("it is not accepted (it is now: %(state)s).") % {"state": need.get_state_display()}
    return ""


def free_slug(title: str) -> str:
    """An address from a title that no challenge has yet."""
    wanted = slugify(title.casefold().translate(LETTERS))[:70].strip("-") or "challenge"
    taken = set(Challenge.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
