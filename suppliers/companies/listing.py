"""Staff's list of companies: what it shows and what narrows it."""

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.lists import ALL, Column, ListFilter
from suppliers.companies import numbers
from suppliers.enums import CompanyState, SizeClass
from suppliers.models import Company

STATES = [choice for choice in CompanyState.choices if choice[0] != CompanyState.UNCONFIRMED]
COLUMNS = [
    Column("name", _("Company"), lambda row: row.name, [Lower("name")]),
    Column("country", _("Country"), lambda row: row.get_country_display(), ["country"]),
    Column("number", _("Organisation number"), lambda row: numbers.written(row.country, row.organisation_number)),
    Column("state", _("State"), lambda row: row.get_state_display(), ["state"]),
    Column("size", _("Size"), lambda row: row.get_size_class_display(), ["size_class"]),
    Column("people", _("People"), lambda row: row.people_now, ["people_now"], figure=True),
    Column("registered", _("Registered"), lambda row: row.registered_at, ["registered_at"]),
    Column("website", _("Website"), lambda row: row.website, shown=False),
]


class CompanyFilter(ListFilter):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", ALL), *STATES])
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", ALL), *Country.choices])
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[("", ALL), *SizeClass.choices])
    field_order = ["q", "state", "country", "size"]

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        match name:
            case "q":
                bare = "".join(sign for sign in value if sign.isdigit())
                number = Q(organisation_number__contains=bare) if bare else Q(pk__in=[])
                return rows.filter(Q(name__icontains=value) | number)
            case "size":
                return rows.filter(size_class=value)
        return rows.filter(**{name: value})


def companies_for(staff: Any) -> QuerySet[Company]:
    people = Count("representatives", Q(representatives__ended_at__isnull=True))
    return Company.objects.visible_to(staff).annotate(people_now=people)
