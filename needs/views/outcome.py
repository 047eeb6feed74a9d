"""What came of a dialogue, as everybody reads it, and as a file."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import exports
from core.public import FOR_A_MINUTE, public
from dialogues.models import Dialogue
from needs.publishing.outcome import KINDS, Outcome, Row, outcome_of, picture

LABELS = {
    "needs": gettext_lazy("Needs made public"),
    "challenges": gettext_lazy("Challenges"),
    "signatures": gettext_lazy("Signatures"),
    "notices": gettext_lazy("Notices"),
    "awards": gettext_lazy("Awards"),
}
FORMATS = (*exports.KINDS, "json")


@public
def outcome(request: HttpRequest, slug: str) -> HttpResponseBase:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    found = outcome_of(dialogue)
    kind = request.GET.get("as")
    if kind in exports.KINDS:
        return as_file(found, kind, dialogue)
    if kind == "json":
        return JsonResponse(as_json(found, dialogue))
    return render(request, "needs/outcome.html", context(found, dialogue))


def context(found: Outcome, dialogue: Dialogue) -> dict[str, Any]:
    here = reverse("outcome", args=[dialogue.slug])
    return {
        "dialogue": dialogue,
        "outcome": found,
        "labels": list(LABELS.values()),
        "totals": list(zip(LABELS.values(), found.total.figures, strict=True)),
        "pictures": [
            (LABELS[kind], picture(kind, _("%(what)s by year") % {"what": LABELS[kind]}, found.by_year, kind))
            for kind in KINDS
            if getattr(found.total, kind)
        ],
        "files": [(kind, f"{here}?as={kind}") for kind in FORMATS],
    }


def as_file(found: Outcome, kind: exports.Kind, dialogue: Dialogue) -> HttpResponseBase:
    def column(name: str) -> exports.Column:
        return exports.Column(LABELS[name], lambda row: getattr(row, name))

    columns = [
        exports.Column(_("Country"), lambda row: row.country_name),
        exports.Column(_("Year"), lambda row: row.year),
        *(column(name) for name in KINDS),
    ]
    name = _("outcome")
    response = exports.export(found.rows, columns, kind, f"{dialogue.slug}-{name}")
    response["Cache-Control"] = FOR_A_MINUTE
    return response


def as_json(found: Outcome, dialogue: Dialogue) -> dict[str, Any]:
    def plain(row: Row) -> dict[str, Any]:
        return dict(zip(KINDS, row.figures, strict=True))

    return {
        "dialogue": dialogue.slug,
        "total": plain(found.total),
        "rows": [{"country": row.country, "year": row.year, **plain(row)} for row in found.rows],
    }
