"""Which needs a list shows."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.enums import Country
from core.lists import ALL, ListFilter
from needs.curation.choices import Choices
from needs.curation.selection import numbers
from needs.curation.worklists import counts
from needs.enums import Certainty, NeedState
from needs.intake.translations import Standing, outdated
from needs.models import ChallengeNeed, DemandLine, Need

TEXTS = ("title", "situation", "outcome")
LANGUAGES = [
    (Standing.OUTDATED.value, Standing.OUTDATED.label),
    *((f"lacks-{code}", format_lazy(_("Not in {language}"), language=name)) for code, name in settings.LANGUAGES),
    *((f"has-{code}", format_lazy(_("In {language}"), language=name)) for code, name in settings.LANGUAGES),
]


def choice(label: Any, *choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", ALL), *choices])


class NeedFilter(ListFilter):
    """Narrows the needs that a person may read."""

    q = forms.CharField(
        label=_("Search in all languages"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    dialogue = choice(_("Dialogue"))
    state = choice(_("State"), *NeedState.choices)
    country = choice(_("Country"), *Country.choices)
    municipality = choice(_("Municipality"))
    category = choice(_("Category"))
    cpv = forms.CharField(
        label=_("CPV code or its first digits"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    year = forms.IntegerField(
        label=_("Demand in the year"),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    unit = choice(_("Unit"))
    certainty = choice(_("Certainty"), *Certainty.choices)
    language = choice(_("Translation"), *LANGUAGES)
    challenge = choice(_("Challenge"))
    free = forms.BooleanField(label=_("In no challenge"), required=False)

    def __init__(self, data: Any, rows: QuerySet[Need], user: Any, counted: tuple[str, ...] = ()) -> None:
        """`counted`: names of the worklists that are counted with the choices."""
        self.counted = counted
        super().__init__(data, rows, user)

    def prepare(self) -> None:
        asked: Any = self.data
        ticked = numbers(asked.getlist("need"))
        waiting = counts(self.rows, self.counted, asked.get("dialogue", ""))
        self.choices = Choices(self.rows, self.user, asked.get("q", "")[:200].strip(), ticked, waiting)
        for name, found in {
            "dialogue": self.choices.named("dialogue"),
            "municipality": self.choices.named("body"),
            "category": self.choices.named("category"),
            "unit": self.choices.units,
            "challenge": self.choices.named("challenge"),
        }.items():
            self.fields[name].choices = [("", ALL), *found]  # type: ignore[attr-defined]

    @property
    def query(self) -> str:
        """The search, as needs/curation/search.py takes it."""
        return self.choices.meaning

    def found(self) -> QuerySet[Need]:
        """Narrowed by all but the search."""
        chosen = {name: value for name, value in self.chosen.items() if name != "q"}
        needs = self.rows.filter(
            *(
                getattr(self, f"by_{name}", self.by_field)(name, value)
                for name, value in chosen.items()
                if name not in LINE
            )
        )
        lines = {name: LINE_FIELDS.get(name, name) for name in LINE if name in chosen}
        return needs.filter(self.by_lines({field: chosen[name] for name, field in lines.items()})) if lines else needs

    def by_field(self, name: str, value: Any) -> Q:
        return Q(**{FIELDS.get(name, name): value})

    def by_lines(self, values: dict[str, Any]) -> Exists:
        """Needs with a demand line that is all of this at once."""
        return Exists(DemandLine.objects.filter(need=OuterRef("pk"), **values))

    def by_cpv(self, _name: str, value: str) -> Exists:
        code = Need.cpv_codes.through.objects.filter(need=OuterRef("pk"), cpvcode__code__startswith=branch(value))
        return Exists(code)

    def by_language(self, _name: str, value: str) -> Q | Exists:
        """A translation is there when all that must be written is there."""
        if value == Standing.OUTDATED:
            return outdated()
        has, code = value.split("-")
        missing = Q()
        for field in TEXTS:
            name = build_localized_fieldname(field, code)
            missing |= Q(**{f"{name}__isnull": True}) | Q(**{name: ""})
        return missing if has == "lacks" else ~missing

    def by_challenge(self, _name: str, value: str) -> Exists:
        return Exists(ChallengeNeed.objects.filter(need=OuterRef("pk"), challenge__slug=value))

    def by_free(self, _name: str, _value: bool) -> Exists:
        return ~Exists(ChallengeNeed.objects.filter(need=OuterRef("pk")))  # type: ignore[return-value]

    def clean_cpv(self) -> str:
        return re.sub(r"\D", "", self.cleaned_data["cpv"].partition("-")[0])

    def in_words(self, name: str) -> str:
        return str(_("yes")) if name == "free" else super().in_words(name)


FIELDS = {"dialogue": "dialogue__slug", "country": "municipality__country", "category": "category__slug"}
LINE, LINE_FIELDS = ("year", "unit", "certainty"), {"unit": "unit__slug"}


def branch(code: str) -> str:
    """What all codes under this one begin with: "60160000" is the branch "6016"."""
    return max(code.rstrip("0"), code[:2], key=len)
