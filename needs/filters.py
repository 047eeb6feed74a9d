"""Which needs a list shows."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.enums import Country
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.enums import NeedState
from needs.models import Category, Need

ALL = _("All")


class NeedFilter(forms.Form):
    """Narrows the needs that a person may read; what makes no sense narrows nothing."""

    q = forms.CharField(label=_("Search in titles, in any language"), required=False, max_length=200)
    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(), label=_("Dialogue"), required=False, empty_label=ALL, to_field_name="slug"
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", ALL), *Country.choices])
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), required=False, empty_label=ALL
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, empty_label=ALL, to_field_name="slug"
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", ALL), *NeedState.choices])

    def __init__(self, data: Any, needs: QuerySet[Need]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.needs = needs
        mine = needs.order_by().values
        self.fields["dialogue"].queryset = Dialogue.objects.filter(pk__in=mine("dialogue"))  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = Municipality.objects.filter(pk__in=mine("municipality"))  # type: ignore[attr-defined]

    def found(self) -> QuerySet[Need]:
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        text = chosen.pop("q", "")
        if country := chosen.pop("country", ""):
            chosen["municipality__country"] = country
        return self.needs.filter(titled(text), **chosen)

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())


def titled(text: str) -> Q:
    """Needs with this text in their title, in whichever language, or in their body's name."""
    wanted = Q(municipality__official_name__icontains=text)
    for code, _name in settings.LANGUAGES:
        wanted |= Q(**{f"{build_localized_fieldname('title', code)}__icontains": text})
    return wanted if text else Q()
