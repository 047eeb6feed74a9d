"""A need that staff proposed to a body: read by the body and by staff, taken over or thrown away by its editors."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.permissions import require
from core.told import refusals_told, told
from needs.intake import proposing
from needs.models import ProposedNeed
from needs.models.proposal import ANSWER

STEPS = {"accept": gettext_lazy("Taken over"), "throw_away": gettext_lazy("Thrown away")}


def found(request: HttpRequest, pk: int, permission: str) -> ProposedNeed:
    rows = ProposedNeed.objects.select_related("municipality", "dialogue", "category", "need")
    proposal = get_object_or_404(rows, pk=pk)
    require(request.user, permission, proposal)
    return proposal


@require_safe
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found(request, pk, "needs.view_proposal")
    user: Any = request.user
    context = {
        "proposal": proposal,
        "may_answer": proposal.waits and user.has_perm(ANSWER, proposal),
        "trail": [(step, STEPS[step.action]) for step in proposal.trail.select_related("actor")],
    }
    return render(request, "needs/workspace/proposal.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Taken over already is as good: it leads to the draft."""
    proposal = found(request, pk, ANSWER)
    need = proposal.need
    with refusals_told(request):
        if need is None:
            need = proposing.accept(proposal, request.user)
            messages.success(request, _("The need is your draft now. Write what is missing, and submit it."))
        return redirect("workspace-need-write", need.pk, "today")
    return redirect(proposal)


@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = found(request, pk, ANSWER)
    throw = partial(proposing.throw_away, proposal, request.user, request.POST.get("reason", "")[:2000])
    return told(request, throw, _("The proposal is thrown away."), proposal)
