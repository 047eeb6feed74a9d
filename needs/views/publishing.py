"""The last part of the challenge desk: publishing, from the checklist to the briefs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.workflow import Refused
from needs.enums import BriefState, StatementState
from needs.models import Brief, Statement
from needs.publishing import releasing
from needs.statements.readiness import Item, Problem, checklist
from needs.views.desk import DeskMixin, managed


def mending_places(statement: Statement) -> dict[str, str]:
    """Where in the desk the problems with an anchor are mended; those without one are mended elsewhere."""
    slug = statement.challenge.slug
    text = reverse("workspace-challenge", args=[slug])
    clauses = statement.clauses.values_list("position", "pk")
    return {
        "text": f"{text}#text",
        "clauses": f"{text}#clauses",
        "changes": reverse("workspace-challenge-changes", args=[slug]),
        "needs": f"{reverse('workspace-challenge-needs', args=[slug])}#needs",
        **{f"clause-{position}": reverse("workspace-clause", args=[slug, pk]) for position, pk in clauses},
    }


def linked_checklist(statement: Statement) -> list[tuple[Item, list[tuple[Problem, str]]]]:
    """The checklist, each problem with the address where it is mended."""
    places = mending_places(statement)
    return [
        (item, [(problem, places.get(problem.anchor, "")) for problem in item.problems])
        for item in checklist(statement)
    ]


def address(brief: Brief, slug: str, number: int) -> str:
    """The brief's public address, under its own language."""
    with translation.override(brief.language):
        return reverse("brief", args=[slug, number])


class PublishPart(DeskMixin, TemplateView):
    """What is missing, or how far the briefs are. The page asks for it every second while they are made."""

    part = "publish"
    request: Any

    @cached_property
    def briefs(self) -> list[Brief]:
        briefs = list(self.statement.briefs.order_by("pk"))
        for brief in briefs:
            brief.address = address(brief, self.challenge.slug, self.statement.number)  # type: ignore[attr-defined]
        return briefs

    @property
    def progress(self) -> str:
        """Changes whenever there is something new to show."""
        return "-".join([self.statement.state, *(brief.state for brief in self.briefs)])

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and request.GET.get("seen") == self.progress:
            return HttpResponse(status=204)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        if self.request.htmx:
            return ["needs/workspace/_publishing_progress.html"]
        return ["needs/workspace/publish.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = linked_checklist(self.statement) if self.statement.is_draft else []
        return super().get_context_data(
            **kwargs,
            items=items,
            is_ready=all(item.done for item, _problems in items),
            signed=self.statement.signatures.standing().count(),
            briefs=self.briefs,
            ready_count=sum(brief.state == BriefState.READY for brief in self.briefs),
            failed_count=sum(brief.state == BriefState.FAILED for brief in self.briefs),
            progress=self.progress,
            earlier=self.challenge.statements.filter(state__in=StatementState.public()).exclude(pk=self.statement.pk),
        )


class ConfirmedAction(DeskMixin, TemplateView):
    """Asks first, then does; a refusal is said on the publish part."""

    part = "publish"
    source = ""  # the state from which it can be done
    done: Any = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.statement.state != self.source:
            return redirect("workspace-challenge-publish", self.challenge.slug)
        return super().get(request, *args, **kwargs)

    @staticmethod
    def act(statement: Statement, by: Any) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return said(request, lambda: self.act(self.statement, request.user), self.done, self.challenge.slug)


def said(request: HttpRequest, act: Callable[[], object], done: Any, slug: str) -> HttpResponse:
    """Do it, tell what came of it, and go to the publish part."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(done))
    return redirect("workspace-challenge-publish", slug)


class ReleaseView(ConfirmedAction):
    template_name = "needs/workspace/release.html"
    source = StatementState.AGREED
    act = staticmethod(releasing.release)
    done = gettext_lazy("The briefs are being made. The statement is public when all are ready.")


class RecallView(ConfirmedAction):
    template_name = "needs/workspace/recall.html"
    source = StatementState.RELEASING
    act = staticmethod(releasing.recall)
    done = gettext_lazy("The statement is agreed as before. Nothing of it was published.")


@require_POST
def retry_brief(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    brief = get_object_or_404(Brief, statement=managed(request, slug).latest, language=language)
    return said(request, lambda: releasing.retry(brief, request.user), _("The brief is being made again."), slug)


@require_POST
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = managed(request, slug)
    try:
        releasing.new_version(challenge, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The next version is a draft now. The published one stays until then."))
    return redirect("workspace-challenge", slug)
