"""One need: read, with those that are like it, and taken back by its owner."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView
from django.views.generic.detail import SingleObjectMixin

from core.permissions import require
from core.texts import Text
from core.workflow import Refused
from needs import workflow
from needs.curation import similar
from needs.enums import NeedState
from needs.intake.forms import WithdrawForm
from needs.models import Challenge, Need, Statement
from needs.statements.freezing import texts
from needs.views.selecting import readable


class NeedMixin(SingleObjectMixin):
    context_object_name = "need"
    object: Need

    def get_queryset(self) -> Any:
        return readable(self.request.user)  # type: ignore[attr-defined]


class NeedView(NeedMixin, DetailView):
    template_name = "needs/workspace/need.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("demand_lines__unit", "cpv_codes", "trail__actor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        need, user = self.object, self.request.user
        statements = Prefetch("statements", Statement.objects.order_by("-number"))
        return super().get_context_data(
            **kwargs,
            parts=[part(need, field) for field in ("situation", "outcome", "constraints") if texts(need, field)],
            title=sides(need, "title"),
            challenges=need.challenges.prefetch_related(statements).select_related("published"),
            managed=set(Challenge.objects.managed_by(user).filter(needs=need).values_list("pk", flat=True)),
            trail=[(step, NeedState(step.to_state).label) for step in need.trail.all()],
            may_accept=need.state == NeedState.SUBMITTED and user.has_perm("needs.curate_need", need),
            similar=similar.similar(need, user),
            has_hidden=similar.has_hidden(need, user),
            may_withdraw=need.state in NeedState.open() and user.has_perm("needs.edit_need", need),
        )


def part(need: Need, field: str) -> dict[str, Any]:
    described: Any = need._meta.get_field(field)
    return {"label": described.verbose_name, **sides(need, field)}


def sides(need: Need, field: str) -> dict[str, Text | None]:
    """The original, and beside it the translation that helps this reader most, if there is one."""
    written = texts(need, field)
    original = Text(written.get(need.language, ""), need.language)
    helpful = next((code for code in (get_language() or "", "en") if code in written), need.language)
    translation = Text(written[helpful], helpful) if need.language not in (get_language(), helpful) else None
    return {"original": original, "translation": translation}


@require_POST
def accept_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Already accepted is as good."""
    need = get_object_or_404(readable(request.user), pk=pk)
    require(request.user, "needs.curate_need", need)
    if need.state != NeedState.ACCEPTED:
        try:
            workflow.accept(need, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The need is accepted."))
    return redirect(need)


@require_POST
def hide_similar(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both must be needs that the person may read."""
    needs = readable(request.user)
    need, beside = get_object_or_404(needs, pk=pk), get_object_or_404(needs, pk=other)
    if need != beside:
        similar.hide(need, beside, request.user)
    return redirect(f"{need.get_absolute_url()}#similar")


@require_POST
def show_similar(request: HttpRequest, pk: int) -> HttpResponse:
    need = get_object_or_404(readable(request.user), pk=pk)
    similar.show_all(need, request.user)
    return redirect(f"{need.get_absolute_url()}#similar")


class WithdrawView(NeedMixin, FormView):
    template_name = "needs/workspace/withdraw.html"
    form_class = WithdrawForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        require(request.user, "needs.edit_need", self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, uses=self.object.uses.count())

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        try:
            workflow.withdraw(self.object, self.request.user, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The need is withdrawn."))
        return redirect(self.object)
