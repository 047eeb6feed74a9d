"""One need: read, with those that are like it, accepted, and commented on."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Prefetch
from django.db.models.lookups import LessThan
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from core.kept_forms import forget, kept_for
from core.once import once
from core.permissions import require
from core.texts import Text
from core.told import refusals_told
from needs.curation import acts, similar
from needs.enums import NeedState
from needs.intake import translations, words
from needs.intake.comments import comment, speaks_as_staff
from needs.intake.forms import CommentForm
from needs.models import Challenge, DemandLine, Need, Statement
from needs.statements.freezing import texts
from needs.views.acting import undo_address
from needs.views.offered import JOINS, ActButton
from needs.views.selecting import readable


class NeedView(DetailView):
    """Everything about a need that the reader may know, and what she may do with it."""

    context_object_name = "need"
    template_name = "needs/workspace/need.html"
    object: Need

    def get_queryset(self) -> Any:
        lines = Prefetch("demand_lines", DemandLine.objects.select_related("unit"))
        also = ("cpv_codes", "trail__actor", "comments__author", "attachments", "translations__written_by")
        return readable(self.request.user).select_related("proposal").prefetch_related(lines, *also)

    def typed(self) -> Any:
        """A comment that was typed before a sign-in."""
        place = kept_for(self.request, "workspace-need-comment") if self.request.method == "GET" else None
        return place[1] if place and place[0]["pk"] == self.object.pk else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        need, user = self.object, self.request.user
        statements = Prefetch("statements", Statement.objects.order_by("-number"))
        typed = self.typed()
        return {
            "comment_form": CommentForm(typed, as_staff=speaks_as_staff(user, need)),
            "is_kept": bool(typed),
            **super().get_context_data(**kwargs),
            "parts": [part(need, field) for field in ("situation", "outcome", "constraints") if texts(need, field)],
            "title": sides(need, "title"),
            "challenges": need.challenges.prefetch_related(statements).select_related("published"),
            "managed": set(Challenge.objects.managed_by(user).filter(needs=need).values_list("pk", flat=True)),
            "trail": [(step, words.STEPS[step.action]) for step in need.trail.all()],
            "similar": similar.similar(need, user),
            "has_hidden": similar.has_hidden(need, user),
            "act_buttons": join_buttons(need, user),
            "translations": translations.overview(need),
            "answer": answer_to(need),
            **may(need, user),
            **next_waiting(need, user),
        }


def may(need: Need, user: Any) -> dict[str, Any]:
    """What the reader may do now: her permissions, and where the need's state leaves room for it."""
    writes, curates = user.has_perm("needs.edit_need", need), user.has_perm("needs.curate_need", need)
    takes_back = user.has_perm("needs.take_back_need", need)
    is_used = need.uses.exists()
    is_answered = need.state in NeedState.answered()
    is_returnable = need.state == NeedState.SUBMITTED or (need.state == NeedState.ACCEPTED and not is_used)
    return {
        "next": words.what_next(need, is_staff=curates and not writes),
        "may_write": writes and need.state in NeedState.written(),
        "may_withdraw": takes_back and need.state in NeedState.open(),
        "may_show": writes and need.state == NeedState.ACCEPTED and not need.is_public,
        "may_hide": takes_back and need.state == NeedState.ACCEPTED and need.is_public,
        "may_accept": curates and need.state == NeedState.SUBMITTED,
        "may_return": curates and is_returnable,
        "may_reopen": curates and is_answered and not is_used,
        "may_translate": user.has_perm("needs.translate_need", need) and need.state not in translations.OVER,
        "may_comment": user.has_perm("needs.comment_on_need", need),
    }


def next_waiting(need: Need, user: Any) -> dict[str, Any]:
    """For who answers needs: the next one that waits, in the order of the list, and how many wait beside this one."""
    if not user.has_perm("needs.curate_need", need):
        return {}
    others = Need.objects.visible_to(user).filter(state=NeedState.SUBMITTED).exclude(pk=need.pk)
    following = others.order_by(LessThan(F("pk"), need.pk).asc(), "pk")
    return {"next_waiting": following.first(), "waiting_count": others.count()}


def join_buttons(need: Need, user: Any) -> tuple[ActButton, ...]:
    """For an accepted need, alone or with those that are like it."""
    return JOINS if need.state == NeedState.ACCEPTED and user.has_perm("needs.join_needs", need.dialogue) else ()


def answer_to(need: Need) -> Any:
    """The step whose reason tells why the need is returned or declined; None otherwise."""
    if need.state not in (NeedState.RETURNED, NeedState.DECLINED):
        return None
    return next((step for step in reversed(need.trail.all()) if step.to_state == need.state), None)


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
        with refusals_told(request):
            act = acts.accept([need], request.user)
            messages.success(request, _("The need is accepted."), extra_tags=undo_address(act))
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


class CommentView(NeedView):
    """A comment, sent from the need's page; sent twice it is said once."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("workspace-need", self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        need = self.object = self.get_object()
        require(request.user, "needs.comment_on_need", need)
        form = CommentForm(request.POST, as_staff=speaks_as_staff(request.user, need))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(comment_form=form))
        return redirect(once(form.cleaned_data["key"], lambda: self.say(form.cleaned_data["text"])))

    def say(self, text: str) -> str:
        said = comment(self.object, self.request.user, text)
        forget(self.request)
        messages.success(self.request, _("Your comment is written. The other side gets it by mail."))
        return f"{self.object.get_absolute_url()}#comment-{said.pk}"
