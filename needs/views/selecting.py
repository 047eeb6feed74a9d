"""What is said of the needs that are chosen in the list."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from needs.curation.selection import lines_with_units, numbers, summary
from needs.models import Need
from needs.views.offered import are_kept_apart


def readable(user: Any) -> QuerySet[Need]:
    """The needs that this person may read, with what a choice of them is summed up by."""
    needs = Need.objects.visible_to(user).select_related("municipality", "category", "dialogue")
    return needs.annotate(lines=lines_with_units())


@require_safe
def need_selection(request: HttpRequest) -> HttpResponse:
    """What the list says of the chosen needs, alone: the list asks for it as boxes are ticked."""
    chosen = list(readable(request.user).filter(pk__in=numbers(request.GET.getlist("need"))))
    told = {"is_kept_apart": are_kept_apart(chosen, request.user), "unchosen": unchosen(request)}
    return render(request, "needs/workspace/_selection.html", summary(chosen) | told)


def unchosen(request: HttpRequest) -> str:
    """The address of the list that asks, with nothing chosen."""
    page: Any = request.htmx  # type: ignore[attr-defined]
    asked = parse_qsl(urlsplit(page.current_url or "").query)
    query = urlencode([(name, value) for name, value in asked if name != "need"])
    return f"{reverse('workspace-needs')}?{query}" if query else reverse("workspace-needs")
