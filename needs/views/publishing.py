"""The last part of the challenge desk: publishing, from the checklist to the briefs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.workflow import Refused
from needs import releasing
from needs.enums import BriefState, StatementState
from needs.models import Brief, Statement
from needs.readiness import Problem, checklist
from needs.views.desk import DeskMixin, managed


def mending_place(problem: Problem, slug: str) -> str:
    """Where in the desk a problem is mended; empty if that is elsewhere."""
    part = {"needs": "workspace-challenge-needs", "dialogue": ""}.get(problem.anchor, "workspace-challenge")
    return f"{reverse(part, args=[slug])}#{problem.anchor}" if part else ""


class PublishPart(DeskMixin, TemplateView):
    """What is missing, or how far the briefs are. The page asks for it every second while they are made."""

    part = "publish"

    @cached_property
    def briefs(self) -> list[Brief]:
        return list(self.statement.briefs.order_by("pk"))

    @property
    def progress(self) -> str:
        """Changes whenever there is something new to show."""
        return "-".join([self.statement.state, *(brief.state for brief in self.briefs)])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and request.GET.get("seen") == self.progress:
            return HttpResponse(status=204)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        page = "_publishing_progress" if self.request.htmx else "publish"
        return [f"needs/workspace/{page}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.challenge.slug
        items = checklist(self.statement) if self.statement.is_draft else []
        return super().get_context_data(
            **kwargs,
            items=[(item, [(problem, mending_place(problem, slug)) for problem in item.problems]) for item in items],
            is_ready=bool(items) and all(item.done for item in items),
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
    source = StatementState.DRAFT
    act = staticmethod(releasing.release)
    done = gettext_lazy("The text is frozen and its briefs are being made. It is public when all are ready.")


class RecallView(ConfirmedAction):
    template_name = "needs/workspace/recall.html"
    source = StatementState.RELEASING
    act = staticmethod(releasing.recall)
    done = gettext_lazy("The statement is a draft again. Nothing of it was published.")


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
