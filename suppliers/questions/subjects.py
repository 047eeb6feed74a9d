"""What a question may be about. Each kind says how its address names a thing, and how to find it among what is public.

The kinds are those that each app declares in `question_subjects`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from core.declarations import modules
from core.texts import Text
from dialogues.ledger.topics import topic
from dialogues.models import Dialogue
from needs.models import Challenge

Words = str | Text | Promise


def itself(thing: Model) -> list[str]:
    return [topic(thing)]


@dataclass(frozen=True)
class Kind:
    """`rows` is the things with what `title`, `url` and the rest read of them, in no more queries.

    `topics`: who follows any of these hears what the market is told about the thing. `point`: the numbered one that it
    is, as its document has it (needs/statements/document.py), to stand above what is asked about it.
    """

    name: str
    label: Words
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[str], Any]  # by its part of the address, among what is public; None if there is no such thing
    named: Callable[[Any], str]  # its part of the address
    title: Callable[[Any], Words]
    url: Callable[[Any], str]
    dialogue_of: Callable[[Any], Dialogue]
    challenge_of: Callable[[Any], Challenge | None]
    topics: Callable[[Any], list[str]] = itself
    point: Callable[[Any], Any] = lambda _thing: None


@cache
def kinds() -> dict[str, Kind]:
    """By name, the lower floor's first."""
    return {kind.name: kind for module in reversed(modules("question_subjects")) for kind in module.KINDS}


def kind_of(thing: Model) -> Kind:
    return next(kind for kind in kinds().values() if isinstance(thing, kind.model))


def fields_of(thing: Any) -> dict[str, Any]:
    """What a question or an answer about this thing keeps of it."""
    kind = kind_of(thing)
    return {
        "dialogue": kind.dialogue_of(thing),
        "challenge": kind.challenge_of(thing),
        "content_type": ContentType.objects.get_for_model(thing),
        "object_id": thing.pk,
    }


def with_subjects(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Questions or answers with what they are about, in a constant number of queries."""
    return rows.prefetch_related(GenericPrefetch("subject", [kind.rows() for kind in kinds().values()]))


def title_of(thing: Any) -> Words:
    return kind_of(thing).title(thing)


def url_of(thing: Any) -> str:
    return kind_of(thing).url(thing)


def topics_about(thing: Any) -> list[str]:
    return kind_of(thing).topics(thing)


def ask_url(thing: Any) -> str:
    kind = kind_of(thing)
    return reverse("workspace-ask", args=[kind.name, kind.named(thing)])


def challenge_title(challenge: Challenge) -> Words:
    """As the public list has it."""
    listed = challenge.listing.get(get_language()) or challenge.listing.get("en") or {}
    return listed.get("title") or challenge.slug
