"""The steps of a request: opened, extended, corrected, reopened, withdrawn; and its preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from core.told import told
from core.workflow import Refused
from suppliers.models import InformationRequest, RequestQuestion
from suppliers.requests import opening, withdrawing
from suppliers.requests.enums import RequestState
from suppliers.requests.forms import ExtendForm, OpeningForm, ReopenForm, WithdrawForm
from suppliers.requests.question_forms import RequestCorrectionForm, correction_form
from suppliers.requests.readiness import NotReady, problems
from suppliers.requests.writing import RUN
from suppliers.views.public_requests import request_context
from suppliers.views.requests import RequestMixin, desk, managed


class PreviewRequest(RequestMixin, TemplateView):
    """As suppliers will see it, in the page's language; kept by no cache."""

    template_name = "suppliers/requests/preview.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return never_cache(super().dispatch)(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **request_context(self.rfi)}


class StepView(RequestMixin, ActingPage):
    """A form for one step."""

    possible: tuple[str, ...] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request.user, RUN, self.rfi)
        return super().get(request, *args, **kwargs) if self.rfi.state in self.possible else self.back()


class OpenRequest(StepView):
    template_name = "suppliers/requests/open.html"
    form_class = OpeningForm
    possible = (RequestState.DRAFT,)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if problems(self.rfi):
            messages.error(request, _("Something is missing still: see the checklist."))
            return self.back()
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"zone": self.rfi.zone}

    def act(self, form: OpeningForm) -> HttpResponse:
        try:
            if form.moment:
                opening.schedule(self.rfi, form.moment, self.request.user)
                self.done = _("The request opens by itself at that moment.")
            else:
                opening.open_now(self.rfi, self.request.user)
                self.done = _("The request is open. Everybody reads it now, and companies may answer.")
        except NotReady as error:
            raise Refused(str(error)) from error
        return self.back()


@require_POST
def recall_request(request: HttpRequest, slug: str) -> HttpResponse:
    rfi = managed(request, slug)
    done = _("It is a draft again, and does not open by itself.")
    return told(request, lambda: opening.recall(rfi, request.user), done, desk(slug))


class ExtendRequest(StepView):
    template_name = "suppliers/requests/extend.html"
    form_class = ExtendForm
    possible = (RequestState.OPEN,)
    done = gettext_lazy("The deadline is later now. Everybody is told.")

    def get_initial(self) -> dict[str, Any]:
        return {"zone": self.rfi.zone}

    def act(self, form: ExtendForm) -> HttpResponse:
        opening.extend(self.rfi, form.cleaned_data["deadline"], self.request.user)
        return self.back()


class ReopenRequest(KeepsTyped, StepView):
    template_name = "suppliers/requests/reopen.html"
    form_class = ReopenForm
    possible = (RequestState.OPEN, RequestState.CLOSED)
    done = gettext_lazy("The request takes answers again, from everybody. Everybody is told.")

    def get_initial(self) -> dict[str, Any]:
        return {"zone": self.rfi.zone}

    def act(self, form: ReopenForm) -> HttpResponse:
        opening.reopen(self.rfi, form.cleaned_data["deadline"], form.reasons, self.request.user)
        return self.back()


class CorrectRequest(KeepsTyped, StepView):
    """Of its own texts, or with `pk` of a question's."""

    template_name = "suppliers/requests/correct.html"
    possible = (RequestState.OPEN,)
    done = gettext_lazy("The correction is public, with the text before. Everybody is told.")

    @cached_property
    def thing(self) -> InformationRequest | RequestQuestion:
        pk = self.kwargs.get("pk")
        if pk is None:
            return InformationRequest.objects.get(pk=self.rfi.pk)
        return get_object_or_404(RequestQuestion.objects.select_related("request__dialogue"), request=self.rfi, pk=pk)

    def get_form_class(self) -> Any:
        return correction_form(self.thing) if isinstance(self.thing, RequestQuestion) else RequestCorrectionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.thing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.thing if isinstance(self.thing, RequestQuestion) else None
        return super().get_context_data(**kwargs, question=question)

    def act(self, form: Any) -> str | HttpResponse:
        return self.back() if form.correct_by(self.request.user) else ""


class WithdrawRequest(KeepsTyped, StepView):
    """Asks first, with the reason in all languages."""

    template_name = "suppliers/requests/withdraw.html"
    form_class = WithdrawForm
    possible = (RequestState.OPEN,)
    done = gettext_lazy("The request is withdrawn. Everybody is told.")

    def act(self, form: WithdrawForm) -> HttpResponse:
        withdrawing.withdraw(self.rfi, form.reasons, self.request.user)
        return self.back()
