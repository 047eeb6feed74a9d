"""What was heard from the market, for the pages of the floors below."""

from typing import Any

from django import template
from django.db.models import Prefetch

from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import InformationRequest, Response, Synthesis, SynthesisVersion
from suppliers.questions.public import what_it_led_to
from suppliers.reading.opening import first_read_at, requests_for
from suppliers.synthesis.enums import SynthesisState

register = template.Library()


def shown(**about: Any) -> list[Synthesis]:
    public = Prefetch("versions", SynthesisVersion.objects.filter(state=SynthesisState.PUBLISHED), "public_versions")
    rows = Synthesis.objects.public().filter(**about)
    return list(rows.prefetch_related(public, "dialogue", what_it_led_to()))


@register.inclusion_tag("suppliers/synthesis/_heard.html")
def heard_about(challenge: Challenge) -> dict[str, Any]:
    """What was heard about the challenge."""
    return {"syntheses": shown(challenge=challenge)}


@register.inclusion_tag("suppliers/synthesis/_heard.html")
def heard_in(dialogue: Dialogue) -> dict[str, Any]:
    return {"syntheses": shown(dialogue=dialogue)}


@register.inclusion_tag("suppliers/synthesis/_heard.html")
def heard_by(request: InformationRequest) -> dict[str, Any]:
    """What was heard in the answers to the request."""
    return {"syntheses": shown(request=request)}


@register.inclusion_tag("suppliers/reading/_read_on.html")
def buyers_read(response: Response) -> dict[str, Any]:
    """For the company: the day on which the public buyers first opened its answers."""
    return {"at": first_read_at(response)}


@register.simple_tag
def reads_answers(user: Any) -> bool:
    """Whether there is a request whose answers the person reads."""
    return requests_for(user).exists()
