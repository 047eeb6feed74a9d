"""What staff see: of the register, of the people in it, of who takes part."""

from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from core.enums import Country
from core.sorting import by_label, in_alphabet
from core.texts import localized_name
from dialogues.models import Dialogue
from municipalities.models import Membership, Municipality
from municipalities.models.people import bodies_run_by
from municipalities.search import folded, tidy


def register_for(user: Any) -> QuerySet[Municipality]:
    """The bodies that she may look up: a manager all of them, a coordinator those of her countries."""
    return Municipality.objects.filter(country__in=countries_for(user))


def people_for(user: Any) -> QuerySet[Membership]:
    """The people of the bodies that she handles."""
    return Membership.objects.filter(municipality__in=bodies_run_by(user))


def dialogues_for(user: Any) -> QuerySet[Dialogue]:
    """The dialogues in which she has a role."""
    if user.is_superuser:
        return Dialogue.objects.all()
    return Dialogue.objects.filter(pk__in=user.staff_roles.values("dialogue"))


def dialogues_handled(user: Any, body: Municipality) -> QuerySet[Dialogue]:
    """The dialogues in which she decides about this body."""
    if user.is_superuser:
        return Dialogue.objects.all()
    return Dialogue.objects.filter(pk__in=user.staff_roles.filter(country__in=["", body.country]).values("dialogue"))


def countries_for(user: Any) -> list[str]:
    """The countries whose bodies she writes into the register."""
    countries = set(user.staff_roles.values_list("country", flat=True))
    return list(Country.values) if user.is_superuser or "" in countries else sorted(countries)


def people_counted(bodies: QuerySet[Municipality], user: Any) -> QuerySet[Municipality]:
    """Each with `people`, the number of its people; None where she does not handle the body."""
    people = Membership.objects.filter(municipality=OuterRef("pk")).order_by()
    counted = people.values("municipality").annotate(number=Count("pk")).values("number")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return bodies.annotate(people=Case(When(pk__in=bodies_run_by(user).values("pk"), then=number)))


def shown_name(body: str = "") -> Coalesce:
    """The name as pages show it, of the body at this path."""
    own = F(body + localized_name("name"))
    return Coalesce(NullIf(own, Value("")), F(f"{body}official_name"), output_field=CharField())


def by_name(body: str = "") -> list[Any]:
    return [*in_alphabet(shown_name(body)), f"{body}region"]


def by_dialogue() -> list[Any]:
    """By the age of the dialogue, and in it by name."""
    return ["dialogue__starts_on", "dialogue", *by_name("municipality__")]


def by_country(body: str = "") -> list[Any]:
    return [*by_label(f"{body}country", Country), *by_name(body)]


def named(text: str, body: str = "") -> Q:
    """Bodies with this text in any of their names, however its letters are typed."""
    return Q(**{f"{body}search_name__contains": folded(tidy(text))})
