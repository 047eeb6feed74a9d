"""What is made of the needs that are chosen in the list."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from core.merging_forms import in_all_languages
from core.once import once
from core.permissions import require
from core.workflow import Refused
from needs.curation import challenges
from needs.curation.forms import AddForm, ChosenNeedsForm, JoinForm
from needs.figures.demand import UnitDemand, YearDemand, total_demand, unit_demand
from needs.figures.tables import demand_table
from needs.models import Challenge, DemandLine, Need, Unit


def readable(user: Any) -> QuerySet[Need]:
    """The needs that this person may read."""
    return Need.objects.visible_to(user).select_related("municipality", "category", "dialogue")


def chosen(request: HttpRequest) -> QuerySet[Need]:
    """The needs whose boxes are ticked, of those that the person may read."""
    numbers = [value for value in request.GET.getlist("need") if value.isdecimal() and len(value) < 19]
    return readable(request.user).filter(pk__in=numbers)


def selection(request: HttpRequest) -> dict[str, Any]:
    """The chosen needs and their total demand, in one query: the desk has none to spare."""
    unit = {name: f"unit__{name}" for name in ("id", "slug", "position", *in_all_languages("name"))}
    line = JSONObject(year="year", quantity=Cast("quantity", TextField()), unit=JSONObject(**unit))
    lines = ArraySubquery(DemandLine.objects.filter(need=OuterRef("pk")).order_by("year").values(line=line))
    needs = list(chosen(request).annotate(lines=lines)) if "need" in request.GET else []
    return {
        "chosen": needs,
        "chosen_bodies": len({need.municipality_id for need in needs}),
        "chosen_demand": demand_table(demand_of(needs)) if needs else None,
    }


def demand_of(needs: list[Any]) -> list[UnitDemand]:
    """As `total_demand`, of the few needs that are at hand with their `lines`."""
    units = {line["unit"]["id"]: Unit(**line["unit"]) for need in needs for line in need.lines}
    found: dict[int, dict[int, list[tuple[Need, Decimal]]]] = {pk: defaultdict(list) for pk in units}
    for need in needs:
        for line in need.lines:
            found[line["unit"]["id"]][line["year"]].append((need, Decimal(line["quantity"])))
    return [
        unit_demand(unit, [year_of(year, parts) for year, parts in sorted(found[unit.pk].items())])
        for unit in sorted(units.values(), key=lambda unit: (unit.position, unit.pk))
    ]


def year_of(year: int, parts: list[tuple[Need, Decimal]]) -> YearDemand:
    bodies = {need.municipality_id for need, _quantity in parts}
    return YearDemand(year, sum((quantity for _need, quantity in parts), Decimal()), len(bodies))


@require_safe
def need_selection(request: HttpRequest) -> HttpResponse:
    """What the list says of the chosen needs, alone: the list asks for it as boxes are ticked."""
    return render(request, "needs/workspace/_selection.html", selection(request))


class ChosenNeedsView(FormView):
    """A page about chosen needs of one dialogue: chosen in the list's address, then sent with the form."""

    @cached_property
    def needs(self) -> QuerySet[Need]:
        return readable(self.request.user)

    @cached_property
    def chosen(self) -> list[Need]:
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        form = ChosenNeedsForm(data, needs=self.needs)
        return list(form.cleaned_data["need"]) if form.is_valid() else []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.chosen and request.method != "POST":
            messages.error(request, _("Choose at least one need to join."))
            return redirect("workspace-needs")
        if len({need.dialogue_id for need in self.chosen}) > 1:
            messages.error(request, _("These needs belong to several dialogues. Choose those of one."))
            return redirect(self.back())
        if not self.chosen:
            raise PermissionDenied
        require(request.user, "needs.join_needs", self.chosen[0].dialogue)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        query = "&".join(f"need={need.pk}" for need in self.chosen)
        return f"{reverse('workspace-needs')}?{query}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": self.needs}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demand = demand_table(total_demand(self.chosen))
        bodies = {need.municipality_id for need in self.chosen}
        return super().get_context_data(
            **kwargs, chosen=self.chosen, chosen_demand=demand, chosen_bodies=len(bodies), back=self.back()
        )

    def act(self, form: Any) -> str:
        """Do it and say where to go then. Raises Refused."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return redirect(self.act(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)


class JoinView(ChosenNeedsView):
    template_name = "needs/workspace/join.html"
    form_class = JoinForm

    def get_initial(self) -> dict[str, Any]:
        return {"category": self.chosen[0].category_id}

    def act(self, form: JoinForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.join(form.cleaned_data))

    def join(self, data: dict[str, Any]) -> str:
        challenge = challenges.join(
            self.chosen[0].dialogue,
            self.chosen,
            title=data["title"],
            language=data["language"],
            category=data["category"],
            by=self.request.user,
        )
        messages.success(self.request, _("The challenge is made. Write what its municipalities ask for."))
        return reverse("workspace-challenge", args=[challenge.slug])


class AddView(ChosenNeedsView):
    template_name = "needs/workspace/add.html"
    form_class = AddForm

    def get_form_kwargs(self) -> dict[str, Any]:
        managed = Challenge.objects.managed_by(self.request.user).filter(dialogue=self.chosen[0].dialogue_id)
        return {**super().get_form_kwargs(), "challenges": managed}

    def act(self, form: AddForm) -> str:
        challenge = form.cleaned_data["challenge"]
        new = challenges.add_needs(challenge, self.chosen, self.request.user)
        messages.success(
            self.request, ngettext("%(count)s need added.", "%(count)s needs added.", new) % {"count": new}
        )
        return reverse("workspace-challenge-needs", args=[challenge.slug])
