"""Who takes part, by country, in the order of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.enums import Country
from core.sorting import collation_key
from dialogues.models import Dialogue
from municipalities.map import legend, map_of, nowhere, number_of
from municipalities.models import Municipality, Participation

KIN = ("parent__merged_into", "merged_into__merged_into")  # no query where nothing has merged


@dataclass(frozen=True)
class Group:
    """The bodies of one country."""

    country: Country
    bodies: list[Municipality]

    def __len__(self) -> int:
        return number_of(self.bodies)

    @property
    def inhabitants(self) -> int:
        return inhabitants(self.bodies)


class Participants:
    """The bodies that take part, as one reader sees them. Each needs its `KIN` with it."""

    def __init__(self, bodies: Iterable[Municipality]) -> None:
        self.bodies = list(bodies)

    def __len__(self) -> int:
        return number_of(self.bodies)

    @cached_property
    def groups(self) -> list[Group]:
        key = collation_key(get_language())
        bodies = sorted(self.bodies, key=lambda body: key(str(body)))
        countries = sorted({Country(body.country) for body in bodies}, key=lambda country: key(str(country.label)))
        return [Group(country, [body for body in bodies if body.country == country]) for country in countries]

    @property
    def inhabitants(self) -> int:
        return inhabitants(self.bodies)

    @cached_property
    def map(self) -> SafeString:
        return map_of(self.bodies)

    @cached_property
    def legend(self) -> list[tuple[SafeString, str]]:
        return legend(self.bodies)

    @cached_property
    def not_on_map(self) -> list[Municipality]:
        return nowhere(self.bodies)


def inhabitants(bodies: Iterable[Municipality]) -> int:
    """Inhabitants of all of them together; a municipal company counts as its parent, nobody twice."""
    counted = {body.parent or body for body in bodies}
    return sum(body.population or 0 for body in counted if is_its_own(body, counted))


def is_its_own(body: Municipality, among: set[Municipality]) -> bool:
    """Whether it is not a part of another of these now."""
    return among.isdisjoint(body.line[1:])


def in_being(bodies: Iterable[Municipality]) -> list[Municipality]:
    """Without those that are no more. What has become a part of another stands for it until that takes part itself."""
    found = list(bodies)
    among = set(found)
    return [body for body in found if not body.successor.is_closed and is_its_own(body, among)]


def participants(dialogue: Dialogue | None = None, *, with_dialogues: bool = False) -> Participants:
    """Of one dialogue, or of all; one query, one more for the dialogues that each takes part in, and up to three for
    what has merged."""
    of = {"dialogue": dialogue} if dialogue else {"dialogue__isnull": False}
    taking_part = Municipality.objects.filter(**{f"participations__{name}": value for name, value in of.items()})
    bodies = taking_part.select_related("parent").prefetch_related(*KIN).distinct()
    return Participants(in_being(bodies.prefetch_related(joined(dialogue)) if with_dialogues else bodies))


def joined(dialogue: Dialogue | None) -> Prefetch:
    """What each takes part in, the earliest first; of one dialogue only that."""
    rows = Participation.objects.select_related("dialogue").order_by("since", "pk")
    return Prefetch("participations", rows.filter(dialogue=dialogue) if dialogue else rows)
