"""The doors of a need's states."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.workflow import Refused, move
from needs.enums import StatementState
from needs.models import Need, Statement


def accept(need: Need, by: Any) -> None:
    """Staff take a submitted need up; from now on it may be joined into challenges."""
    move(need, "accept", by)


def withdraw(need: Need, by: Any, reason: str = "") -> None:
    """Its owner takes a need back. What was published with it stays; a challenge on its way learns of it.

    Raises Refused while a statement with it is being published, and where the reason is missing though
    a challenge uses the need.
    """
    with transaction.atomic():
        locked = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
        statements = Statement.objects.filter(challenge__sources__need=locked)
        if statements.filter(state=StatementState.RELEASING).exists():
            raise Refused(_("A challenge with this need is being published right now. Try again in a few minutes."))
        if not reason.strip() and locked.uses.exists():
            raise Refused(_("Challenges use this need. Write why you withdraw it, so that they can tell."))
        move(locked, "withdraw", by, reason=reason.strip())
    need.state = locked.state
