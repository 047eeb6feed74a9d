"""The last part of the challenge desk: publishing, from the checklist to the briefs."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from core.languages import CODES
from core.told import told
from core.zones import in_zone
from needs.enums import BriefState, StatementState
from needs.models import Brief, Challenge, Edition, Statement
from needs.publishing import releasing, warning
from needs.publishing.addresses import brief_address, preview_address
from needs.publishing.counting import downloads
from needs.publishing.forms import MomentForm
from needs.publishing.intents import steps_of
from needs.signing import versions
from needs.signing.answers import answers_to
from needs.statements.hints import hints
from needs.statements.readiness import Item, Problem, checklist
from needs.views.desk import DeskMixin, managed

DAYS_SHOWN = 14


def mending_places(statement: Statement) -> dict[str, str]:
    """Where in the desk the problems with an anchor are mended; those without one are mended elsewhere."""
    slug = statement.challenge.slug
    text = reverse("workspace-challenge", args=[slug])
    dialogue = reverse("workspace-dialogue", args=[statement.challenge.dialogue.slug])
    clauses = statement.clauses.values_list("position", "pk")
    return {
        "text": f"{text}#text",
        "clauses": f"{text}#clauses",
        "unanswered": f"{text}#unanswered",
        "comments": reverse("workspace-challenge-comments", args=[slug]),
        "changes": reverse("workspace-challenge-changes", args=[slug]),
        "dialogue": f"{dialogue}#contacts",
        "dates": f"{dialogue}#milestones",
        "needs": f"{reverse('workspace-challenge-needs', args=[slug])}#needs",
        **{f"clause-{position}": reverse("workspace-clause", args=[slug, pk]) for position, pk in clauses},
    }


def linked_checklist(statement: Statement) -> list[tuple[Item, list[tuple[Problem, str]]]]:
    """The checklist, each problem with the address where it is mended."""
    return linked(checklist(statement), mending_places(statement))


def linked(items: list[Item], places: dict[str, str]) -> list[tuple[Item, list[tuple[Problem, str]]]]:
    return [(item, [(problem, mending_place(problem, places)) for problem in item.problems]) for item in items]


def mending_place(problem: Problem, places: dict[str, str]) -> str:
    """A body's people are at its own page."""
    kind, _dash, number = problem.anchor.partition("-")
    return reverse("workspace-colleagues", args=[number]) if kind == "body" else places.get(problem.anchor, "")


class PublishPart(DeskMixin, TemplateView):
    """What is missing, or how far the briefs are. The page asks for it every second while they are made."""

    part = "publish"
    request: Any

    @cached_property
    def briefs(self) -> list[Brief]:
        """Of the newest edition."""
        edition = self.edition
        briefs = list(edition.briefs.order_by("pk")) if edition else []
        for brief in briefs:
            brief.address = self.address(brief)  # type: ignore[attr-defined]
        return briefs

    def address(self, brief: Brief) -> str:
        slug = self.challenge.slug
        if self.edition.published_at:
            return brief_address(brief, slug, self.statement.number, self.edition)
        return preview_address(brief, slug)

    @cached_property
    def edition(self) -> Any:
        return self.statement.editions.first()

    @property
    def is_moving(self) -> bool:
        """Whether there is something to see soon; a moment that was chosen is nothing to wait at the page for."""
        waits = all(brief.state == BriefState.READY for brief in self.briefs) and self.statement.publish_at
        return self.statement.state == StatementState.RELEASING and not waits

    @property
    def progress(self) -> str:
        """Changes whenever there is something new to show."""
        late = ["late"] * self.is_late
        return "-".join([self.statement.state, *late, *(brief.state for brief in self.briefs)])

    @cached_property
    def is_late(self) -> bool:
        is_made = self.statement.state == StatementState.RELEASING
        return is_made and warning.late().filter(statement=self.statement).exists()

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
        advice = linked(hints(self.statement), mending_places(self.statement)) if self.statement.is_draft else []
        return super().get_context_data(
            **kwargs,
            items=items,
            hints=advice,
            is_ready=all(item.done for item, _problems in items),
            answers=answers_to(self.statement),
            briefs=self.briefs,
            ready_count=sum(brief.state == BriefState.READY for brief in self.briefs),
            failed_count=sum(brief.state == BriefState.FAILED for brief in self.briefs),
            progress=self.progress,
            edition=self.edition,
            is_moving=self.is_moving,
            is_late=self.is_late,
            **steps_and_downloads(self.challenge, self.statement),
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
    return told(request, act, str(done), "workspace-challenge-publish", slug)


def steps_and_downloads(challenge: Challenge, statement: Statement) -> dict[str, Any]:
    """Of a public statement: how far each body goes, and how often its briefs were fetched."""
    shown = statement if statement.is_public else challenge.published
    if shown is None:
        return {}
    days = downloads(shown)
    return {
        "intents": steps_of(challenge),
        "languages": settings.LANGUAGES,
        "downloads_of": shown,
        "downloads": [(day, [found.get(code, 0) for code in CODES], total) for day, found, total in days[:DAYS_SHOWN]],
        "downloads_total": sum(total for _day, _found, total in days),
    }


class MomentView(DeskMixin, FormView):
    """When a statement is to be public."""

    part = "publish"
    template_name = "needs/workspace/moment.html"
    form_class = MomentForm
    source = ""  # the state in which it is asked

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.statement.state != self.source:
            return redirect("workspace-challenge-publish", self.challenge.slug)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        statement = self.statement
        first = {"zone": statement.zone, "seen": releasing.moment_seen(statement)}
        if not statement.publish_at:
            return first
        local = statement.publish_at.astimezone(ZoneInfo(statement.zone))
        return {**first, "when": "later", "on": local.date(), "time": local.time()}

    def chosen(self, form: MomentForm) -> None:
        raise NotImplementedError

    def told(self, form: MomentForm) -> str:
        if not form.moment:
            return _("The briefs are being made. The statement is public when all are ready.")
        said = {"moment": in_zone(form.moment, form.cleaned_data["zone"])}
        return _("The briefs are made ahead. The statement is public from %(moment)s.") % said

    def form_valid(self, form: MomentForm) -> HttpResponse:
        return said(self.request, lambda: self.chosen(form), self.told(form), self.challenge.slug)


class ReleaseView(MomentView):
    source = StatementState.AGREED

    def chosen(self, form: MomentForm) -> None:
        moment = {"publish_at": form.moment, "zone": form.cleaned_data["zone"]}
        releasing.release(self.statement, self.request.user, **moment)


class RescheduleView(MomentView):
    source = StatementState.RELEASING

    def chosen(self, form: MomentForm) -> None:
        data = form.cleaned_data
        releasing.reschedule(self.statement, self.request.user, form.moment, data["zone"], seen=data["seen"])


class RecallView(ConfirmedAction):
    template_name = "needs/workspace/recall.html"
    source = StatementState.RELEASING
    act = staticmethod(releasing.recall)
    done = gettext_lazy("The statement is agreed as before. Nothing of it was published.")


@require_POST
def retry_brief(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    edition = get_object_or_404(Edition, pk__in=managed(request, slug).latest.editions.values("pk")[:1])
    brief = get_object_or_404(Brief, edition=edition, language=language)
    return said(request, lambda: releasing.retry(brief, request.user), _("The brief is being made again."), slug)


@require_POST
def new_version(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = managed(request, slug)
    done = _("The next version is a draft now. The published one stays until then.")
    return told(request, lambda: versions.new_version(challenge, request.user), done, "workspace-challenge", slug)
