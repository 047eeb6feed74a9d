"""Personal records: what each app keeps of people, why, how long, and how it is forgotten.

Each app says so in its personal.py: `PERSONAL`, a list of `Kept`, and `NOT_PERSONAL`, models that look personal and
are not, with the reason. A person's page, her download, the public page, erasure and retention are made of these.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.addresses import NOWHERE
from core.declarations import modules
from core.workflow import TransitionLog

PARTICLES = {"af", "de", "der", "van", "von"}  # of names, always small

Said = str | Promise
Withheld = dict[str, int]


@dataclass(frozen=True)
class Person:
    """Whose records are looked for: her account, her name and addresses as they are (or were, while she is erased)."""

    user: Any
    name: str
    addresses: tuple[str, ...]
    asked_by: Any = None  # who erases her: herself, an administrator, or None for the portal

    @property
    def erased_address(self) -> str:
        """What stands for her address where there must be one; no mail ever gets there (RFC 6761)."""
        return f"erased-{self.user.pk}{NOWHERE}"


def everything(rows: QuerySet[Any]) -> Withheld:
    rows.delete()
    return {}


def delete_hers(rows: QuerySet[Any], person: Person) -> None:
    rows.delete()


def keep_hers(rows: QuerySet[Any], person: Person) -> None:
    """Nothing in these rows but who it was, and that is "Erased person" from then on."""


@dataclass(frozen=True)
class Shown:
    """What is shown of a row under another label than its field's, or with a value that no field has."""

    name: str
    label: Said
    value: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Kept:
    """One kind of personal record.

    `name` is its key in reports and downloads. `of` finds a person's rows; `fields` are what she is shown of them,
    in this order, never a secret: what she wrote and did herself. What others make of it since is not hers, as she may
    have left whom she acted for: it is no field, or `open_to` has the rows in which she may still read it.
    `until` is the moment up to which a row is kept, as an expression of its fields or
    a function that makes one; NULL, or no `until`: as long as what it belongs to. `keeps` says the same in words.
    `forget` makes due rows forget the person and answers how many it had to keep, by reason (an English msgid).
    `warn` is called before every retention run with the moment and answers how many people were warned.
    `erase` takes a person out of her rows on her request; raises core.workflow.Refused where she must act first.
    `batch` rows are forgotten in one transaction: fewer where each takes long.
    Where `is_role`, an account is kept as long as such a row has it as `user`, for a condition: one that meets it.
    """

    name: str
    model: type[models.Model]
    label: Said
    why: Said
    keeps: Said
    of: Callable[[Person], Q]
    fields: tuple[str | Shown, ...]
    until: Any = None
    forget: Callable[[QuerySet[Any]], Withheld] = everything
    erase: Callable[[QuerySet[Any], Person], None] = delete_hers
    warn: Callable[[Any], int] | None = None
    is_role: bool | Q = False
    related: tuple[str, ...] = ()
    open_to: Mapping[str, Callable[[Person], Q]] = field(default_factory=dict)
    batch: int = 500

    def rows(self) -> QuerySet[Any]:
        """All rows, each with `keep_until`."""
        until = self.until() if callable(self.until) else self.until
        return self.model._base_manager.annotate(keep_until=until or Value(None, output_field=DateTimeField()))

    def rows_of(self, person: Person) -> QuerySet[Any]:
        """The person's own; what they name, and what `related` names, is fetched with them."""
        shown = {item.name for item in self.model._meta.concrete_fields if item.is_relation} & set(self.fields)
        rows = self.rows().filter(self.of(person)).order_by("pk")
        return rows.select_related(*self.related, *shown) if self.related or shown else rows

    def shown_to(self, person: Person) -> QuerySet[Any]:
        """Her own, each with whether she may read what `open_to` names."""
        return self.rows_of(person).annotate(**{opens(name): read(person) for name, read in self.open_to.items()})

    def roles(self) -> QuerySet[Any]:
        """The rows that are roles now."""
        return self.model._base_manager.filter(self.is_role if isinstance(self.is_role, Q) else Q())

    def due(self, now: Any) -> QuerySet[Any]:
        """Rows to be forgotten at `now`."""
        if self.until is None:
            return self.model._base_manager.none()
        return self.rows().filter(keep_until__lte=now).order_by("pk")


def opens(name: str) -> str:
    return f"{name}_is_open"


@cache
def kinds() -> tuple[Kept, ...]:
    """Every kind of personal record, from the top floor down: what hangs on an account goes before the account."""
    return tuple(kept for module in declarations() for kept in module.PERSONAL)


def declarations() -> list[Any]:
    return [module for module in modules("personal") if hasattr(module, "PERSONAL")]


# How rows are found


def by_user(*fields: str) -> Callable[[Person], Q]:
    """Rows that have the person's account in one of the fields."""
    return lambda person: any_of(Q(**{name: person.user}) for name in fields)


def by_address(*fields: str) -> Callable[[Person], Q]:
    """Rows that have one of the person's e-mail addresses, in whatever case, in one of the fields."""
    return lambda person: any_of(
        Q(**{f"{name}__iexact": address}) for name in fields for address in person.addresses if address
    )


def nobody(person: Person) -> Q:
    """Rows that no longer lead to anybody."""
    return Q(pk__in=[])


def any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


# How rows forget


def without_her_name(*fields: str, about: tuple[str, ...]) -> Callable[[QuerySet[Any], Person], None]:
    """The rows stay, and so do their texts, but for her in them."""
    return lambda rows, person: scrub(rows, person, *fields, about=about)


def scrub(rows: QuerySet[Any], person: Person, *fields: str, about: tuple[str, ...]) -> None:
    """Takes the person out of texts that others wrote too; a dash stands in her place.

    Her addresses go from the whole table, in whatever case. Her name she chose herself and changes as she likes: one
    like "transport", or a competitor's, must not take these words from everybody. So it goes as she writes it, only if
    it tells a person, and only from her own `rows` and those that have the same in the fields `about` as one of them.
    """
    take_out(rows.model._base_manager.all(), mentions(person.addresses, "(?i)"), fields)
    if tells_a_person(person.name):
        take_out(around(rows, about), mentions([person.name]), fields)


def around(rows: QuerySet[Any], about: tuple[str, ...]) -> QuerySet[Any]:
    """The rows, and whatever is about the same as one of them."""
    same = Exists(rows.filter(**{field: OuterRef(field) for field in about}))
    return rows.model._base_manager.filter(Q(pk__in=rows.order_by().values("pk")) | Q(same))


def take_out(rows: QuerySet[Any], pattern: str, fields: Iterable[str]) -> None:
    for name in fields if pattern else ():
        arguments = F(name), Value(pattern), Value("—"), Value("g")
        without = Func(*arguments, function="regexp_replace", output_field=CharField())
        rows.filter(**{f"{name}__regex": pattern}).update(**{name: without})


def tells_a_person(name: str) -> bool:
    """Whether it has two words or more, each with a capital letter: "Carl af Ugglas", but not "Dag" or "the market"."""
    words = [word for word in name.split() if word not in PARTICLES]
    return len(words) > 1 and all(word[0].isalpha() and not word[0].islower() for word in words)


def mentions(texts: Iterable[str], options: str = "") -> str:
    """A regular expression of PostgreSQL: the texts as whole words, as they are and as JSON has them.

    Empty where there are none.
    """
    ways = {way for text in texts if text for way in (text, json.dumps(text)[1:-1])}
    if not ways:
        return ""
    return options + r"(?<![\w.+-])(" + "|".join(sorted(map(re.escape, ways), key=len, reverse=True)) + r")(?![\w-])"


def in_state_words(name: str) -> str | Shown:
    """A trail's states as their subject calls them."""
    if name not in ("from_state", "to_state"):
        return name

    def words(step: Any) -> str:
        state = getattr(step, name)
        return str(dict(step.subject._meta.get_field("state").choices).get(state, state))

    return Shown(name, _("from") if name == "from_state" else _("to"), words)


NOT_SHOWN = {"id", "actor", "user", "applicant", "language"}  # of a trail: the person herself, and others


def actor_in_trail(
    name: str,
    model: type[models.Model],
    label: Said,
    why: Said,
    keeps: Said,
    about: str = "subject",
    named: Callable[[Person], Q] | None = None,
) -> Kept:
    """Who did what, in a trail (`TransitionLog`, `Change`): the step stays, its actor becomes "Erased person".

    `about` is the field that has what it is the trail of; where others may have given that another name since, `named`
    are the steps of which she may still read it.
    """
    columns = [item.name for item in model._meta.concrete_fields if item.name not in NOT_SHOWN]
    if is_step := issubclass(model, TransitionLog):
        columns = ["at", "from_state", "to_state", "reason"]
    shown = (*[Shown("subject", _("about"))] * is_step, *map(in_state_words, columns))
    erase = without_her_name("reason", about=(about,))
    open_to_her = {"subject": named} if named else {}
    related = ("subject",) * is_step
    return Kept(
        name, model, label, why, keeps, by_user("actor"), shown, erase=erase, related=related, open_to=open_to_her
    )


def nowhere(kind: str) -> Concat:
    """An address of nobody, another one for each row."""
    return Concat(Value(f"erased-{kind}-"), Cast("pk", CharField()), Value(NOWHERE))


def last_step(trail: Any, subject: str) -> Subquery:
    """When the last step of a trail was taken; `subject` is the path to what it is the trail of."""
    return Subquery(trail._base_manager.filter(subject=OuterRef(subject)).order_by("-at").values("at")[:1])
