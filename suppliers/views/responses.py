"""A company's responses: what it may answer, how far a response is, its language, submitting and taking back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from core.told import refusals_told, told
from core.views.files import handed_out, sent
from core.views.papers import being_made
from core.workflow import Refused
from suppliers.companies.acting import companies_of, company_for
from suppliers.models import AnswerFile, InformationRequest, Response
from suppliers.responses import answering, beginning, submitting
from suppliers.responses.document import in_words
from suppliers.responses.enums import ResponseState
from suppliers.responses.forms import LanguageForm
from suppliers.responses.progress import Progress
from suppliers.views.company import CompanyMixin


def public_request(slug: str) -> InformationRequest:
    return get_object_or_404(InformationRequest.objects.public().select_related("dialogue", "withdrawal"), slug=slug)


@require_safe
def choose_company(request: HttpRequest, slug: str) -> HttpResponse:
    """From the public page: on to what her only company has begun, or for which company, and how to register one."""
    rfi = public_request(slug)
    companies = list(companies_of(request.user))
    begun = dict(Response.objects.filter(request=rfi, company__in=companies).values_list("company", "key"))
    rows = [(company, begun.get(company.pk)) for company in companies]
    if len(rows) == 1 and begun:
        return redirect("workspace-response", companies[0].key, begun[companies[0].pk])
    return render(request, "suppliers/responses/choose.html", {"rfi": rfi, "rows": rows})


class CompanyResponses(CompanyMixin, TemplateView):
    """The requests that the company may answer, with its own responses."""

    template_name = "suppliers/responses/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = {row.request_id: row for row in self.company.responses.all()}
        rows = [(rfi, mine.get(rfi.pk)) for rfi in beginning.to_answer(self.company)]
        return super().get_context_data(**kwargs, rows=rows)


@require_POST
def begin_response(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Sent twice, or by two colleagues, it is begun once."""
    company, rfi = company_for(request, key), public_request(slug)
    with refusals_told(request):
        response = beginning.begin(rfi, company, request.user, str(get_language()))
        return redirect("workspace-response", company.key, response.key)
    return redirect("workspace-responses", company.key)


class ResponseMixin(CompanyMixin):
    """A page of one response of the company; `rfi` is its request."""

    kwargs: dict[str, Any]

    @cached_property
    def response(self) -> Response:
        mine = self.company.responses.select_related("request__dialogue", "request__withdrawal")
        found = get_object_or_404(mine, key=self.kwargs["code"])
        found.company = self.company
        return found

    @cached_property
    def progress(self) -> Progress:
        return Progress(self.response)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.response  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, response=self.response, rfi=self.response.request)

    def address(self, name: str = "workspace-response", *args: Any) -> str:
        return reverse(name, args=[self.company.key, self.response.key, *args])


class ResponsePage(ResponseMixin, TemplateView):
    """How far it is, what is written, what was submitted, and the language of the answers."""

    template_name = "suppliers/responses/response.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        progress = self.progress
        kwargs.setdefault("language_form", LanguageForm(initial={"language": self.response.language}))
        return super().get_context_data(
            **kwargs,
            progress=progress,
            rows=[(row, in_words(row.answer, row.asked)) for row in progress.rows],
            receipts=self.response.receipts.select_related("by").order_by("-version"),
            has_changed=self.response.versions > 0 and submitting.has_changed(self.response, progress),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = LanguageForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(language_form=form))
        answering.speak(self.response, form.cleaned_data["language"], request.user)
        messages.success(request, _("Saved."))
        return redirect(self.address())


class SubmitResponse(ResponseMixin, TemplateView):
    """Everything once more, what is missing, and the button."""

    template_name = "suppliers/responses/submit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(row, in_words(row.answer, row.asked)) for row in self.progress.rows]
        missing = self.progress.missing
        return super().get_context_data(**kwargs, progress=self.progress, rows=rows, missing=missing)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        before = self.response.versions
        try:
            receipt = submitting.submit(self.response, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            late = isinstance(refusal, submitting.TooLate)
            return redirect(self.address("workspace-response" if late else "workspace-response-submit"))
        if receipt.version > before:
            said = _("Version %(version)s is submitted. The receipt is being made.")
        else:
            said = _("This was submitted already, as version %(version)s. Nothing has changed since.")
        messages.success(request, said % {"version": receipt.version})
        return redirect(self.address())


class WithdrawResponse(ResponseMixin, TemplateView):
    """Asks first."""

    template_name = "suppliers/responses/withdraw.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.response.state != ResponseState.SUBMITTED:
            return redirect(self.address())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        done = _("It is withdrawn. Your answers are kept as a draft.")
        return told(request, lambda: submitting.withdraw(self.response, request.user), done, self.address())


def response_of(request: HttpRequest, key: str, code: str) -> Response:
    """A response of a company that the person represents, or else 404."""
    return get_object_or_404(company_for(request, key).responses, key=code)


@require_safe
def receipt(request: HttpRequest, key: str, code: str, version: int) -> HttpResponseBase:
    """The receipt's file, always the same; a worker makes it in the moments after submitting."""
    mine = response_of(request, key, code)
    found = get_object_or_404(mine.receipts.select_related("response__request"), version=version)
    if not found.file:
        return being_made(
            request, found, _("The receipt is being made. That takes a moment; what you submitted stands already.")
        )
    return sent(request, found.stored, f"{found.response.request.slug}-receipt-{version}.pdf", as_attachment=True)


@require_safe
def file(request: HttpRequest, key: str, code: str, file: str) -> HttpResponseBase:
    """To the company's own people, of what is written and of what was submitted."""
    mine = response_of(request, key, code)
    found = AnswerFile.objects.filter(answer__response=mine, key=file).first()
    if found is None:
        raise Http404
    return handed_out(request, found)
