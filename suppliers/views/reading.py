"""Reading the answers to a request: summed up, question by question, company by company, as files.

Each page asks first who may ever read (404 otherwise) and then the clock, and writes down whose answers it opens.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from core.exports import KINDS
from core.kept_forms import KEPT, kept_for
from core.views.files import handed_out
from suppliers.models import Answer, AnswerFile, InformationRequest, ReadingLog, RequestQuestion, Response
from suppliers.reading import opening
from suppliers.reading.answers import Cell, Reading
from suppliers.reading.figures import figures
from suppliers.reading.files import answers_file
from suppliers.reading.forms import NoteForm, ReadingFilter
from suppliers.responses.enums import WayOfReading

PAGE_LENGTH = 100
View = Callable[..., HttpResponseBase]


def found(request: HttpRequest, slug: str) -> InformationRequest:
    return get_object_or_404(opening.requests_naming(request.user).select_related("dialogue", "withdrawal"), slug=slug)


@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """The requests whose answers the person reads."""
    rows = opening.requests_for(request.user).order_by("-closes_at", "-pk")
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "suppliers/reading/list.html", {"page": page})


def too_early(view: View) -> View:
    """Before the deadline, and of what is withdrawn, there is a page that says so, and nothing else."""

    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except opening.TooEarly as early:
            return render(request, "suppliers/reading/early.html", {"rfi": early.request}, status=403)

    return careful


class Opened:
    """What one request for a page opens: the request for information, what is narrowed, and the line in the log."""

    def __init__(self, request: HttpRequest, slug: str) -> None:
        self.http, self.rfi = request, found(request, slug)

    @cached_property
    def filter(self) -> ReadingFilter:
        manages = Reading(self.http.user, self.rfi).manages
        form = ReadingFilter(self.http.GET or None, request=self.rfi, manages=manages)
        form.full_clean()
        return form

    def check(self, way: WayOfReading, question: RequestQuestion | None = None) -> Reading:
        opening.check(self.http.user, self.rfi, way, question)
        return Reading(self.http.user, self.rfi, self.filter.wanted)

    def log(self, way: WayOfReading, responses: Any, question: RequestQuestion | None = None) -> None:
        opening.log(self.http.user, self.rfi, way, responses, question)

    def typed_note(self, **here: Any) -> dict[str, Any]:
        """A note that was typed before a sign-in, or was not taken: that is shown once, with what is wrong."""
        place = kept_for(self.http, "workspace-answers-note")
        if not place or not {"slug": self.rfi.slug, **here}.items() <= place[0].items():
            return {}
        form = NoteForm(place[1])
        if not form.is_valid():
            del self.http.session[KEPT]
        return {"typed_note": place, "refused_note": form, "is_kept": form.is_valid()}

    def context(self, reading: Reading, **more: Any) -> dict[str, Any]:
        query = self.http.GET.urlencode()
        return {"rfi": self.rfi, "reading": reading, "filter": self.filter, "query": query and f"?{query}", **more}


@require_safe
@too_early
def summary(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All questions with what they come to; with `?as=csv` or `?as=xlsx` the same answers as a file."""
    opened = Opened(request, slug)
    kind = request.GET.get("as", "")
    way = WayOfReading.EXPORT if kind in KINDS else WayOfReading.SUMMARY
    reading = opened.check(way)
    opened.log(way, reading.responses)
    for known in KINDS:
        if kind == known:
            return answers_file(reading, known)
    cells = reading.cells(reading.questions)
    by_question: dict[int, list[Cell]] = {question.pk: [] for question in reading.questions}
    for cell in cells:
        by_question[cell.question.pk].append(cell)
    shown = [figures(question, by_question[question.pk]) for question in reading.questions]
    answered = {cell.response.pk for cell in cells if cell.answer}
    companies = [row for row in reading.responses if row.pk in answered or not reading.is_searched]
    context = opened.context(reading, figures=shown, companies=companies, files=files(request))
    return render(request, "suppliers/reading/summary.html", context | {"count": sum(row.answered for row in shown)})


def files(request: HttpRequest) -> list[tuple[str, str]]:
    query = request.GET.copy()
    addresses: list[tuple[str, str]] = []
    for kind in KINDS:
        query["as"] = kind
        addresses.append((kind, f"?{query.urlencode()}"))
    return addresses


@require_safe
@too_early
def by_question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What all companies say to one question, side by side."""
    opened = Opened(request, slug)
    question = get_object_or_404(opened.rfi.questions.select_related("request"), position=number)
    reading = opened.check(WayOfReading.QUESTION, question)
    cells = reading.cells([question])
    opened.log(WayOfReading.QUESTION, [cell.response for cell in cells if cell.answer], question)
    shown = {"question": question, "cells": cells, "figures": figures(question, cells)}
    context = opened.context(reading, **shown, **opened.typed_note(number=number))
    return render(request, "suppliers/reading/question.html", context | neighbours(reading.questions, question))


def neighbours(questions: list[RequestQuestion], question: RequestQuestion) -> dict[str, Any]:
    place = questions.index(question)
    following = questions[place + 1] if place + 1 < len(questions) else None
    return {"before": questions[place - 1] if place else None, "after": following}


def one_response(opened: Opened, key: str) -> Response:
    rows = Response.objects.readable_by(opened.http.user).select_related("company", "request__dialogue")
    return get_object_or_404(rows, request=opened.rfi, key=key)


@require_safe
@too_early
def by_company(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """All that one company says."""
    opened = Opened(request, slug)
    reading = opened.check(WayOfReading.COMPANY)
    response = one_response(opened, key)
    opened.log(WayOfReading.COMPANY, [response])
    shown = {"response": response, "cells": reading.cells(reading.questions, [response])}
    context = opened.context(reading, **shown, **opened.typed_note(key=key))
    return render(request, "suppliers/reading/company.html", context)


@require_safe
@too_early
def file(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A file of an answer that the person may read, and of no other."""
    opened = Opened(request, slug)
    opened.check(WayOfReading.FILE)
    answers = Answer.objects.readable_by(request.user).filter(response__request=opened.rfi)
    row = get_object_or_404(AnswerFile.objects.select_related("answer__response", "answer__question"), key=key)
    if not answers.filter(pk=row.answer_id).exists():
        raise Http404
    opened.log(WayOfReading.FILE, [row.answer.response], row.answer.question)
    return handed_out(request, row)


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opened whose answers when: for managers of the dialogue and for administrators.

    The companies are named as long as the answers are read: not while the request takes answers again.
    """
    rfi = found(request, slug)
    rows = ReadingLog.objects.visible_to(request.user).filter(request=rfi).select_related("reader", "question")
    if not Reading(request.user, rfi).manages:
        raise Http404
    page = Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))
    numbers = {number for row in page for number in row.responses}
    read = Response.objects.readable_by(request.user).filter(pk__in=numbers)
    names = dict(read.values_list("pk", "company__name"))
    shown = [(row, sorted(names[number] for number in row.responses if number in names)) for row in page]
    return render(request, "suppliers/reading/log.html", {"rfi": rfi, "page": page, "rows": shown})
