"""Choosing a need's CPV codes: searched by word or code, ticked, kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.workflow import Refused
from needs.cpv.choosing import choose
from needs.cpv.codes import read_code
from needs.cpv.search import MOST, find_codes, placed
from needs.models import CpvCode
from needs.views.demand_lines import DemandPage

LONGEST = 100


class CpvView(DemandPage):
    """What is ticked stays ticked while somebody searches on; without script, searching sends the form too."""

    template_name = "needs/intake/cpv.html"
    section = "cpv"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        stored = set(self.need.cpv_codes.values_list("pk", flat=True))
        return self.show(request.GET.get("q", ""), stored, stored)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen, seen = (codes(request.POST.getlist(name)) for name in ("code", "seen"))
        if "keep" not in request.POST:
            return self.show(request.POST.get("q", ""), chosen, seen)
        try:
            choose(self.need, request.user, seen=seen, chosen=chosen)
        except Refused as refusal:
            return self.show(request.POST.get("q", ""), chosen, seen, refusal=str(refusal))
        messages.success(request, _("The CPV codes are saved."))
        return self.go_on(stays=request.POST["keep"] == "stay")

    def show(self, text: str, chosen: set[str], seen: set[str], **context: Any) -> HttpResponse:
        found = list(find_codes(text[:LONGEST]).exclude(pk__in=chosen)[: MOST + 1])
        rows = placed([*CpvCode.objects.filter(pk__in=chosen), *found[:MOST]])
        return self.answer(
            q=text[:LONGEST],
            seen=sorted(seen),
            chosen=[row for row in rows if row.code.pk in chosen],
            found=[row for row in rows if row.code.pk not in chosen],
            has_more=len(found) > MOST,
            is_typed=chosen != seen,
            **context,
        )


def codes(written: list[str]) -> set[str]:
    return {code for text in written if (code := read_code(text))}
