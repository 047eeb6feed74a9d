"""A need's owner takes it back, also where statements are made of it: with a reason, and not in silence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused, move
from needs.models import Need
from needs.notifications import withdrawn as notifications
from needs.signing.withdrawn import is_used, made_of, on_their_way
from needs.workflow import locked, told_hidden

REASON_WANTED = _("Challenges use this need. Write why you withdraw it, so that they can tell.")


def withdraw(need: Need, by: Any, reason: str = "") -> None:
    """What was circulated with it stays as it is; managers, and the signatories of what is on its way, hear of it.

    Under the need's lock, which circulating takes as well: it is either in the text, or missed before that.
    Raises Refused where the reason is missing though a challenge uses the need.
    """
    reason = reason.strip()
    with locked(need) as current:
        if not reason and is_used(current):
            raise Refused(str(REASON_WANTED))
        was_public = current.is_public
        move(current, "withdraw", by, reason=reason, is_public=False)
        statements = made_of(current)
        for statement in statements:
            notifications.to_managers(current, statement, reason, by)
        for statement in on_their_way(statements):
            notifications.to_signatories(current, statement, by)
        told_hidden(current, by, was_public)
