"""What the public buyers of a dialogue will need, as everybody may know it: frozen, the same for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.pictures import WIDTH
from core.public import FOR_A_MINUTE, public
from core.texts import Text
from dialogues.models import Dialogue
from needs.figures import files
from needs.figures.dialogue import latest
from needs.figures.pictures import calendar_picture, demand_picture, series_of
from needs.figures.reading import PublicFigures, UnitDemand, pick
from needs.figures.tables import DIMENSIONS, part_tables, what_is_hidden


class DialogueFigures(PublicFigures):
    """Public figures with those of whose demand it is."""

    @property
    def bodies(self) -> int:
        return self.content["bodies"]

    @property
    def countries(self) -> int:
        return len(self.content["countries"])

    @property
    def inhabitants(self) -> int | None:
        return self.content["inhabitants"]

    @property
    def categories(self) -> dict[str, Text]:
        return {slug: pick(names, self.language) for slug, names in self.content["categories"].items()}


def figures_of(dialogue: Dialogue) -> DialogueFigures | None:
    found = latest(dialogue)
    return DialogueFigures(found.content, str(get_language())) if found else None


@public
def demand(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    published = latest(dialogue)
    figures = figures_of(dialogue)
    context: dict[str, Any] = {"dialogue": dialogue, "published": published, "figures": figures, "kinds": files.KINDS}
    if figures:
        context |= figures_context(figures)
    return render(request, "needs/dialogue_demand.html", context)


def figures_context(figures: DialogueFigures) -> dict[str, Any]:
    names = files.all_names(figures.categories)
    return {
        "pictures": [(unit.name, pictures(unit)) for unit in figures.demand if shows_something(unit)],
        "units": figures.demand,
        "part_tables": part_tables(figures.demand, names),
        "value": figures.value,
        "value_parts": value_parts(figures, names),
        "calendar_picture": calendar_picture(figures.calendar, width=WIDTH) if figures.calendar else "",
        **what_is_hidden(figures.demand),
    }


def shows_something(unit: UnitDemand) -> bool:
    return any(year.quantity is not None for year in unit.years)


def pictures(unit: UnitDemand) -> list[tuple[Any, SafeString]]:
    """By country and by certainty, each with what it is by; where there are no two parts of either, the sums alone."""
    parted = [by for by in ("country", "certainty") if len(series_of(unit.years, by)) > 1]
    return [(DIMENSIONS[by], demand_picture(unit, by=by)) for by in parted] or [("", demand_picture(unit))]


def value_parts(figures: DialogueFigures, names: Any) -> list[tuple[Any, int, int]]:
    parts = figures.value.parts if figures.value else {}
    return [
        (names[dimension](name), low, high) for dimension, some in parts.items() for name, (low, high) in some.items()
    ]


@public
def demand_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    figures = figures_of(dialogue)
    if figures is None or kind not in files.KINDS:
        raise Http404
    name = _("demand %(dialogue)s") % {"dialogue": slug}
    response = files.file(figures, files.all_names(figures.categories), kind, name)
    response["Cache-Control"] = FOR_A_MINUTE
    return response
