"""Writing an answer, checking, releasing and correcting it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import PAGE_LENGTH
from core.permissions import require
from core.told import refusals_told, told
from suppliers.models import AnswerVersion, QuestionAnswer
from suppliers.questions import answering, bundling, releasing
from suppliers.questions.deadlines import terms_of
from suppliers.questions.enums import QuestionState, VersionState
from suppliers.questions.forms import AnswerForm, ReleaseForm
from suppliers.questions.steps import labelled_trail
from suppliers.questions.subjects import title_of, url_of, with_subjects


def managed(user: Any) -> QuerySet[QuestionAnswer]:
    return QuestionAnswer.objects.managed_by(user).select_related("dialogue", "challenge", "led_to__challenge")


class AnswerMixin(ContextMixin, View):
    """An answer of a dialogue that she manages, and its newest version."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def answer(self) -> QuestionAnswer:
        return get_object_or_404(managed(self.request.user), key=self.kwargs["key"])

    @cached_property
    def version(self) -> AnswerVersion:
        rows = self.answer.versions.select_related("written_by", "checked_by", "released_by")
        version = rows.latest("number")
        version.answer = self.answer
        return version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"answer": self.answer, "version": self.version, "about": title_of(self.answer.subject)}
        return super().get_context_data(**kwargs, **said, about_url=url_of(self.answer.subject))

    def back(self) -> HttpResponse:
        return redirect("workspace-question-answer", self.answer.key)


class AnswerView(KeepsTyped, AnswerMixin, ActingPage):
    """The workbench: the questions in it, its texts in all languages, and what is still missing."""

    template_name = "suppliers/questions/answer.html"
    form_class = AnswerForm
    done = gettext_lazy("The answer is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answer, version = self.answer, self.version
        questions = answer.questions.select_related("company", "asked_by").order_by("asked_at", "pk")
        open_ones = [question for question in questions if question.state == QuestionState.BUNDLED]
        public = answer.versions.filter(state__in=VersionState.public()).order_by("-number")
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            questions=with_subjects(questions),
            problems=releasing.problems(version, len(open_ones)) if version.is_draft else [],
            four_eyes=terms_of(answer.dialogue).four_eyes,
            may_check=version.is_draft and not version.is_checked and user.has_perm("suppliers.check_answer", version),
            stamp=answering.stamp(version),
            public=public,
            trail=labelled_trail(version),
        )

    def act(self, form: AnswerForm) -> str:
        stored = form.save_by(self.request.user)
        return reverse("workspace-question-answer", args=[self.answer.key]) if stored else ""


class AnswerList(TemplateView):
    """Answers that are being written or wait for their moment, and those that are released."""

    template_name = "suppliers/questions/answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        require(self.request.user, "suppliers.list_questions")
        mine = QuestionAnswer.objects.managed_by(self.request.user)
        versions = AnswerVersion.objects.filter(answer__in=mine).select_related(
            "answer__dialogue__question_terms", "written_by"
        )
        on_the_way = versions.filter(state__in=VersionState.open()).order_by("release_at", "-pk")
        released = versions.filter(state=VersionState.RELEASED).order_by("-released_at", "-pk")[:PAGE_LENGTH]
        return super().get_context_data(**kwargs, on_the_way=on_the_way, released=released)


class ReleaseView(AnswerMixin, ActingPage):
    template_name = "suppliers/questions/release.html"
    form_class = ReleaseForm
    done: Any = gettext_lazy("The answer is released.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.version.is_draft else self.back()

    def get_initial(self) -> dict[str, Any]:
        return {"zone": self.version.zone}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problems = releasing.problems(self.version, releasing.waiting(self.answer).count())
        return super().get_context_data(**kwargs, problems=problems)

    def act(self, form: ReleaseForm) -> HttpResponse:
        releasing.release(self.answer, self.request.user, release_at=form.moment, zone=form.cleaned_data["zone"])
        if form.moment:
            self.done = _("The answer is released at the moment that you chose.")
        return self.back()


def acted(request: HttpRequest, key: str, act: Callable[[QuestionAnswer], object], done: str) -> HttpResponse:
    answer = get_object_or_404(managed(request.user), key=key)
    return told(request, lambda: act(answer), done, "workspace-question-answer", answer.key)


@require_POST
def check(request: HttpRequest, key: str) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return acted(request, key, lambda answer: answering.check(answer, request.user, seen), _("The answer is checked."))


@require_POST
def recall(request: HttpRequest, key: str) -> HttpResponse:
    done = _("The answer is called back. Nothing of it was public.")
    return acted(request, key, lambda answer: releasing.recall(answer, request.user), done)


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    done = _("Write the correction. What is public stays so until the correction is released.")
    return acted(request, key, lambda answer: answering.correct(answer, request.user), done)


@require_POST
def begin_statement(request: HttpRequest, key: str) -> HttpResponse:
    """On to the draft of the statement's next version."""
    answer = get_object_or_404(managed(request.user), key=key)
    with refusals_told(request):
        statement = answering.begin_statement(answer, request.user)
        return redirect("workspace-challenge", statement.challenge.slug)
    return redirect("workspace-question-answer", answer.key)


class DiscardView(AnswerMixin, TemplateView):
    template_name = "suppliers/questions/discard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.version.is_draft else self.back()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        done = _("It is given up.")
        acted(request, self.answer.key, lambda answer: bundling.discard(answer, request.user), done)
        return self.back() if self.version.number > 1 else redirect("workspace-questions")
