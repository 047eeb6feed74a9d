"""Which news are whose: the topics of entries against follows, and new challenges against saved searches."""

from collections.abc import Iterable
from functools import cached_property

from core.facets import Facet, Narrowing
from dialogues.enums import LedgerKind
from dialogues.ledger.topics import topic
from dialogues.models import LedgerEntry
from needs.models import PublicChallenge
from needs.publishing import finding
from suppliers.following.subjects import narrowing
from suppliers.models import Follow

FOUND_BY_SEARCH = {LedgerKind.BRIEF_PUBLISHED}
CHALLENGE = "challenge-"


class News:
    """Entries of the ledger, in the order in which they were shared, ready to be asked whose they are."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.at, entry.pk))
        self.fitting: dict[str, set[int]] = {}

    @cached_property
    def by_topic(self) -> dict[str, list[LedgerEntry]]:
        """The dialogue is a topic of whatever happens in it."""
        found: dict[str, list[LedgerEntry]] = {}
        for entry in self.entries:
            for name in {*entry.topics, topic(entry.dialogue)}:
                found.setdefault(name, []).append(entry)
        return found

    @cached_property
    def challenges(self) -> dict[int, list[LedgerEntry]]:
        """Entries that tell of a challenge which a saved search may find."""
        found: dict[int, list[LedgerEntry]] = {}
        for entry in self.entries:
            for name in entry.topics if entry.kind in FOUND_BY_SEARCH else ():
                if name.startswith(CHALLENGE):
                    found.setdefault(int(name.removeprefix(CHALLENGE)), []).append(entry)
        return found

    @cached_property
    def facets(self) -> list[Facet]:
        return finding.challenge_facets()

    def found_by(self, query: str) -> set[int]:
        """The challenges of these news that the public search finds by the query; none by what there is no more."""
        if query not in self.fitting:
            self.fitting[query] = self.fit(narrowing(query, self.facets)) if self.challenges else set()
        return self.fitting[query]

    def fit(self, search: Narrowing) -> set[int]:
        if not search.narrows_as_asked:
            return set()
        rows = PublicChallenge.objects.filter(pk__in=self.challenges)
        if meaning := finding.meaning(PublicChallenge, search.query):
            rows = finding.fitting(rows, meaning)
        return set(search.narrowed(rows).values_list("pk", flat=True))

    def by_search(self, query: str) -> list[LedgerEntry]:
        return [entry for number in self.found_by(query) for entry in self.challenges[number]]

    def of(self, follow: Follow) -> list[LedgerEntry]:
        """What was shared since she follows it."""
        entries = self.by_search(follow.query) if follow.query else self.by_topic.get(follow.topic, [])
        return [entry for entry in entries if follow.confirmed_at and entry.at >= follow.confirmed_at]

    def of_all(self, follows: Iterable[Follow]) -> tuple[LedgerEntry, ...]:
        """Each entry once, in order."""
        numbers = {entry.pk for follow in follows for entry in self.of(follow)}
        return tuple(entry for entry in self.entries if entry.pk in numbers)
