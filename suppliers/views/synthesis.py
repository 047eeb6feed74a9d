"""The desk of a synthesis, with the tagged answers beside the text, and its public page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.public import public
from core.told import refusals_told, told
from needs.views.beside import beside
from suppliers.models import Synthesis, SynthesisVersion
from suppliers.reading import opening
from suppliers.responses.enums import WayOfReading
from suppliers.synthesis import writing
from suppliers.synthesis.beside import tagged
from suppliers.synthesis.checking import problems
from suppliers.synthesis.enums import SynthesisState
from suppliers.synthesis.forms import BeginForm, TextsForm
from suppliers.views.reading import too_early
from suppliers.views.reading_acts import Managed


class Begin(Managed, FormView):
    template_name = "suppliers/synthesis/begin.html"
    form_class = BeginForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.rfi  # noqa: B018 - 404 or 403 first
        opening.check(request.user, self.rfi, WayOfReading.SYNTHESIS)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.rfi}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.rfi.syntheses.select_related("challenge__published")
        return super().get_context_data(**kwargs, syntheses=rows)

    def form_valid(self, form: BeginForm) -> HttpResponse:
        return redirect(once(form.cleaned_data["key"], lambda: self.begin(form)))

    def begin(self, form: BeginForm) -> str:
        made = writing.begin(self.rfi, form.cleaned_data["challenge"], self.request.user)
        return reverse("workspace-synthesis", args=[made.key])


begin = too_early(Begin.as_view())


def managed(request: HttpRequest, key: str) -> Synthesis:
    rows = Synthesis.objects.managed_by(request.user)
    related = ("dialogue", "request__dialogue", "challenge__published", "challenge__dialogue", "led_to")
    return get_object_or_404(rows.select_related(*related), key=key)


class Desk(KeepsTyped, ActingPage):
    """The text in all languages, where it is a draft; what was published; the tagged answers beside it."""

    template_name = "suppliers/synthesis/desk.html"
    form_class = TextsForm
    done = gettext_lazy("Saved.")

    @cached_property
    def synthesis(self) -> Synthesis:
        return managed(self.request, self.kwargs["key"])

    @cached_property
    def versions(self) -> list[SynthesisVersion]:
        rows = self.synthesis.versions.exclude(state=SynthesisState.DISCARDED).select_related("written_by")
        return list(rows.order_by("-number"))

    @cached_property
    def draft(self) -> SynthesisVersion | None:
        return next((row for row in self.versions if row.is_draft), None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        opening.check(request.user, self.synthesis.request, WayOfReading.SYNTHESIS)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        draft = self.draft and SynthesisVersion.objects.get(pk=self.draft.pk)
        return {**super().get_form_kwargs(), "instance": draft or SynthesisVersion(synthesis=self.synthesis)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = tagged(self.synthesis, self.request.user)
        seen = {cell.response.pk: cell.response for row in shown for cell in row.cells}
        opening.log(self.request.user, self.synthesis.request, WayOfReading.SYNTHESIS, seen.values())
        context = super().get_context_data(**kwargs)
        draft, languages = self.draft, beside(self.request)
        return {
            **context,
            "synthesis": self.synthesis,
            "rfi": self.synthesis.request,
            "versions": self.versions,
            "draft": draft,
            "tagged": shown,
            "beside": languages,
            "rows": rows_of(context["form"], languages),
            "problems": problems(draft) if draft else [],
            "seen": writing.seen_of(draft) if draft else "",
        }

    def act(self, form: TextsForm) -> str:
        if not form.save_by(self.synthesis, self.request.user):
            return ""
        return f"{reverse('workspace-synthesis', args=[self.synthesis.key])}{beside(self.request).query}"


def rows_of(form: TextsForm, languages: Any) -> list[dict[str, Any]]:
    """Each text: those of the languages on show beside each other, and the rest, which are closed."""
    rows = []
    for group in form.groups():
        shown = [field for field in group.fields if languages.shows(field.name) or field.errors]
        rows.append({"group": group, "shown": shown, "rest": [row for row in group.fields if row not in shown]})
    return rows


desk = too_early(Desk.as_view())


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    publishing = partial(writing.publish, managed(request, key), request.POST.get("seen", ""), request.user)
    said = _("Published in all languages. The ledger tells of it.")
    return told(request, publishing, said, "workspace-synthesis", key)


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    synthesis = managed(request, key)
    said = _("This is the text as it is public. Your correction replaces it once it is published.")
    return told(request, lambda: writing.correct(synthesis, request.user), said, "workspace-synthesis", key)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    synthesis = managed(request, key)
    said = _("The draft is given up.")
    return told(request, lambda: writing.discard(synthesis, request.user), said, "workspace-synthesis", key)


@require_POST
def begin_version(request: HttpRequest, key: str) -> HttpResponse:
    """The next version of the challenge's statement."""
    synthesis = managed(request, key)
    with refusals_told(request):
        writing.begin_statement(synthesis, request.user)
        messages.success(request, _("The next version is begun, with the texts and clauses of the last one."))
        return redirect("workspace-challenge", synthesis.challenge.slug)  # type: ignore[union-attr]
    return redirect("workspace-synthesis", key)


@public
def public_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The text that is public, and under it those that it corrects."""
    rows = Synthesis.objects.public().select_related("dialogue", "request", "challenge__published", "led_to__challenge")
    synthesis = get_object_or_404(rows, dialogue__slug=slug, key=key)
    versions = list(synthesis.versions.filter(state__in=SynthesisState.public()).order_by("-number"))
    context = {"synthesis": synthesis, "version": versions[0], "earlier": versions[1:]}
    return render(request, "suppliers/synthesis/page.html", context)
