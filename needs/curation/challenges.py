"""A challenge's address, and which needs it may be made of."""

from django.utils.translation import gettext as _

from core.slugs import free_slug, slug_of
from needs.enums import NeedState
from needs.models import Challenge, Need

LONGEST_SLUG = 70


def unfit(challenge: Challenge, need: Need) -> str:
    """Why a need can not be part of a challenge; empty if it can."""
    if need.dialogue_id != challenge.dialogue_id:
        return _("it belongs to another dialogue.")
    if need.state != NeedState.ACCEPTED:
        return _("it is not accepted (it is now: %(state)s).") % {"state": need.get_state_display()}
    return ""


def challenge_slug(title: str) -> str:
    """An address from a title that no challenge has yet."""
    return free_slug(slug_of(title, LONGEST_SLUG, "challenge"), Challenge.objects.all())
