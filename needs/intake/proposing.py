"""Needs that staff propose to a body: made of what was said elsewhere, for its editors to take over or throw away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import Refused, move
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.intake import writing
from needs.intake.taking_part import dialogues_of
from needs.models import Category, Need, ProposedNeed
from needs.models.proposal import ANSWER
from needs.notifications import proposals as mails


def propose(
    body: Municipality, dialogue: Dialogue, by: Any, *, category: Category, came_from: dict[str, Any], **said: str
) -> ProposedNeed:
    """`said` has title, situation and the language that they are in. Raises Refused where the body takes no part."""
    require(by, "needs.propose_need", dialogue)
    if not dialogues_of(body).filter(pk=dialogue.pk).exists():
        raise Refused(_("This public buyer takes no part in the dialogue, or the dialogue is over."))
    with transaction.atomic():
        is_news = not mails.know_of_some(body)
        proposal = ProposedNeed.objects.create(
            municipality=body, dialogue=dialogue, category=category, came_from=came_from, proposed_by=by, **said
        )
        if is_news:
            mails.proposed(proposal, by)
    return proposal


def accept(proposal: ProposedNeed, by: Any) -> Need:
    """It becomes a draft of the body, begun by whoever takes it over, who then writes what is missing."""
    require(by, ANSWER, proposal)
    with transaction.atomic():
        move(proposal, "accept", by)
        need = writing.begin(
            proposal.municipality,
            proposal.dialogue,
            by,
            title=proposal.title,
            category=proposal.category,
            language=proposal.language,
        )
        setattr(need, build_localized_fieldname("situation", proposal.language), proposal.situation)
        need.save()
        ProposedNeed.objects.filter(pk=proposal.pk).update(need=need)
        proposal.need = need
    return need


def throw_away(proposal: ProposedNeed, by: Any, reason: str = "") -> None:
    move(proposal, "throw_away", by, reason=reason.strip())
