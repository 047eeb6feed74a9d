"""Links to follow what a page is about. The page stays the same for everybody: who follows is asked elsewhere."""

from typing import Any

from django import template

from core.facets import Narrowing
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.following.news import waiting_news
from suppliers.following.subjects import feed_address, form_address

register = template.Library()
BOX = "suppliers/following/_box.html"


@register.simple_tag
def follow_address(challenge: Challenge) -> str:
    return form_address("challenge", challenge.slug)


@register.inclusion_tag(BOX)
def follow_challenge(challenge: Challenge) -> dict[str, Any]:
    feed = feed_address("challenge", challenge.slug)
    return {"kind": "challenge", "url": follow_address(challenge), "feed": feed}


@register.inclusion_tag(BOX)
def follow_dialogue(dialogue: Dialogue) -> dict[str, Any]:
    feed = feed_address("dialogue", dialogue.slug)
    return {"kind": "dialogue", "url": form_address("dialogue", dialogue.slug), "feed": feed}


@register.inclusion_tag(BOX)
def follow_events() -> dict[str, Any]:
    return {"kind": "events", "url": form_address("events"), "feed": feed_address("events")}


@register.inclusion_tag(BOX)
def follow_search(narrowing: Narrowing) -> dict[str, Any]:
    """Of the list as it is narrowed; of one that is not, however it is sorted and shown, nothing is shown."""
    query = narrowing.address().partition("?")[2]
    url = form_address("search", query=query) if narrowing.is_narrowed else ""
    return {"kind": "search", "url": url, "feed": feed_address("search", query=query)}


@register.simple_tag
def news_of(user: Any) -> int:
    """How many news of what she follows she has not seen."""
    return waiting_news(user)
