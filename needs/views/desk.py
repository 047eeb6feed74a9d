"""The challenge desk: the list of challenges, and the part of one with its needs."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.permissions import require
from needs.curation import provenance
from needs.enums import NeedState, StatementState
from needs.models import Challenge, Statement
from needs.publishing.standing import standing

PAGE_LENGTH = 50


@require_safe
def challenge_list(request: HttpRequest) -> HttpResponse:
    """What is on its way comes first."""
    require(request.user, "needs.list_challenges")
    unpublished = StatementState.unpublished()
    found = (
        Challenge.objects.managed_by(request.user)
        .select_related("dialogue", "category")
        .prefetch_related(Prefetch("statements", Statement.objects.order_by("-number")))
        .annotate(
            need_count=Count("needs", distinct=True),
            withdrawn=Count("needs", filter=Q(needs__state=NeedState.WITHDRAWN), distinct=True),
            is_on_its_way=Exists(Statement.objects.filter(challenge=OuterRef("pk"), state__in=unpublished)),
        )
    )
    page = Paginator(found.order_by("-is_on_its_way", "-pk"), PAGE_LENGTH).get_page(request.GET.get("page"))
    waiting = standing(Statement.objects.filter(challenge__in=list(page)).defer("content"), PAGE_LENGTH)
    following = {statement.challenge_id: statement for statement in waiting}
    rows = [(challenge, following.get(challenge.pk)) for challenge in page]
    return render(request, "needs/workspace/challenge_list.html", {"page": page, "rows": rows})


def managed(request: HttpRequest, slug: str) -> Challenge:
    """A challenge of a dialogue that the person runs, or else 404."""
    mine = Challenge.objects.managed_by(request.user).select_related("dialogue", "category", "published")
    return get_object_or_404(mine, slug=slug)


class DeskMixin:
    """A page about one challenge and its latest statement."""

    request: HttpRequest
    kwargs: dict[str, Any]
    part = ""

    @cached_property
    def challenge(self) -> Challenge:
        return managed(self.request, self.kwargs["slug"])

    @cached_property
    def statement(self) -> Statement:
        statement = self.challenge.latest
        statement.challenge = self.challenge
        return statement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.statement  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def comments_waiting(self) -> int:
        """Counted where the page has the menu of the parts."""
        return self.statement.comments.filter(settled_at__isnull=True).count()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "challenge": self.challenge,
            "statement": self.statement,
            "part": self.part,
            "comments_waiting": self.comments_waiting,
        }
        return super().get_context_data(**context, **kwargs)  # type: ignore[misc]


class NeedsPart(DeskMixin, TemplateView):
    """The needs that the challenge came of."""

    template_name = "needs/workspace/needs.html"
    part = "needs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = self.challenge.sources.select_related("need__municipality", "need__category", "added_by")
        return super().get_context_data(
            **kwargs,
            sources=sources.prefetch_related("parts__line__unit").order_by("need__municipality", "need"),
            left_out=provenance.left_out(self.challenge),
        )
