"""The desk's part with all comments on the draft, and what the manager does with one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.told import refusals_told, told
from needs.models import ClauseComment
from needs.statements import comments
from needs.statements.comment_forms import AnswerForm
from needs.views.commented import CommentRow, comments_of, manager_rows
from needs.views.desk import DeskMixin, managed


class CommentsPart(DeskMixin, TemplateView):
    template_name = "needs/workspace/comments.html"
    part = "comments"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = manager_rows(comments_of(self.statement), kwargs.pop("answered", None))
        rows.sort(key=place)
        waiting, settled = ([row for row in rows if row.waits == waits] for waits in (True, False))
        return super().get_context_data(**kwargs, waiting=waiting, settled=settled)


def place(row: CommentRow) -> tuple[int, int]:
    """By clause; those whose clause is gone come last."""
    clause = row.comment.clause
    return (clause.position if clause else 1_000_000, row.comment.pk)


class SettleComment(CommentsPart):
    """An answer that cannot be kept is shown again among the comments."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("workspace-challenge-comments", self.challenge.slug)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        comment = get_object_or_404(ClauseComment, statement=self.statement, pk=kwargs["pk"])
        form = AnswerForm(request.POST, prefix=f"comment-{comment.pk}")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(answered={comment.pk: form}))
        settle = partial(comments.settle, comment, **form.cleaned_data, by=request.user)
        return told(request, settle, _("The comment is answered."), "workspace-challenge-comments", self.challenge.slug)


@require_POST
def take_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    statement = managed(request, slug).latest
    comment = get_object_or_404(ClauseComment.objects.select_related("clause"), statement=statement, pk=pk)
    said = _("The wording is the clause's now, in %(language)s. Look whether the other languages still say the same.")
    with refusals_told(request):
        clause = comments.take_over(comment, request.POST.get("seen", ""), request.user)
        messages.success(request, said % {"language": comment.get_language_display()})
        return redirect(f"{reverse('workspace-clause', args=[slug, clause.pk])}?show={comment.language}&show=en")
    return redirect("workspace-challenge-comments", slug)
