"""About needs that staff propose to a body: its editors hear that some wait, once a day."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.mail import Message, address, post
from municipalities.models import Municipality
from municipalities.rules import EDITORS
from needs.enums import ProposalState
from needs.models import ProposedNeed

PROPOSED = Message("needs/mail/need_proposed")
QUIET = timedelta(days=1)


def know_of_some(body: Municipality) -> bool:
    """Whether one that came within a day still waits: who was told of that one finds all of them."""
    since = timezone.now() - QUIET
    return body.proposed_needs.filter(state=ProposalState.PROPOSED, proposed_at__gte=since).exists()


def proposed(proposal: ProposedNeed, by: Any) -> None:
    editors = User.objects.filter(
        is_active=True, memberships__municipality=proposal.municipality, memberships__role__in=EDITORS
    )
    post(
        PROPOSED.write(
            person.email,
            person.language,
            proposal,
            person=person,
            proposal=proposal,
            by=by,
            url=address("workspace-proposal", proposal.pk, language=person.language),
        )
        for person in editors.exclude(pk=by.pk).distinct().order_by("pk")
    )
