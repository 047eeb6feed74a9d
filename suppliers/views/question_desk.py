"""The desk: all questions of the dialogues that a manager runs, one of them, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import Column, StaffList
from core.once import once
from core.permissions import require
from core.sorting import in_alphabet
from core.texts import text_of
from core.told import refusals_in, refusals_told
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import Company, Question, QuestionDeadline
from suppliers.models.question import ANSWER, desks_of
from suppliers.questions import asking, bundling, deadlines, desk, similar
from suppliers.questions.enums import QuestionState, Source
from suppliers.questions.forms import DeadlineForm, DeclineForm, IntoForm, TakeDownForm, TermsForm
from suppliers.questions.hints import hint
from suppliers.questions.steps import labelled_trail
from suppliers.questions.subjects import challenge_title, kinds, title_of, url_of


class QuestionList(StaffList):
    template_name = "suppliers/questions/list.html"
    row_template = "suppliers/questions/_row.html"
    filter_class = desk.QuestionFilter
    permission = "suppliers.list_questions"
    title = gettext_lazy("Questions")
    export_name = gettext_lazy("Questions")
    none_yet = gettext_lazy("No question has come in yet.")
    first_sort = "asked"

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return desk.columns()

    def get_queryset(self) -> QuerySet[Question]:
        return Question.objects.managed_by(self.request.user)

    def for_page(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        return desk.with_answers(rows)

    def for_export(self, rows: QuerySet[Question]) -> QuerySet[Question]:
        return desk.with_answers(rows)

    def counted(self, number: int) -> str:
        return ngettext("%(count)s question", "%(count)s questions", number) % {"count": localize(number)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = self.filter.chosen.get("state", "")
        counted = desk.tabs(self.get_queryset())
        tabs = [(label, number, self.address(state=value), value == here) for value, label, number in counted]
        dialogues = desks_of(self.request.user)
        context = super().get_context_data(**kwargs, tabs=tabs, dialogues=dialogues, ticked=self.ticked())
        shown = {question.key for question in context["page"]}
        return {
            **context,
            "ticked_elsewhere": [key for key in context["ticked"] if key not in shown],
            "none_url": self.address(question=""),
        }

    def ticked(self) -> list[str]:
        """What the address says was ticked, before the list was sorted or paged through, of what can be answered."""
        keys = self.request.GET.getlist("question")
        free = self.get_queryset().filter(key__in=keys, state=QuestionState.RECEIVED)
        return list(free.values_list("key", flat=True)) if keys else []


class StaffQuestionMixin(ContextMixin, View):
    """A question of a dialogue that she manages."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def question(self) -> Question:
        rows = desk.with_answers(Question.objects.managed_by(self.request.user))
        return get_object_or_404(rows, key=self.kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        said = {"about": title_of(question.subject), "about_url": url_of(question.subject)}
        return super().get_context_data(**kwargs, question=question, **said)


class StaffQuestionView(StaffQuestionMixin, TemplateView):
    template_name = "suppliers/questions/one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        is_free = question.state == QuestionState.RECEIVED
        return super().get_context_data(
            **kwargs,
            hint=hint(question.text, question.company),
            waits=desk.waits_for(question),
            is_late=desk.is_late(question),
            similar=similar.questions(question) if is_free else [],
            answers=similar.answers(question) if is_free else [],
            trail=labelled_trail(question),
            is_free=is_free,
            may_decline=question.state in (QuestionState.RECEIVED, QuestionState.LATE),
        )


class DeclineQuestionView(KeepsTyped, StaffQuestionMixin, ActingPage):
    template_name = "suppliers/questions/decline.html"
    form_class = DeclineForm
    done = gettext_lazy("The question is declined, and who asked is told why.")

    def act(self, form: DeclineForm) -> str:
        bundling.decline(self.question, self.request.user, form.cleaned_data["reason"])
        return self.question.get_absolute_url()


@require_POST
def bundle(request: HttpRequest) -> HttpResponse:
    """Chosen questions become one answer, or go into one that is being written."""
    require(request.user, "suppliers.list_questions")
    form = IntoForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose at least one question."))
        return redirect("workspace-questions")
    questions, answer = list(form.cleaned_data["question"]), form.cleaned_data["answer"]
    with refusals_told(request):
        if answer:
            bundling.add(questions, answer, request.user)
        else:
            answer = bundling.bundle(questions, request.user)
        return redirect("workspace-question-answer", answer.key)
    return redirect(reverse("workspace-questions", query={"question": [question.key for question in questions]}))


@require_POST
def take_out(request: HttpRequest, key: str) -> HttpResponse:
    question = get_object_or_404(Question.objects.managed_by(request.user).select_related("answer"), key=key)
    answer = question.answer
    with refusals_told(request):
        bundling.take_out(question, request.user)
        messages.success(request, _("The question waits for another answer."))
    return redirect("workspace-question-answer", answer.key) if answer else redirect(question)


# Of a dialogue: what was heard elsewhere, deadlines and terms


class DialogueMixin(ContextMixin, View):
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def dialogue(self) -> Dialogue:
        return get_object_or_404(Dialogue, slug=self.kwargs["slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, ANSWER, self.dialogue)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def challenges(self) -> QuerySet[Challenge]:
        return Challenge.objects.public().filter(dialogue=self.dialogue).order_by("slug")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, dialogue=self.dialogue)


class TakeDownView(KeepsTyped, DialogueMixin, FormView):
    template_name = "suppliers/questions/take_down.html"
    form_class = TakeDownForm

    @cached_property
    def things(self) -> dict[str, Any]:
        """What it may have been about: the dialogue, its public challenges, and what upper floors add."""
        return {f"{kind}:{name}": thing for kind, name, thing in things_of(self.dialogue, self.challenges)}

    def get_form_kwargs(self) -> dict[str, Any]:
        subjects = [(name, title_of(thing)) for name, thing in self.things.items()]
        companies = Company.objects.visible_to(self.request.user).filter(state__in=["unchecked", "confirmed"])
        ordered = companies.order_by(*in_alphabet("name"), "pk")
        return {**super().get_form_kwargs(), "subjects": subjects, "companies": ordered}

    def form_valid(self, form: TakeDownForm) -> HttpResponse:
        said = dict(form.cleaned_data)
        return redirect(once(said.pop("key"), lambda: self.taken_down(said)))

    def taken_down(self, said: dict[str, Any]) -> str:
        thing, source = self.things[said.pop("subject")], Source(said.pop("source"))
        question = asking.take_down(thing, self.request.user, source=source, **said)
        messages.success(self.request, _("The question is taken down."))
        return question.get_absolute_url()


def things_of(dialogue: Dialogue, challenges: QuerySet[Challenge]) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = [("dialogue", dialogue.slug, dialogue)]
    found += [("challenge", challenge.slug, challenge) for challenge in challenges.select_related("dialogue")]
    for kind in kinds().values():
        if kind.name not in ("dialogue", "challenge", "clause", "brief"):
            found += [(kind.name, kind.named(thing), thing) for thing in kind.rows().filter(dialogue=dialogue)]
    return found


class TermsView(DialogueMixin, TemplateView):
    """Deadlines and terms of a dialogue: two forms, each with a button of its own."""

    template_name = "suppliers/questions/terms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = QuestionDeadline.objects.filter(dialogue=self.dialogue).select_related("challenge", "set_by")
        kwargs.setdefault("terms_form", TermsForm(terms=deadlines.terms_of(self.dialogue), prefix="terms"))
        kwargs.setdefault("deadline_form", DeadlineForm(challenges=self.challenges, prefix="deadline"))
        names = [(row, challenge_title(row.challenge) if row.challenge else None) for row in rows.order_by("challenge")]
        return super().get_context_data(**kwargs, deadlines=names, dialogue_title=text_of(self.dialogue, "title"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form: Any
        if "terms" in request.POST:
            name, form = "terms_form", TermsForm(request.POST, terms=deadlines.terms_of(self.dialogue), prefix="terms")
        else:
            name, form = "deadline_form", DeadlineForm(request.POST, challenges=self.challenges, prefix="deadline")
        if form.is_valid() and self.saved(form):
            return redirect(reverse("workspace-question-terms", args=[self.dialogue.slug]))
        return render(request, self.template_name, self.get_context_data(**{name: form}))

    def saved(self, form: Any) -> bool:
        said = form.cleaned_data
        with refusals_in(form):
            if isinstance(form, TermsForm):
                with deadlines.held_terms(self.dialogue) as current:
                    if (values := form.merged_with(current)) is None:
                        return False
                    deadlines.set_terms(self.dialogue, **values, by=self.request.user)
                messages.success(self.request, _("The terms are saved."))
            else:
                place = (self.dialogue, said["challenge"], said["closes_at"], said["zone"])
                deadlines.set_deadline(*place, self.request.user)
                messages.success(self.request, _("The deadline is set, and the market is told."))
            return True
        return False
