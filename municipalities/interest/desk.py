"""Staff's list of interests: what it shows, and how it is narrowed."""

from typing import Any

from django import forms
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.lists import ALL, Column, ListFilter
from core.search import Fold
from core.sorting import in_alphabet, in_order
from dialogues.models import Dialogue
from municipalities.enums import InterestState
from municipalities.handled import by_country, named, shown_name
from municipalities.interest.terms import is_late
from municipalities.models import Interest
from municipalities.models.interest import WAITING

CAME = [state for state in InterestState if state != InterestState.UNCONFIRMED]
EVERY = "all"


class InterestFilter(ListFilter):
    """Unless a state is chosen the list has what waits."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All that waits")), (EVERY, ALL), *((state.value, state.label) for state in CAME)],
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", ALL), *Country.choices])
    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(), label=_("Dialogue"), required=False, empty_label=ALL, to_field_name="slug"
    )

    def prepare(self) -> None:
        mine = self.rows.order_by().values("dialogue")
        self.fields["dialogue"].queryset = Dialogue.objects.filter(pk__in=mine)  # type: ignore[attr-defined]

    def found(self) -> QuerySet[Any]:
        rows = super().found()
        return rows if self.chosen.get("state") else rows.filter(state__in=WAITING)

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name == "q":
            return rows.filter(about(value))
        return rows if value == EVERY else rows.filter(**{name: value})


def about(text: str) -> Q:
    """Interests of a body, or with a person, that has this text in its name."""
    described = Q(pk__in=Interest.objects.alias(folded=Fold("body_name")).filter(folded__contains=Fold(Value(text))))
    person = Q(applicants__name__icontains=text) | Q(applicants__email__icontains=text)
    people = Q(pk__in=Interest.objects.filter(person).values("pk"))
    return named(text, "municipality__") | described | people


def body_name() -> Coalesce:
    own = Coalesce(shown_name("municipality__"), F("body_name"))
    return Coalesce(NullIf(own, Value("")), F("body_name"), output_field=CharField())


def columns() -> list[Column]:
    return [
        Column("body", _("Public buyer"), str, in_alphabet(body_name())),
        Column("code", _("Official code"), lambda row: row.municipality and row.municipality.code, shown=False),
        Column("country", _("Country"), lambda row: row.get_country_display(), by_country("")[:1]),
        Column("dialogue", _("Dialogue"), lambda row: row.dialogue, ["dialogue__starts_on", "dialogue"]),
        Column("people", _("People"), lambda row: row.people_count, [F("people_count")], figure=True),
        Column("contacts", _("Contacts"), contacts, shown=False),
        Column("waits", _("Waits since"), lambda row: row.waits_since if row.is_waiting else None, [F("waits_since")]),
        Column("late", _("Late"), lambda row: is_late(row, timezone.now()), shown=False),
        Column("state", _("State"), lambda row: row.get_state_display(), in_order("state", InterestState)),
    ]


def contacts(interest: Interest) -> str:
    return ", ".join(f"{person.name} <{person.email}>" for person in interest.applicants.all() if stands(person))


def stands(person: Any) -> bool:
    return person.confirmed_at is not None and person.left_at is None


def counted(rows: QuerySet[Interest]) -> QuerySet[Interest]:
    """Each with the number of people behind it."""
    behind = Q(applicants__confirmed_at__isnull=False, applicants__left_at__isnull=True)
    return rows.annotate(people_count=Count("applicants", filter=behind))


def tabs(rows: QuerySet[Interest]) -> list[tuple[str, Any, int]]:
    """The choices one click away: the filter's value, its name, how many there are."""
    numbers = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    waiting = sum(numbers.get(state, 0) for state in WAITING)
    decided = [(state.value, state.label, numbers.get(state, 0)) for state in CAME if state not in WAITING]
    return [("", _("Waiting"), waiting), *decided, (EVERY, ALL, sum(numbers.values()))]
