"""What was done at the desk: the list, undoing, and what others do meanwhile."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.going_back import page_before
from core.permissions import require
from core.told import refusals_told
from needs.curation import news
from needs.curation.locks import Seen
from needs.curation.telling import deed, in_words
from needs.curation.undoing import CIRCULATED_SINCE, readable_acts, standing, undo
from needs.models import CurationAct

PAGE_LENGTH = 50


@require_safe
def act_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "needs.list_challenges")
    acts = readable_acts(request.user).select_related("actor", "undone_by", "challenge", "dialogue").order_by("-pk")
    page = Paginator(acts, PAGE_LENGTH).get_page(request.GET.get("page"))
    stand = standing(page)
    rows = [(act, capfirst(deed(act)), CIRCULATED_SINCE if act.pk in stand else "") for act in page]
    return render(request, "needs/workspace/act_list.html", {"page": page, "rows": rows})


@require_POST
def undo_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Undone already is as good."""
    act = get_object_or_404(readable_acts(request.user), pk=pk)
    with refusals_told(request):
        undo(act, request.user)
        messages.success(request, _("Undone: %(deed)s.") % {"deed": deed(act)})
    return redirect(back(request, act))


def back(request: HttpRequest, act: CurationAct) -> str:
    """Where the button was, unless that is gone with what was undone."""
    act.refresh_from_db(fields=["challenge"])
    is_gone = act.before.get("joined") and act.challenge_id is None
    return "workspace-needs" if is_gone else page_before(request, "workspace-needs")


@require_safe
def desk_news(request: HttpRequest) -> HttpResponse:
    """What others did since the page was made; nothing (204) where nobody did anything."""
    user: Any = request.user
    seen = Seen.read(request.GET.get("seen", ""))
    found = news.since(seen, user) if seen else []
    mark = str(news.after(seen, found)) if seen else ""
    if not found or mark == request.GET.get("told"):
        return HttpResponse(status=204)
    told = [in_words(deed) for deed in found]
    return render(request, "needs/workspace/_news.html", {"told": told, "mark": mark})
