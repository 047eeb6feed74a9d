"""The desk's part about signing: the board, reminders, more bodies, more time, and the next number."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.told import refusals_told, told
from needs.models import Challenge, SigningInvitation, Statement
from needs.signing import inviting, reminding, versions
from needs.signing.board import Board
from needs.signing.forms import DeadlineForm, InviteForm
from needs.signing.withdrawn import withdrawals
from needs.signing.word_forms import ReasonForm
from needs.views.desk import DeskMixin, managed
from needs.views.signing import as_json


def circulated(challenge: Challenge, number: int | None) -> Statement:
    """A version that was circulated: this one, or the newest."""
    found = challenge.statements.exclude(content=None).order_by("-number")
    statement = get_object_or_404(found, number=number) if number else found.first()
    if statement is None:
        raise Http404
    statement.challenge = challenge
    return statement


class BoardMixin(DeskMixin):
    part = "signing"

    @cached_property
    def signing(self) -> Statement:
        return circulated(self.challenge, self.kwargs.get("number"))

    def back(self) -> HttpResponse:
        return redirect("workspace-challenge-board", self.challenge.slug, self.signing.number)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.signing  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(signing=self.signing, **kwargs)


class BoardPart(BoardMixin, TemplateView):
    template_name = "needs/workspace/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = self.challenge.statements.exclude(content=None).exclude(pk=self.signing.pk).order_by("-number")
        trail = self.signing.trail.select_related("actor", "municipality", "subject")
        return super().get_context_data(
            **kwargs, board=Board(self.signing), others=others, trail=trail, withdrawals=withdrawals(self.signing)
        )


class InviteView(KeepsTyped, BoardMixin, ActingPage):
    template_name = "needs/workspace/board_invite.html"
    form_class = InviteForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bodies": inviting.free_to_invite(self.signing)}

    def act(self, form: InviteForm) -> HttpResponse:
        count = inviting.invite(self.signing, form.cleaned_data["bodies"], self.request.user)
        said = ngettext("%(count)s municipality is invited.", "%(count)s municipalities are invited.", count)
        self.done = said % {"count": count}
        return self.back()


class ExtendView(KeepsTyped, BoardMixin, ActingPage):
    template_name = "needs/workspace/board_extend.html"
    form_class = DeadlineForm
    done = gettext_lazy("The deadline is extended, and everybody who was asked is told.")

    def get_initial(self) -> dict[str, Any]:
        return {"zone": self.signing.zone}

    def act(self, form: DeadlineForm) -> HttpResponse:
        data = form.cleaned_data
        inviting.extend(self.signing, data["deadline"], data["zone"], self.request.user)
        return self.back()


class ReviseView(KeepsTyped, BoardMixin, ActingPage):
    template_name = "needs/workspace/board_revise.html"
    form_class = ReasonForm
    done = gettext_lazy("The version is given up, and its text is the draft of the next number.")

    def act(self, form: ReasonForm) -> HttpResponse:
        versions.revise(self.signing, self.request.user, form.cleaned_data["reason"])
        return redirect("workspace-challenge", self.challenge.slug)


class AbandonView(KeepsTyped, DeskMixin, ActingPage):
    """Give a version up that is not public yet, a draft as well."""

    template_name = "needs/workspace/board_abandon.html"
    form_class = ReasonForm
    part = "publish"
    done = gettext_lazy("The version is given up.")

    def act(self, form: ReasonForm) -> HttpResponse:
        versions.abandon(self.statement, self.request.user, form.cleaned_data["reason"])
        return redirect("workspace-challenge-publish", self.challenge.slug)


@require_POST
def remind_missing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    statement = circulated(managed(request, slug), number)
    with refusals_told(request):
        count = reminding.remind_missing(statement, request.user)
        done = ngettext("%(count)s body is reminded.", "%(count)s bodies are reminded.", count)
        messages.success(request, done % {"count": count})
    return redirect("workspace-challenge-board", slug, number)


@require_POST
def remind(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    statement = circulated(managed(request, slug), number)
    rows = SigningInvitation.objects.filter(statement=statement).select_related("municipality", "statement__challenge")
    invitation = get_object_or_404(rows, pk=pk)
    done = _("%(body)s is reminded.") % {"body": invitation.municipality}
    row = reverse("workspace-challenge-board", args=[slug, number]) + f"#body-{pk}"
    return told(request, lambda: reminding.remind(invitation, request.user), done, row)


@require_safe
def content(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """The frozen text, for its managers."""
    return as_json(circulated(managed(request, slug), number))
