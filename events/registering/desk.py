"""Staff's list of those who register for one event: what it shows and holds, and how it is narrowed."""

from typing import Any

from django import forms
from django.db.models import BooleanField, Case, ExpressionWrapper, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.lists import ALL, Column, ListFilter
from core.search import Fold
from core.sorting import in_alphabet, in_order
from events.enums import COMES_FROM, Audience, RegistrationState
from events.models import Event
from events.models.registration import NEEDS, shown_as, waits
from events.registering.places import ORGANISATION, full_places

EVERY = "all"
REGISTERED = pgettext_lazy("registration for an event", "Registered")


class RegistrationFilter(ListFilter):
    """Unless a state is chosen, or all, the list is without those who cancelled."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All but cancelled")), (EVERY, ALL), *RegistrationState.choices],
    )
    audience = forms.ChoiceField(label=_("Comes from"), required=False, choices=[("", ALL), *COMES_FROM.items()])

    def found(self) -> QuerySet[Any]:
        rows = super().found()
        return rows if self.chosen.get("state") else rows.exclude(state=RegistrationState.CANCELLED)

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name == "state":
            return rows if value == EVERY else rows.filter(shown_as(value))
        if name != "q":
            return rows.filter(**{name: value})
        folded = rows.alias(folded_name=Fold("name"), folded_organisation=Fold("organisation"))
        text = Fold(Value(value))
        by_name = Q(folded_name__contains=text) | Q(folded_organisation__contains=text)
        return folded.filter(by_name | Q(email__icontains=value))


def with_what_holds_back(rows: QuerySet[Any], event: Event) -> QuerySet[Any]:
    """Each knows as `is_organisation_full` that she waits, and that her organisation has all of its seats."""
    held_back = waits() & Q(places__overlap=full_places(event, kind=ORGANISATION))
    return rows.annotate(is_organisation_full=ExpressionWrapper(held_back, BooleanField()))


def columns(event: Event) -> list[Column]:
    """With what people need, as long as the event asks for it and is not over."""
    shown = [
        Column("name", _("Name"), str, in_alphabet("name")),
        Column("email", _("E-mail address"), lambda row: row.email, ["email"], shown=False),
        Column("organisation", _("Organisation"), lambda row: row.organisation, in_alphabet("organisation")),
        Column("audience", _("Comes from"), lambda row: row.comes_from, in_order("audience", Audience)),
        Column("state", _("State"), lambda row: row.shown_state, by_state()),
        Column("asked", REGISTERED, lambda row: row.asked_at, ["asked_at"]),
        Column("by", _("Registered by"), lambda row: row.booked_by, shown=False),
        Column("listed", _("Named to the others"), lambda row: row.is_listed, shown=False),
        Column("sessions", _("Breakouts"), lambda row: "; ".join(row.session_names), shown=False),
    ]
    if event.ends_at > timezone.now():
        shown += [needs_column(name) for name in NEEDS if asks(event, name)]
    return shown


def by_state() -> list[Any]:
    """As `shown_state` says it, from less to more."""
    return [Case(*(When(shown_as(state), then=Value(place)) for place, state in enumerate(RegistrationState.values)))]


def asks(event: Event, name: str) -> bool:
    return bool(getattr(event.terms, f"asks_{name}"))


def needs_column(name: str) -> Column:
    labels = {"access": _("Needs to take part"), "food": _("Does not eat"), "interpretation": _("Interpretation")}
    return Column(name, labels[name], lambda row: getattr(row, name), shown=False)
