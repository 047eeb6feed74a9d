"""Demand in full: of a dialogue for those who run it, of a public buyer for its own people. With files of the same."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.enums import Country
from core.permissions import require
from core.texts import text_of
from dialogues.models import Dialogue
from municipalities.models import Municipality
from municipalities.views.bodies import BodyMixin
from needs.enums import NeedState
from needs.figures import demand, files
from needs.figures.content import NOTHING
from needs.figures.dialogue import latest
from needs.figures.reading import PublicFigures
from needs.models import Category, Challenge, ChallengeNeed, Need
from needs.views.demand import FullFigures, beside, full_figures, whose

DIMENSIONS = ("country", "category", "certainty")
OPEN = (NeedState.SUBMITTED, NeedState.RETURNED, NeedState.ACCEPTED)


class DemandFilter(forms.Form):
    """Offers what is to be found among the needs. What makes no sense narrows nothing."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    category = forms.ModelChoiceField(
        Category.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Category")
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Challenge")
    )

    def __init__(self, data: Any, needs: Any, countries: list[str]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["country"].choices = [("", _("All")), *((code, Country(code).label) for code in countries)]  # type: ignore[attr-defined]
        categories = Category.objects.filter(pk__in=needs.values("category"))
        challenges = Challenge.objects.filter(pk__in=ChallengeNeed.objects.filter(need__in=needs).values("challenge"))
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["challenge"].queryset = challenges.order_by("slug")  # type: ignore[attr-defined]
        for name in ("category", "challenge"):
            self.fields[name].empty_label = _("All")  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}


class FullDemandView(TemplateView):
    """`?as=csv`, `xlsx` or `json` answers with the figures of the page."""

    request: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kind = request.GET.get("as", "")
        if kind in files.KINDS:
            names = {category.slug: text_of(category, "name") for category in Category.objects.all()}
            return files.file(self.full, files.all_names(names), kind, self.file_name())
        return super().get(request, *args, **kwargs)

    @cached_property
    def full(self) -> FullFigures:
        return full_figures(self.lines(), *DIMENSIONS)

    def lines(self) -> Any:
        raise NotImplementedError

    def file_name(self) -> str:
        raise NotImplementedError

    def files(self) -> list[tuple[str, str]]:
        query = self.request.GET.copy()
        found = []
        for kind in files.KINDS:
            query["as"] = kind
            found.append((kind, f"?{query.urlencode()}"))
        return found


class DialogueDemandView(FullDemandView):
    """All accepted needs of a dialogue; for a coordinator those of her countries."""

    template_name = "needs/workspace/dialogue_demand.html"

    @cached_property
    def dialogue(self) -> Dialogue:
        return get_object_or_404(Dialogue, slug=self.kwargs["slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "needs.view_demand", self.dialogue)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def countries(self) -> list[str]:
        """Those whose needs the person may see in full."""
        user = self.request.user
        mine = set(user.staff_roles.filter(dialogue=self.dialogue).values_list("country", flat=True))
        return [code for code in Country.values if user.is_superuser or "" in mine or code in mine]

    @cached_property
    def filter(self) -> DemandFilter:
        return DemandFilter(self.request.GET, self.readable, self.countries)

    @cached_property
    def readable(self) -> Any:
        needs = Need.objects.filter(dialogue=self.dialogue, state=NeedState.ACCEPTED).order_by()
        if len(self.countries) < len(Country.values):
            needs = needs.filter(municipality__country__in=self.countries)
        return needs

    @cached_property
    def needs(self) -> Any:
        chosen, needs = self.filter.chosen, self.readable
        if "country" in chosen:
            needs = needs.filter(municipality__country=chosen["country"])
        if "category" in chosen:
            needs = needs.filter(category=chosen["category"])
        if "challenge" in chosen:
            needs = needs.filter(uses__challenge=chosen["challenge"])
        return needs

    def lines(self) -> Any:
        challenge = self.filter.chosen.get("challenge")
        if challenge:
            return demand.lines_of_sources(challenge.sources.filter(need__in=self.needs))
        return demand.lines_of(self.needs)

    def file_name(self) -> str:
        return _("demand %(dialogue)s") % {"dialogue": self.dialogue.slug}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bodies = Municipality.objects.filter(pk__in=self.needs.values("municipality"))
        return super().get_context_data(
            **kwargs,
            **beside(self.full, self.public()),
            **whose(bodies),
            dialogue=self.dialogue,
            filter=self.filter,
            files=self.files(),
            all_countries=len(self.countries) == len(Country.values),
        )

    def public(self) -> PublicFigures:
        """What the public sees of just what is chosen."""
        chosen, language = self.filter.chosen, str(get_language())
        if challenge := chosen.pop("challenge", None):
            content = challenge.published.content if challenge.published and not chosen else NOTHING
            return PublicFigures(content, language)
        published = latest(self.dialogue)
        if published is None or len(chosen) > 1:
            return PublicFigures(NOTHING, language)
        if not chosen and len(self.countries) < len(Country.values):
            chosen = {"country": self.countries[0]} if len(self.countries) == 1 else {"country": ""}
        [(dimension, value)] = chosen.items() or [("", "")]
        return PublicFigures(part_of(published.content, dimension, getattr(value, "slug", value)), language)


def part_of(content: dict[str, Any], dimension: str, value: str) -> dict[str, Any]:
    """Public content narrowed to one part of it, as far as it is shown apart."""
    if not dimension:
        return content
    units = []
    for unit in content["demand"]:
        years = [
            {**year, "quantity": year["parts"].get(dimension, {}).get(value), "parts": {}, "bodies": None}
            for year in unit["years"]
        ]
        units.append({**unit, "years": years, "total": None})
    return {**NOTHING, "demand": units}


class BodyDemandView(BodyMixin, FullDemandView):
    """Our demand by year: what a public buyer asks for, in full, for its own people; for staff what of it they read."""

    template_name = "needs/workspace/body_demand.html"

    def lines(self) -> Any:
        readable = Need.objects.visible_to(self.request.user)
        return demand.lines_of(readable.filter(municipality=self.body, state__in=OPEN).order_by())

    def file_name(self) -> str:
        return _("our demand")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, full=self.full, files=self.files())
