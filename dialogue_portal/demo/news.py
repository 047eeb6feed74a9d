"""News of the dialogues, and one that is being written."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from accounts.models import User
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER
from dialogue_portal.demo.story import Happening
from dialogues import news
from dialogues.models import Dialogue, News

MORNING = time(8, tzinfo=UTC)


def happenings() -> Iterator[Happening]:
    """What was published of each dialogue that has no news yet."""
    for entry in read("news")["news"]:
        if "on" in entry and not known(entry):
            at = datetime.combine(entry["on"], MORNING)
            yield Happening(at, partial(publish, entry, at))


def load() -> int:
    """What is being written."""
    drafts = [entry for entry in read("news")["news"] if "on" not in entry and not known(entry)]
    for entry in drafts:
        begin(entry)
    return len(drafts)


def known(entry: dict[str, Any]) -> bool:
    return News.objects.filter(title_en=entry["title"]["en"]).exists()


def begin(entry: dict[str, Any]) -> News:
    texts = {f"{field}_{code}": text.strip() for field in news.TEXTS for code, text in entry[field].items()}
    return news.begin(Dialogue.objects.get(slug=entry["dialogue"]), manager(), **texts)


def publish(entry: dict[str, Any], at: datetime) -> None:
    news.publish(begin(entry), manager(), at)


def manager() -> User:
    return User.objects.get(email=MANAGER)
