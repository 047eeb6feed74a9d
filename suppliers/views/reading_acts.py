"""What readers do beside answers: notes, tags, translations. Each leads back to the answer that it is about."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from core.going_back import page_before
from core.kept_forms import KeepsTyped, forget, keep, keeps_typed
from core.once import once
from core.permissions import require
from core.told import refusals_in, refusals_told
from suppliers.models import Answer, InformationRequest, ReadingNote, RequestQuestion, Response
from suppliers.reading import notes, opening
from suppliers.reading.forms import AnswerTagsForm, NoteForm, TagNameForm, TranslationForm, languages_besides
from suppliers.responses.enums import WayOfReading
from suppliers.views.reading import found, too_early


def place(request: HttpRequest, slug: str, key: str, number: int) -> tuple[Response, RequestQuestion]:
    """An answer that the person may read: of which company, to which question. 404 otherwise, TooEarly before."""
    rfi = found(request, slug)
    opening.check(request.user, rfi, WayOfReading.QUESTION)
    answers = Answer.objects.readable_by(request.user).filter(response__request=rfi)
    answer = get_object_or_404(
        answers.select_related("response__request__dialogue", "question__request"),
        response__key=key,
        question__position=number,
    )
    return answer.response, answer.question


def back(request: HttpRequest, response: Response, question: RequestQuestion) -> str:
    """The page that the form was on, at the answer."""
    page = page_before(request, reverse("workspace-answers-question", args=[response.request.slug, question.position]))
    return f"{page.partition('#')[0]}#answer-{response.key}-{question.position}"


@keeps_typed
@require_POST
@too_early
def write_note(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponseBase:
    """What is not taken is in the form again, on the page that it was on."""
    response, question = place(request, slug, key, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        keep(request)
        return redirect(back(request, response, question))

    def make() -> str:
        notes.write_note(response, question, form.cleaned_data["text"], request.user)
        forget(request)
        return back(request, response, question)

    return redirect(once(form.cleaned_data["key"], make))


@require_POST
@too_early
def remove_note(request: HttpRequest, slug: str, key: str, number: int, note: int) -> HttpResponseBase:
    """Already gone is as good."""
    response, question = place(request, slug, key, number)
    rows = ReadingNote.objects.readable_by(request.user).filter(response=response, question=question, pk=note)
    for row in rows:
        notes.remove_note(row, request.user)
        messages.success(request, _("The note is removed."))
    return redirect(back(request, response, question))


@require_POST
@too_early
def tag(request: HttpRequest, slug: str, key: str, number: int) -> HttpResponseBase:
    """Put a tag on an answer, or take it off."""
    response, question = place(request, slug, key, number)
    require(request.user, notes.TAG, response.request)
    form = AnswerTagsForm(request.POST, request=response.request)
    if not form.is_valid():
        messages.error(request, _("Choose a tag, or write a new one."))
    elif "off" in request.POST and form.cleaned_data["tag"]:
        notes.untag_answer(form.cleaned_data["tag"], response, question, request.user)
    else:
        name = form.cleaned_data["name"]
        chosen = notes.make_tag(response.request, name, request.user) if name else form.cleaned_data["tag"]
        notes.tag_answer(chosen, response, question, request.user)
    return redirect(back(request, response, question))


class Managed:
    """A page about a request's answers for the managers of its dialogue, after the deadline or before."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def rfi(self) -> InformationRequest:
        rfi = found(self.request, self.kwargs["slug"])
        require(self.request.user, notes.TAG, rfi)
        return rfi

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.rfi  # noqa: B018 - 404 or 403 before anything is read
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, rfi=self.rfi)  # type: ignore[misc]


class TagsView(Managed, FormView):
    """The tags of a request: made, renamed, removed. They may be made before the deadline."""

    template_name = "suppliers/reading/tags.html"
    form_class = TagNameForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, tags=self.rfi.tags.all())

    def form_valid(self, form: TagNameForm) -> HttpResponse:
        made = notes.make_tag(self.rfi, form.cleaned_data["name"], self.request.user)
        messages.success(self.request, _("The tag “%(tag)s” can be used.") % {"tag": made})
        return redirect("workspace-answers-tags", self.rfi.slug)


@require_POST
def change_tag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rename or remove; already gone is as good."""
    rfi = found(request, slug)
    require(request.user, notes.TAG, rfi)
    for row in rfi.tags.select_related("request__dialogue").filter(pk=pk):
        form = TagNameForm(request.POST)
        if "remove" in request.POST:
            notes.remove_tag(row, request.user)
            messages.success(request, _("The tag “%(tag)s” is removed.") % {"tag": row})
        elif form.is_valid():
            with refusals_told(request):
                notes.rename_tag(row, form.cleaned_data["name"], request.user)
        else:
            messages.error(request, _("Write a word that can be seen."))
    return redirect("workspace-answers-tags", slug)


class TranslateView(KeepsTyped, Managed, FormView):
    """Staff's own translation of one answer, beside the original."""

    template_name = "suppliers/reading/translate.html"
    form_class = TranslationForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.rfi  # noqa: B018
        opening.check(request.user, self.rfi, WayOfReading.QUESTION)
        if self.kwargs["language"] not in dict(languages_besides(self.answer.response.language)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def answer(self) -> Answer:
        rows = Answer.objects.readable_by(self.request.user).select_related("response__company", "question")
        at = {"response__key": self.kwargs["key"], "question__position": self.kwargs["number"]}
        return get_object_or_404(rows.exclude(text=""), response__request=self.rfi, **at)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        opening.log(request.user, self.rfi, WayOfReading.QUESTION, [self.answer.response], self.answer.question)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "answer": self.answer, "language": self.kwargs["language"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = dict(languages_besides(self.answer.response.language))
        return super().get_context_data(
            **kwargs, answer=self.answer, language=self.kwargs["language"], language_name=names[self.kwargs["language"]]
        )

    def form_valid(self, form: TranslationForm) -> HttpResponse:
        said = form.cleaned_data
        with refusals_in(form, "text"):
            notes.translate(self.answer, self.kwargs["language"], said["text"], said["seen"], self.request.user)
            messages.success(self.request, _("The translation is saved."))
            return redirect(back(self.request, self.answer.response, self.answer.question))
        form.show_theirs()
        return self.form_invalid(form)


translate = too_early(TranslateView.as_view())
