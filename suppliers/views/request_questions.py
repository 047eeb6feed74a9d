"""Writing, moving, copying and removing the questions of a request, for as long as it is a draft."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import OnceForm, once
from core.told import refusals_told
from needs.views.beside import beside
from suppliers.models import RequestQuestion
from suppliers.requests import writing
from suppliers.requests.enums import QuestionKind
from suppliers.requests.question_forms import FORMS, USUAL, new_form
from suppliers.views.requests import RequestMixin, desk, managed


def place(question: RequestQuestion) -> str:
    return desk(question.request.slug, f"question-{question.position}")


class QuestionPage(KeepsTyped, RequestMixin, ActingPage):
    template_name = "suppliers/requests/question.html"
    done = gettext_lazy("The question is saved.")

    @cached_property
    def question(self) -> RequestQuestion:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.rfi.is_draft else self.back("questions")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.question}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, languages = context["form"], beside(self.request)
        fields = form.group("text").fields
        shown = [field for field in fields if languages.shows(field.name) or field.errors]
        return {
            **context,
            "beside": languages,
            "shown": shown,
            "rest": [field for field in fields if field not in shown],
            "groups": [(form.group(name), name == "options") for name in form.translated if name != "text"],
            "limits": [form[name] for name in form.limits],
            "kind": QuestionKind(self.question.kind),
        }


class AddQuestion(QuestionPage):
    """The kind of answer stands in the address."""

    @cached_property
    def question(self) -> RequestQuestion:
        kind = self.kwargs["kind"]
        if kind not in QuestionKind:
            raise Http404
        return RequestQuestion(request=self.rfi, kind=kind, most=USUAL.get(QuestionKind(kind)))

    def get_form_class(self) -> Any:
        return new_form(self.question.kind)

    def act(self, form: Any) -> str:
        return once(form.cleaned_data["key"], lambda: place(form.add_by(self.request.user)))


class EditQuestion(QuestionPage):
    """A question that is removed while somebody writes it is offered as a new one."""

    @cached_property
    def question(self) -> RequestQuestion:
        return get_object_or_404(
            RequestQuestion.objects.select_related("request"), request=self.rfi, pk=self.kwargs["pk"]
        )

    def get_form_class(self) -> Any:
        return FORMS[self.question.kind]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.POST.get("kind", "")
        if self.rfi.questions.filter(pk=self.kwargs["pk"]).exists() or kind not in QuestionKind:
            return super().post(request, *args, **kwargs)
        self.question = RequestQuestion(request=self.rfi, kind=kind)
        data = request.POST.copy()
        data["key"] = str(uuid4())
        form = new_form(kind)(data, instance=self.question)
        form.add_error(None, _("This question was removed meanwhile. Save to add it as a new one."))
        return self.render_to_response(self.get_context_data(form=form, is_removed=True))

    def act(self, form: Any) -> str:
        return place(self.question) if form.save_by(self.request.user) else ""


class RemoveQuestion(RequestMixin, TemplateView):
    """Asks first, then removes; already gone is as good."""

    template_name = "suppliers/requests/question_remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = get_object_or_404(self.rfi.questions, pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs, question=question)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        for question in self.rfi.questions.filter(pk=self.kwargs["pk"]):
            with refusals_told(request):
                writing.remove(question, request.user)
                messages.success(request, _("The question is removed."))
        return self.back("questions")


@require_POST
def copy_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form carries a key: pressed twice, it is copied once."""
    question = get_object_or_404(managed(request, slug).questions.select_related("request"), pk=pk)
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise Http404
    with refusals_told(request):
        return redirect(once(form.cleaned_data["key"], lambda: place(writing.duplicate(question, request.user))))
    return redirect(place(question))


@require_POST
def move_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Up or down by one, from the place where it was seen: sent twice, it moves once."""
    rfi = managed(request, slug)
    places = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    with refusals_told(request), writing.open_draft(rfi, request.user):
        question = get_object_or_404(rfi.questions, pk=pk)
        if places and request.POST.get("from") == str(question.position):
            writing.move_by(question, places, request.user)
    question = get_object_or_404(rfi.questions, pk=pk)
    return redirect(desk(slug, f"question-{question.position}", beside(request).query))
