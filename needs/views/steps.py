"""The steps of a need, and what is said about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.told import refusals_told, told
from needs import workflow
from needs.curation import acts, similar
from needs.enums import NeedState
from needs.intake.forms import AnswerForm, WithdrawForm
from needs.intake.sections import menu, missing
from needs.signing import withdrawing
from needs.signing.withdrawn import is_used, made_of
from needs.views.need_pages import NeedPage, StepView, found


class SubmitView(NeedPage, TemplateView):
    """What is there and what is missing; then hand it in. Handed in already is as good."""

    template_name = "needs/intake/submit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.need.state not in NeedState.written():
            return redirect(self.need)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            **menu(self.need, "submit"),
            missing=missing(self.need),
            similar=similar.similar(self.need, user),
            has_hidden=similar.has_hidden(self.need, user),
            returned=self.need.trail.filter(action="return").last() if self.need.state == NeedState.RETURNED else None,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.need.state == NeedState.SUBMITTED:
            return redirect(self.need)
        with refusals_told(request):
            workflow.submit(self.need, request.user)
            messages.success(request, _("The need is submitted. Staff read it, and you hear from them by mail."))
            return redirect(self.need)
        return redirect("workspace-need-submit", self.need.pk)


class ReturnView(StepView):
    permission = "needs.curate_need"
    template_name = "needs/workspace/return.html"
    form_class = AnswerForm
    done = gettext_lazy("The need is returned. The municipality reads why by mail.")

    def take(self, reason: str) -> None:
        workflow.send_back(self.need, self.request.user, reason)


class DeclineView(StepView):
    permission = "needs.curate_need"
    template_name = "needs/workspace/decline.html"
    form_class = AnswerForm
    done = gettext_lazy("The need is declined. The municipality reads why by mail.")

    def take(self, reason: str) -> None:
        acts.decline([self.need], self.request.user, reason)


class WithdrawView(StepView):
    permission = "needs.take_back_need"
    template_name = "needs/workspace/withdraw.html"
    form_class = WithdrawForm
    done = gettext_lazy("The need is withdrawn.")

    @cached_property
    def used(self) -> bool:
        return is_used(self.need)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, used=self.used, statements=made_of(self.need))

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        reason = form.fields["reason"]
        reason.required = self.used
        reason.error_messages["required"] = withdrawing.REASON_WANTED
        if not self.used:
            reason.help_text = _("It stays on the need’s page.")
        return form

    def take(self, reason: str) -> None:
        withdrawing.withdraw(self.need, self.request.user, reason)


def step(request: HttpRequest, pk: int, permission: str, act: Any, done: str) -> HttpResponse:
    """A step that wants no words."""
    need = found(request, pk, permission)
    return told(request, lambda: act(need, request.user), done, need)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("The answer is taken back: the need is submitted again.")
    return step(request, pk, "needs.curate_need", workflow.reopen, done)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, "needs.edit_need", workflow.show, _("The need is public now."))


@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, pk, "needs.take_back_need", workflow.hide, _("The need is not public any more."))
