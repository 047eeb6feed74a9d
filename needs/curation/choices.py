"""What the list of needs can be narrowed to, for one reader, in one query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from modeltranslation.utils import build_localized_fieldname

from core.languages import readers_language
from core.sorting import collation_key
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.curation.locks import Seen
from needs.curation.saved_views import managed
from needs.curation.search import Meaning
from needs.curation.selection import Chosen, lines_as_json
from needs.models import Category, Challenge, CurationAct, Need, NeedTransition, SavedView, Statement, Unit


@dataclass(frozen=True)
class View:
    """A saved view as the menu shows it."""

    pk: int
    name: str
    query: str
    is_own: bool
    is_shared: bool


class Choices:
    """Dialogues and bodies that have needs for this reader, categories, units, her views, what her search means, the
    needs that she chose, by their numbers, and how many needs wait, by the names of their worklists."""

    def __init__(
        self,
        needs: QuerySet[Need],
        user: Any,
        text: str,
        chosen: Sequence[int] = (),
        waiting: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
        for kind, *rest in rows(needs, user, text, chosen, waiting):
            self.found[kind].append(tuple(rest))

    @property
    def meaning(self) -> str:
        """The search as a query for `fits`; empty where nothing is searched, or only signs."""
        return self.found["meaning"][0][1] if self.found["meaning"] else ""

    @property
    def chosen(self) -> list[Chosen]:
        return [Chosen.read(*row) for row in self.found["chosen"]]

    @property
    def counted(self) -> dict[str, int]:
        return {row[0]: int(row[1]) for row in self.found["waiting"]}

    def named(self, kind: str) -> list[tuple[str, str]]:
        """Keys and names, as the reader's language sorts."""
        key = collation_key(readers_language())
        return sorted(((row[0], row[1]) for row in self.found[kind]), key=lambda pair: key(pair[1]))

    def dialogues(self, numbers: set[int]) -> list[tuple[str, str]]:
        """Those of these numbers."""
        wanted = {row[0] for row in self.found["dialogue"] if int(row[2]) in numbers}
        return [pair for pair in self.named("dialogue") if pair[0] in wanted]

    @property
    def bodies(self) -> list[int]:
        """Numbers of the bodies, as the reader's language sorts their names."""
        return [int(number) for number, _name in self.named("body")]

    @property
    def seen(self) -> Seen:
        """How far the desk had come."""
        return Seen.read("_".join(self.found["seen"][0][:3])) or Seen() if self.found["seen"] else Seen()

    @property
    def units(self) -> list[tuple[str, str]]:
        """In the order that staff gave them."""
        return [(row[0], row[1]) for row in sorted(self.found["unit"], key=lambda row: (int(row[3]), row[0]))]

    @property
    def unit_names(self) -> dict[int, str]:
        return {int(row[2]): row[1] for row in self.found["unit"]}

    @property
    def views(self) -> list[View]:
        found = [
            View(int(key), name, query, "own" in about, "shared" in about)
            for key, name, query, about in self.found["view"]
        ]
        key = collation_key(readers_language())
        return sorted(found, key=lambda view: (not view.is_own, key(view.name)))


def rows(
    needs: QuerySet[Need], user: Any, text: str, chosen: Sequence[int], waiting: Mapping[str, Any]
) -> QuerySet[Any, Any]:
    """Rows of (kind, key, name, more, and more).

    The querysets are Django's own: those of translated models put the columns in an order of theirs.
    """
    of_dialogue, of_body = (
        Exists(needs.order_by().filter(**{name: OuterRef("pk")})) for name in ("dialogue", "municipality")
    )
    parts = [
        four(QuerySet(Dialogue).filter(of_dialogue), "dialogue", F("slug"), translated("title"), F("pk")),
        four(QuerySet(Municipality).filter(of_body), "body", F("pk"), translated("name", otherwise="official_name")),
        four(QuerySet(Category), "category", F("slug"), translated("name")),
        four(QuerySet(Unit), "unit", F("slug"), translated("name"), F("pk"), F("position")),
        *views(user),
        challenges(user),
        four(QuerySet(Category), "seen", *how_far())[:1],
        *(four(QuerySet(Category), "waiting", Value(name), number)[:1] for name, number in waiting.items()),
    ]
    if text:
        parts.append(four(QuerySet(Category), "meaning", Value(""), Meaning(text))[:1])
    if chosen:
        those = QuerySet(Need, query=needs.filter(pk__in=chosen).query)
        place = Concat("state", Value(" "), "dialogue_id", output_field=TextField())
        parts.append(four(those, "chosen", F("pk"), F("municipality"), lines_as_json(), place))
    return parts[0].union(*parts[1:], all=True)


def challenges(user: Any) -> QuerySet[Any, Any]:
    """Those of the dialogues that she runs, by the titles of their latest statements."""
    runs = Q() if user.is_superuser else Q(dialogue__in=managed(user))
    latest = QuerySet(Statement).filter(challenge=OuterRef("pk")).order_by("-number")
    title = Subquery(latest.annotate(name=translated("title")).values("name")[:1])
    return four(QuerySet(Challenge).filter(runs), "challenge", F("slug"), Coalesce(NullIf(title, Value("")), F("slug")))


def how_far() -> tuple[Any, Any, Any]:
    acts = CurationAct.objects.order_by("-pk").values("pk")
    undone = CurationAct.objects.filter(undone_at__isnull=False).order_by("-undone_at").values("undone_at")
    steps = NeedTransition.objects.order_by("-pk").values("pk")
    found = ((acts, ""), (undone, ""), (steps, "0"))
    return tuple(Coalesce(Cast(Subquery(part[:1]), TextField()), Value(none)) for part, none in found)  # type: ignore[return-value]


def views(user: Any) -> list[Any]:
    """Own views, and those that others share with the managers of her dialogues."""
    own = SavedView.objects.filter(owner=user)
    others = SavedView.objects.visible_to(user).exclude(owner=user)
    shared = own.filter(dialogue__isnull=False)
    return [
        four(own.filter(dialogue=None), "view", F("pk"), F("name"), F("query"), Value("own")),
        four(shared, "view", F("pk"), F("name"), F("query"), Value("own shared")),
        four(others, "view", F("pk"), F("name"), F("query"), Value("shared")),
    ]


def four(things: QuerySet[Any], kind: str, *values: Any) -> QuerySet[Any, Any]:
    filled = (*values, Value(""), Value(""))[:4]
    named = {"row_kind": Value(kind, CharField())} | {
        f"value_{place}": Cast(value, TextField()) for place, value in enumerate(filled)
    }
    return things.order_by().annotate(**named).values_list(*named)


def translated(field: str, otherwise: str = "") -> Any:
    """A translated field in the reader's language, or else in the first that has it, or else another field."""
    order = dict.fromkeys([readers_language(), *dict(settings.LANGUAGES)])
    if otherwise:  # a name is filled only where a language has one of its own
        order = {next(iter(order)): None}
    names = [NullIf(F(build_localized_fieldname(field, code)), Value("")) for code in order]
    return Coalesce(*names, F(otherwise) if otherwise else Value(""), output_field=TextField())
