"""The doors of news: written, published in all languages at once, corrected by other news."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.merging import mark
from core.permissions import require
from core.texts import localized_names, refuse_missing, texts
from core.workflow import Refused, WrongState
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import MANAGER, record
from dialogues.ledger.topics import topic
from dialogues.models import Dialogue, News

WRITE = "dialogues.write_news"
TEXTS = ("title", "text")


@contextmanager
def draft(news: News, by: Any) -> Iterator[News]:
    """The draft as it is now, held until the end. Raises WrongState where it is public."""
    require(by, WRITE, news.dialogue)
    with transaction.atomic():
        current = News.objects.select_for_update(of=("self",)).select_related("dialogue", "corrects").get(pk=news.pk)
        if current.is_public:
            raise WrongState(_("This is public and stays as it is. Write a correction instead."))
        yield current


def begin(dialogue: Dialogue, by: Any, **fields: str) -> News:
    require(by, WRITE, dialogue)
    return News.objects.create(dialogue=dialogue, **fields)


def write(news: News, **fields: str) -> None:
    """On a draft that is held."""
    for name, value in fields.items():
        setattr(news, name, value)
    news.save()


def stamp(news: News) -> str:
    """Changes with every text."""
    return mark([texts(news, field) for field in TEXTS])


def publish(news: News, by: Any, at: datetime | None = None, *, seen: str = "") -> None:
    """Everybody reads it at the same moment. Raises Refused while a language is missing.

    With `seen`, the stamp of the texts as they were on show, also where they were changed since.
    """
    with draft(news, by) as current:
        if seen and seen != stamp(current):
            raise Refused(_("Somebody changed the text meanwhile. Read it once more before you publish it."))
        refuse_missing(current, *TEXTS)
        refuse_the_same(current)
        current.published_at = at or timezone.now()
        current.save()
        record(
            current.dialogue,
            LedgerKind.NEWS,
            subject=current,
            titles=texts(current, "title"),
            page=("news-one", [current.pk]),
            topics=[topic(current)],
            by=by,
            role=MANAGER,
            details={"texts": texts(current, "text"), "corrects": current.corrects_id},
            at=current.published_at,
        )


def problems(news: News) -> list[str]:
    """What keeps it from being published."""
    found = []
    for refuse in (lambda: refuse_missing(news, *TEXTS), lambda: refuse_the_same(news)):
        try:
            refuse()
        except Refused as refusal:
            found.append(str(refusal))
    return found


def refuse_the_same(news: News) -> None:
    said = [texts(one, field) for one in (news, news.corrects) if one for field in TEXTS]
    if news.corrects and said[:2] == said[2:]:
        raise Refused(_("This says the same as what it corrects. Write what is right."))


def correct(news: News, by: Any) -> News:
    """The correction of what is public, begun with its words, or the one that there is."""
    require(by, WRITE, news.dialogue)
    with transaction.atomic():
        current = News.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=news.pk)
        if not current.is_public:
            raise WrongState(_("This is a draft: change it itself."))
        said = {name: getattr(current, name) for field in TEXTS for name in localized_names(field)}
        return News.objects.get_or_create(corrects=current, defaults={"dialogue": current.dialogue, **said})[0]


def discard(news: News, by: Any) -> None:
    """Throw a draft away."""
    with draft(news, by) as current:
        current.delete()
