"""What narrows staff's lists."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.lists import ALL, ListFilter
from core.search import Fold
from dialogues.models import Dialogue
from municipalities.enums import Kind, MembershipRole, ParticipationRole
from municipalities.handled import dialogues_for, named
from municipalities.models import Participation

COUNTRIES = [("", ALL), *Country.choices]


class InDialogueFilter(ListFilter):
    """With the dialogues that the person has a role in."""

    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(), label=_("Dialogue"), required=False, empty_label=ALL, to_field_name="slug"
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=COUNTRIES)

    def prepare(self) -> None:
        self.fields["dialogue"].queryset = dialogues_for(self.user)  # type: ignore[attr-defined]


class BodyFilter(InDialogueFilter):
    PART = [("", ALL), ("yes", _("Takes part")), ("no", _("Takes no part"))]

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", ALL), *Kind.choices])
    part = forms.ChoiceField(label=_("Part in dialogues"), required=False, choices=PART)
    field_order = ["q", "country", "kind", "dialogue", "part"]

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        part = Participation.objects.filter(municipality=OuterRef("pk"))
        match name:
            case "q":
                return rows.filter(named(value) | Q(code=value.strip()))
            case "dialogue":
                return rows.filter(Exists(part.filter(dialogue=value)))
            case "part":
                return rows.filter(Exists(part) if value == "yes" else ~Exists(part))
        return rows.filter(**{name: value})


class PeopleFilter(InDialogueFilter):
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", ALL), *MembershipRole.choices])
    field_order = ["q", "country", "dialogue", "role"]

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        match name:
            case "q":
                rows = rows.alias(folded_name=Fold("user__name"))
                person = Q(folded_name__contains=Fold(Value(value))) | Q(user__email__icontains=value)
                return rows.filter(person | named(value, "municipality__"))
            case "dialogue":
                part = Participation.objects.filter(municipality=OuterRef("municipality"), dialogue=value)
                return rows.filter(Exists(part))
            case "country":
                return rows.filter(municipality__country=value)
        return rows.filter(**{name: value})


class ParticipationFilter(InDialogueFilter):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", ALL), *Kind.choices])
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", ALL), *ParticipationRole.choices])
    field_order = ["q", "dialogue", "country", "kind", "role"]

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        match name:
            case "q":
                return rows.filter(named(value, "municipality__"))
            case "country" | "kind":
                return rows.filter(**{f"municipality__{name}": value})
        return rows.filter(**{name: value})
