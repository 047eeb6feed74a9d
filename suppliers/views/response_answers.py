"""Answering one question: saved by itself as it is typed, and by button; files are added and removed."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import kept_forms
from core.numbers import row_number
from core.once import once
from core.saving_views import SavesItself
from core.told import refusals_in
from suppliers.companies.acting import company_for
from suppliers.models import Answer, InformationRequest, RequestQuestion
from suppliers.requests.enums import QuestionKind
from suppliers.responses import answering, files
from suppliers.responses.forms import ChosenFile, answer_form
from suppliers.responses.progress import Row
from suppliers.views.responses import ResponseMixin


class AnswerView(ResponseMixin, SavesItself):
    """After the deadline, or once the request is withdrawn, there is nothing to be opened.

    What was typed before it is kept as a draft.
    """

    template_name = "suppliers/responses/answer.html"

    @cached_property
    def question(self) -> RequestQuestion:
        return get_object_or_404(self.response.request.questions, position=self.kwargs["number"])

    @cached_property
    def answer(self) -> Answer:
        return answering.being_written(self.response, self.question)

    @cached_property
    def row(self) -> Row:
        return next(row for row in self.progress.rows if row.question.pk == self.question.pk)

    @cached_property
    def file_form(self) -> ChosenFile | None:
        return ChosenFile() if self.question.kind == QuestionKind.FILE else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.response, self.question  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def here(self) -> str:
        return self.address("workspace-answer", self.question.position)

    def following(self) -> str:
        """The next question; after the last one the page where all is checked."""
        if self.question.position < self.response.request.questions.count():
            return self.address("workspace-answer", self.question.position + 1)
        return self.address("workspace-response-submit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "progress": self.progress,
            "row": self.row,
            "question": self.question,
            "file_form": self.file_form,
            "left": files.what_is_left(self.question, len(self.row.files)),
            "is_full": len(self.row.files) >= (self.question.most or 1),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.response.request.takes_answers:
            return redirect(self.address())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No browser shows a chosen file again, so it is taken whatever is to be said of what is typed beside it."""
        if self.question.kind == QuestionKind.FILE:
            self.file_form = self.taken_file()
        return super().post(request, *args, **kwargs)

    def taken_file(self) -> ChosenFile:
        """An empty form for the next file once this one is added, or the form that says why it is not."""
        is_sent = self.request.FILES or self.request.POST.get("then") == "add"
        form = ChosenFile(self.request.POST, self.request.FILES) if is_sent else ChosenFile()
        if not form.is_valid():
            return form
        with refusals_in(form, "file"):
            once(form.cleaned_data["key"], lambda: self.add(form.cleaned_data["file"]))
            return ChosenFile()
        return form

    def add(self, file: Any) -> str:
        added = files.add(self.response, self.question, file, self.request.user)
        messages.success(self.request, _("“%(file)s” is added.") % {"file": added})
        return self.here()

    def get_form(self, form_class: Any = None) -> Any:
        data = self.request.POST if self.request.method == "POST" else kept_forms.kept(self.request)
        return answer_form(self.response, self.question, self.answer, data)

    def form_valid(self, form: Any) -> HttpResponse:
        if self.file_form and self.file_form.errors:
            return self.form_invalid(form)
        answer = answering.write(self.response, self.question, form, self.request.user)
        if answer is None:
            return self.form_invalid(form)
        kept_forms.forget(self.request)
        return self.saved(form, answer)

    def saved(self, form: Any, answer: Answer) -> HttpResponse:
        late = late_words(self.response.request)
        if self.saves_itself:
            at = answer.written_at.astimezone(ZoneInfo(self.response.request.zone))
            letters = len(answer.text) if self.question.kind == QuestionKind.TEXT else None
            return self.said(form, seen=form.seen_now(answer), letters=letters, late=late, at=at)
        if late:
            messages.warning(self.request, late)
        else:
            messages.success(self.request, _("The answer is saved."))
        url = self.following() if self.request.POST.get("then") == "on" and not late else self.here()
        return self.goes_on(url)

    def said(self, form: Any, **context: Any) -> HttpResponse:
        return render(
            self.request, "suppliers/responses/_saved.html", {"form": form, "question": self.question, **context}
        )


def late_words(rfi: InformationRequest) -> str:
    """Why what is saved can not be submitted any more; empty while answers are taken."""
    if rfi.takes_answers:
        return ""
    if rfi.is_withdrawn:
        return _("The request is withdrawn. What you wrote is kept as a draft, for your company only.")
    return _("The deadline has passed. What you wrote is kept as a draft, not submitted.")


@require_POST
def remove_file(request: HttpRequest, key: str, code: str, file: str) -> HttpResponse:
    """Already removed is as good."""
    mine = get_object_or_404(company_for(request, key).responses, key=code)
    if name := files.remove(mine, file, request.user):
        messages.success(request, _("“%(file)s” is removed.") % {"file": name})
    number = row_number(request.POST.get("number", ""))
    if number and mine.request.questions.filter(position=number).exists():
        return redirect("workspace-answer", key, code, number)
    return redirect("workspace-response", key, code)
