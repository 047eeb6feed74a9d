"""The workspace of those who build requests for information: the list, a request's desk, its steps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import OnceForm, once
from core.permissions import require
from core.told import refusals_told
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from needs.statements.readiness import Problem
from needs.views.beside import beside
from suppliers.models import InformationRequest
from suppliers.requests import readiness, writing
from suppliers.requests.enums import QuestionKind
from suppliers.requests.forms import NewRequestForm, SettingsForm, TextsForm
from suppliers.requests.showing import question_rows

PAGE_LENGTH = 50


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "suppliers.list_requests")
    rows = InformationRequest.objects.visible_to(request.user).select_related("dialogue")
    rows = rows.annotate(question_count=Count("questions"))
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "suppliers/requests/list.html", {"page": page})


def managed(request: HttpRequest, slug: str) -> InformationRequest:
    """A request of a dialogue that the person runs, or else 404."""
    mine = InformationRequest.objects.visible_to(request.user).select_related("dialogue", "withdrawal")
    return get_object_or_404(mine, slug=slug)


def dialogues_of(user: Any) -> QuerySet[Dialogue]:
    if user.is_superuser:
        return Dialogue.objects.all()
    managed_ones = user.staff_roles.filter(kind=StaffRoleKind.MANAGER)
    return Dialogue.objects.filter(pk__in=managed_ones.values("dialogue"))


class NewRequest(KeepsTyped, FormView):
    """Sent twice, it is begun once."""

    template_name = "suppliers/requests/new.html"
    form_class = NewRequestForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "suppliers.list_requests")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dialogues": dialogues_of(self.request.user)}

    def form_valid(self, form: NewRequestForm) -> HttpResponse:
        return redirect(once(form.cleaned_data["key"], lambda: self.begin(form)))

    def begin(self, form: NewRequestForm) -> str:
        new = writing.begin(form.cleaned_data["dialogue"], form.titles, self.request.user)
        return reverse("workspace-request", args=[new.slug])


class RequestMixin:
    """A page about one request, for the managers of its dialogue; `rfi`, as `request` is Django's."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def rfi(self) -> InformationRequest:
        return managed(self.request, self.kwargs["slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.rfi  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, rfi=self.rfi)  # type: ignore[misc]

    def back(self, anchor: str = "") -> HttpResponse:
        return redirect(desk(self.rfi.slug, anchor))


def desk(slug: str, anchor: str = "", query: str = "") -> str:
    """The desk of a request, at one of its parts."""
    return f"{reverse('workspace-request', args=[slug])}{query}" + (f"#{anchor}" if anchor else "")


class RequestDesk(RequestMixin, TemplateView):
    """Everything of a request: how ready it is, its texts and times, its questions, and what can be done next."""

    template_name = "suppliers/requests/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = beside(self.request)
        items = readiness.checklist(self.rfi) if self.rfi.state == "draft" else []
        return super().get_context_data(
            **kwargs,
            beside=languages,
            rows=question_rows(self.rfi, languages),
            kinds=QuestionKind.choices,
            items=[(item, [(problem, mend(problem, self.rfi)) for problem in item.problems]) for item in items],
            is_ready=all(item.done for item in items),
            trail=self.rfi.trail.select_related("actor", "subject"),
            corrections=self.rfi.corrections.select_related("question", "by"),
        )


def mend(problem: Problem, rfi: InformationRequest) -> str:
    """Where a problem is put right."""
    pages = {"text": "workspace-request-text", "times": "workspace-request-times"}
    if problem.anchor in pages:
        return reverse(pages[problem.anchor], args=[rfi.slug])
    return f"#{problem.anchor}"


class RequestForm(KeepsTyped, RequestMixin, ActingPage):
    """A form of a draft that several people write."""

    title: Any = ""
    anchor = ""
    done = gettext_lazy("Saved.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.rfi.is_draft or self.typed else self.back()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": InformationRequest.objects.get(pk=self.rfi.pk)}

    def act(self, form: Any) -> str:
        return desk(self.rfi.slug, self.anchor) if form.save_by(self.request.user) else ""


class RequestTexts(RequestForm):
    template_name = "suppliers/requests/texts.html"
    form_class = TextsForm


class RequestTimes(RequestForm):
    template_name = "suppliers/requests/times.html"
    form_class = SettingsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dialogues": dialogues_of(self.request.user)}


@require_POST
def copy_request(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft with the same questions. The form carries a key: pressed twice, it is copied once."""
    rfi = managed(request, slug)
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise Http404

    def make() -> str:
        new = writing.copy(rfi, request.user)
        messages.success(request, _("This is the copy. Choose its times."))
        return reverse("workspace-request", args=[new.slug])

    return redirect(once(form.cleaned_data["key"], make))


class DeleteRequest(RequestMixin, TemplateView):
    """Asks first; already gone leads to the list."""

    template_name = "suppliers/requests/delete.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with refusals_told(request):
            writing.delete(self.rfi, request.user)
            messages.success(request, _("The draft is deleted."))
            return redirect("workspace-requests")
        return self.back()
