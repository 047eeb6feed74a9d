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
from municipalities.map import legend, map_of, nowhere
from municipalities.models import Municipality, Participation


@dataclass(frozen=True)
class Group:
    """The bodies of one country."""

    country: Country
    bodies: list[Municipality]

    @property
    def inhabitants(self) -> int:
        return inhabitants(self.bodies)


class Participants:
    """The bodies that take part, as one reader sees them. Each needs its parent with it."""

    def __init__(self, bodies: Iterable[Municipality]) -> None:
        self.bodies = list(bodies)

    def __len__(self) -> int:
        return len(self.bodies)

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
    return sum(body.population or 0 for body in counted)


def participants(dialogue: Dialogue | None = None, *, with_dialogues: bool = False) -> Participants:
    """Of one dialogue, or of all; one query, and one more for the dialogues that each takes part in."""
    of = {"dialogue": dialogue} if dialogue else {"dialogue__isnull": False}
    taking_part = Municipality.objects.filter(**{f"participations__{name}": value for name, value in of.items()})
    bodies = taking_part.select_related("parent").distinct()
    return Participants(bodies.prefetch_related(joined(dialogue)) if with_dialogues else bodies)


def joined(dialogue: Dialogue | None) -> Prefetch:
    """What each takes part in, the earliest first; of one dialogue only that."""
    rows = Participation.objects.select_related("dialogue").order_by("since", "pk")
    return Prefetch("participations", rows.filter(dialogue=dialogue) if dialogue else rows)
