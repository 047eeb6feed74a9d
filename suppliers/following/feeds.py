"""Atom feeds of the ledger: a dialogue's, a challenge's, the events'; for everybody, in each language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from dialogues.models import LedgerEntry

MOST = 50


def atom(title: str, page: str, feed: str, entries: Iterable[LedgerEntry]) -> str:
    """`page` and `feed` are addresses without the site."""
    site = settings.SITE_URL
    made = Atom1Feed(
        title=title,
        link=site + page,
        description="",
        language=get_language(),
        feed_url=site + feed,
        feed_guid=site + feed,
    )
    for entry in entries:
        made.add_item(**item(entry))
    return made.writeString("utf-8")


def item(entry: LedgerEntry) -> dict[str, Any]:
    """The number in the dialogue's ledger makes the entry's name: it never changes, whatever language it is read in."""
    return {
        "title": f"{entry.get_kind_display()}: {entry.title}",
        "link": settings.SITE_URL + entry.link,
        "description": entry.title,
        "pubdate": entry.at,
        "updateddate": entry.at,
        "unique_id": f"{settings.SITE_URL}/ledger/{entry.dialogue.slug}/{entry.number}",
        "categories": [entry.kind],
    }
