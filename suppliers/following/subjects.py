"""What can be followed, as an address names it, as a follow keeps it, and as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.facets import Facet, Narrowing
from core.texts import Text, text_of
from dialogues.ledger.topics import EVENTS, topic
from dialogues.models import Dialogue
from needs.models import Challenge, CpvCode
from needs.publishing import finding
from suppliers.models import Follow
from suppliers.models.following import LONGEST_QUERY


@dataclass(frozen=True)
class Subject:
    """`kind` and `name` are the address's; a follow keeps `topic` or `query`. `label` is in the reader's language.

    Of what is public no more there is no page, so `url` is empty.
    """

    kind: str
    name: str
    label: str | Text
    url: str
    topic: str = ""
    query: str = ""

    @property
    def form_url(self) -> str:
        return form_address(self.kind, self.name, self.query)

    @property
    def feed_url(self) -> str:
        return feed_address(self.kind, self.name, self.query)


def form_address(kind: str, name: str = "", query: str = "") -> str:
    """Where everybody asks to follow it."""
    return address("follow", kind, name, query)


def feed_address(kind: str, name: str = "", query: str = "") -> str:
    match kind:
        case "challenge" | "dialogue":
            return reverse(f"{kind}-feed", args=[name])
        case "events":
            return reverse("event-feed")
    return address("follow-feed", kind, name, query)


def address(view: str, kind: str, name: str, query: str) -> str:
    pairs = {"name": name, "search": query}
    return f"{reverse(view, args=[kind])}?{urlencode({key: value for key, value in pairs.items() if value})}"


def asked_for(kind: str, asked: Any) -> Subject:
    """What an address asks to follow. Raises Http404 for what there is not, or not for everybody."""
    name = asked.get("name", "").replace("\0", "")
    match kind:
        case "challenge":
            challenges = Challenge.objects.public().select_related("published")
            return of_challenge(get_object_or_404(challenges, slug=name))
        case "dialogue":
            return of_dialogue(get_object_or_404(Dialogue, slug=name))
        case "events":
            return of_events()
        case "cpv":
            return of_branch(get_object_or_404(CpvCode, code=name))
        case "search":
            return of_search(asked.get("search", "")[:LONGEST_QUERY])
    raise Http404


def of_challenge(challenge: Challenge) -> Subject:
    url = reverse("challenge", args=[challenge.slug])
    return Subject("challenge", challenge.slug, text_of(challenge.published, "title"), url, topic(challenge))


def of_dialogue(dialogue: Dialogue) -> Subject:
    return Subject("dialogue", dialogue.slug, text_of(dialogue, "title"), dialogue.get_absolute_url(), topic(dialogue))


def of_events() -> Subject:
    return Subject("events", "", _("All events"), reverse("events"), EVENTS)


def of_branch(code: CpvCode) -> Subject:
    label = f"CPV {code.code}: {text_of(code, 'name')}"
    url = f"{reverse('needs')}?{urlencode({'cpv': code.code[:2]})}"
    return Subject("cpv", code.code, label, url, f"cpv-{code.code}")


def of_search(query: str) -> Subject:
    """Raises Http404 for a search that narrows nothing, or by what there is not."""
    search = narrowing(query, finding.challenge_facets())
    if not search.narrows_as_asked:
        raise Http404
    return of_narrowing(search)


def of_narrowing(search: Narrowing) -> Subject:
    address = search.address()
    parts = [f"{part.label}: {part.value}" if part.label else str(part.value) for part in search.removable()]
    label = _("Challenges found by: %(search)s") % {"search": ", ".join(parts)}
    return Subject("search", "", label, address, query=address.partition("?")[2][:LONGEST_QUERY])


def of_lost(query: str) -> Subject:
    """A search by what there is no more, for who follows it still."""
    label = _("Finds nothing any more: %(search)s") % {"search": ", ".join(value for _name, value in parse_qsl(query))}
    return Subject("search", "", label, f"{reverse('challenges')}?{query}", query=query)


def of_gone(topic: str) -> Subject:
    """What is public no more, for who follows it still."""
    return Subject("", "", _("Not public any more"), "", topic)


def narrowing(query: str, facets: list[Facet]) -> Narrowing:
    return Narrowing(reverse("challenges"), QueryDict(query), facets)


class Described:
    """Follows with what they are of, however many, at the same number of queries."""

    def __init__(self, follows: Iterable[Follow]) -> None:
        self.follows = list(follows)

    def numbers(self, kind: str) -> list[int]:
        begin = f"{kind}-"
        return [int(row.topic.removeprefix(begin)) for row in self.follows if row.topic.startswith(begin)]

    @cached_property
    def known(self) -> dict[str, Subject]:
        challenges = Challenge.objects.public().filter(pk__in=self.numbers("challenge")).select_related("published")
        dialogues = Dialogue.objects.filter(pk__in=self.numbers("dialogue"))
        codes = CpvCode.objects.filter(code__in=[row.topic.removeprefix("cpv-") for row in self.follows])
        found = [*map(of_challenge, challenges), *map(of_dialogue, dialogues), *map(of_branch, codes), of_events()]
        return {subject.topic: subject for subject in found}

    @cached_property
    def searches(self) -> dict[str, Subject]:
        queries = {follow.query for follow in self.follows if follow.query}
        facets = finding.challenge_facets() if queries else []
        every = {query: narrowing(query, facets) for query in queries}
        return {query: of_narrowing(row) if row.narrows_as_asked else of_lost(query) for query, row in every.items()}

    def rows(self) -> list[tuple[Follow, Subject]]:
        return [(row, self.searches[row.query] if row.query else self.of_topic(row.topic)) for row in self.follows]

    def of_topic(self, topic: str) -> Subject:
        return self.known.get(topic) or of_gone(topic)
