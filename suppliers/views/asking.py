"""A company's questions: asked in private, read with their state, changed and taken back."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from core import kept_forms
from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.told import refusals_told
from core.workflow import Refused
from suppliers.companies.acting import companies_of
from suppliers.models import Question
from suppliers.questions import asking
from suppliers.questions.deadlines import deadline_of
from suppliers.questions.enums import QuestionState
from suppliers.questions.forms import NewQuestionForm, QuestionForm
from suppliers.questions.hints import hint
from suppliers.questions.subjects import Kind, kinds, title_of, url_of, with_subjects
from suppliers.views.company import CompanyMixin


def kind_or_404(name: str) -> Kind:
    if name not in kinds():
        raise Http404
    return kinds()[name]


def thing_or_404(kind: str, name: str) -> Model:
    """What is asked about, among what is public."""
    thing = kind_or_404(kind).find(name)
    if thing is None:
        raise Http404
    return thing


@require_safe
def for_whom(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Where the public pages' buttons lead: on to the form of her company, or to the choice of one."""
    thing = thing_or_404(kind, name)
    companies = list(companies_of(request.user))
    if len(companies) == 1:
        return redirect("workspace-company-ask", companies[0].key, kind, name)
    context = {
        "title": title_of(thing),
        "url": url_of(thing),
        "choices": [(row, reverse("workspace-company-ask", args=[row.key, kind, name])) for row in companies],
    }
    return render(request, "suppliers/questions/for_whom.html", context)


class QuestionsOfCompany(CompanyMixin, TemplateView):
    template_name = "suppliers/questions/company_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = with_subjects(own(self.company).select_related("answer__dialogue", "dialogue"))
        return super().get_context_data(**kwargs, questions=rows)


def own(company: Any) -> QuerySet[Question]:
    return Question.objects.filter(company=company).order_by("-asked_at", "-pk")


@method_decorator(kept_forms.keeps_typed, name="dispatch")
class AskView(CompanyMixin, FormView):
    """The form, with what must not be in it and until when questions are taken."""

    template_name = "suppliers/questions/ask.html"
    form_class = NewQuestionForm

    @cached_property
    def thing(self) -> Any:
        return thing_or_404(self.kwargs["kind"], self.kwargs["name"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.thing  # noqa: B018 - 404 before anything is written
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        typed = kept_forms.kept(self.request)
        return {**super().get_initial(), **(typed.dict() if typed else {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = kinds()[self.kwargs["kind"]]
        deadline = deadline_of(kind.dialogue_of(self.thing), kind.challenge_of(self.thing))
        said = {"title": title_of(self.thing), "thing_url": url_of(self.thing), "point": kind.point(self.thing)}
        return super().get_context_data(
            **kwargs, **said, deadline=deadline, is_over=bool(deadline and deadline.is_past)
        )

    def form_valid(self, form: NewQuestionForm) -> HttpResponse:
        said = form.cleaned_data
        led_to = once(said["key"], lambda: self.asked(said))
        kept_forms.forget(self.request)
        return redirect(led_to)

    def asked(self, said: dict[str, Any]) -> str:
        words = {"text": said["text"], "language": said["language"]}
        question = asking.ask(self.thing, self.company, self.request.user, **words)
        if question.state == QuestionState.LATE:
            messages.warning(self.request, _("The deadline for questions was over. Your text is kept, and not sent."))
        else:
            messages.success(self.request, _("Your question is sent. You get a mail when it is answered."))
        return reverse("workspace-company-question", args=[self.company.key, question.key])


class QuestionMixin(CompanyMixin):
    """One of the company's questions; those of others are not there."""

    kwargs: dict[str, Any]

    @cached_property
    def question(self) -> Question:
        rows = own(self.company).select_related("answer__dialogue", "dialogue", "challenge", "company")
        return get_object_or_404(rows, key=self.kwargs["question_key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, question=self.question)

    def back(self) -> HttpResponse:
        return redirect("workspace-company-question", self.company.key, self.question.key)


class QuestionView(QuestionMixin, TemplateView):
    template_name = "suppliers/questions/company_one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        deadline = deadline_of(question.dialogue, question.challenge)
        over = bool(deadline and deadline.is_past)
        return super().get_context_data(
            **kwargs,
            about=title_of(question.subject),
            about_url=url_of(question.subject),
            deadline=deadline,
            is_over=over,
            hint=hint(question.text, self.company) if question.is_askers else "",
            may_edit=question.is_askers and (question.state == QuestionState.LATE or not over),
        )


class EditView(KeepsTyped, QuestionMixin, ActingPage):
    template_name = "suppliers/questions/edit.html"
    form_class = QuestionForm
    done = gettext_lazy("The question is changed.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.question.is_askers else self.back()

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.question.text, "language": self.question.language}

    def act(self, form: QuestionForm) -> HttpResponse:
        asking.edit(self.question, self.request.user, **form.cleaned_data)
        return self.back()


class ConfirmedStep(QuestionMixin, TemplateView):
    """Asks first, then does; what is refused is said on the question's page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.question.is_askers else self.back()

    def take(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with refusals_told(request):
            messages.success(request, self.take())
        return self.back()


class WithdrawView(ConfirmedStep):
    template_name = "suppliers/questions/withdraw.html"

    def take(self) -> str:
        asking.withdraw(self.question, self.request.user)
        return _("The question is withdrawn.")


class SendAgainView(ConfirmedStep):
    """Of a question that came too late, when the deadline is a later one now."""

    template_name = "suppliers/questions/send_again.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_late = self.question.state == QuestionState.LATE
        return super().get(request, *args, **kwargs) if is_late else self.back()

    def take(self) -> str:
        if not asking.send_again(self.question, self.request.user):
            raise Refused(_("The deadline for questions is over. Your text is kept, and not sent."))
        return _("Your question is sent. You get a mail when it is answered.")
