"""A draft as the bodies of its challenge read it: clause by clause, with everybody's comments, and as it would be."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core.kept_forms import forget, keeps_typed, kept_for
from core.once import once
from core.told import refusals_in
from municipalities.models import Municipality
from municipalities.rules import EDITORS
from needs.models import Challenge, Clause, Statement
from needs.statements.bodies import own_bodies
from needs.statements.comment_forms import CommentForm
from needs.views.commented import CommentRow, comment_row, comments_of

COMMENT = "workspace-draft-comment"


@dataclass
class DraftRow:
    clause: Clause
    comments: list[CommentRow]
    form: CommentForm | None


class DraftMixin:
    """A page about the latest version of a challenge, for the people of its bodies and its managers."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def challenge(self) -> Challenge:
        return get_object_or_404(Challenge.objects.select_related("dialogue", "category"), slug=self.kwargs["slug"])

    @cached_property
    def statement(self) -> Statement:
        statement = self.challenge.latest
        if not self.request.user.has_perm("needs.read_draft", statement):
            raise Http404
        return statement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.statement  # noqa: B018 - 404 before anything is read or written
        return never_cache(super().dispatch)(request, *args, **kwargs)  # type: ignore[misc]


class DraftView(DraftMixin, TemplateView):
    """A comment that was typed before a sign-in is at its clause again."""

    template_name = "needs/workspace/draft.html"

    @cached_property
    def own(self) -> set[int]:
        """Her bodies in the challenge: of these she also sees which colleague wrote."""
        return set(own_bodies(self.challenge, self.request.user).values_list("pk", flat=True))

    @cached_property
    def bodies(self) -> list[Municipality]:
        """Those that she may write for."""
        found = own_bodies(self.challenge, self.request.user, *EDITORS)
        return [body for body in found if not body.is_closed]

    def form(self, clause: int, data: Any = None) -> CommentForm:
        bodies = Municipality.objects.filter(pk__in=[body.pk for body in self.bodies])
        return CommentForm(data, prefix=f"clause-{clause}", bodies=bodies, language=str(get_language()))

    def kept(self) -> dict[int, CommentForm]:
        place = kept_for(self.request, COMMENT) if self.request.method == "GET" else None
        if place is None or place[0]["slug"] != self.challenge.slug:
            return {}
        return {place[0]["pk"]: self.form(place[0]["pk"], place[1])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.kept()
        bound = kwargs.get("bound", typed)
        kwargs.setdefault("number", next(iter(bound), None))
        rows = list(comments_of(self.statement))
        writes = self.statement.is_draft and bool(self.bodies)
        clauses = [
            DraftRow(
                clause,
                [self.comment(row, clause) for row in rows if row.clause_id == clause.pk],
                bound.get(clause.pk) or self.form(clause.pk) if writes else None,
            )
            for clause in self.statement.clauses.all()
        ]
        shown = {row.clause.pk for row in clauses if row.form}
        return super().get_context_data(
            **{"number": next(iter(typed), None), **kwargs},
            is_kept=bool(typed),
            challenge=self.challenge,
            statement=self.statement,
            rows=clauses,
            orphan=next((bound[number] for number in bound if number not in shown), None),
            lost=[self.comment(row, None) for row in rows if row.clause_id is None],
        )

    def comment(self, comment: Any, clause: Clause | None) -> CommentRow:
        return comment_row(comment, clause, names_author=comment.municipality_id in self.own)


@method_decorator(keeps_typed, name="dispatch")
class WriteComment(DraftView):
    """What cannot be kept is shown again at its clause; where that was deleted meanwhile, above all others."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("workspace-draft", self.challenge.slug)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        number = kwargs["pk"]
        form = self.form(number, request.POST)
        if form.is_valid():
            with refusals_in(form):
                return redirect(once(form.cleaned_data["key"], lambda: self.write(form, number)))
        return self.render_to_response(self.get_context_data(bound={number: form}, wrong=form))

    def write(self, form: CommentForm, number: int) -> str:
        comment = form.write(self.statement, number, self.request.user)
        forget(self.request)
        page = reverse("workspace-draft", args=[self.challenge.slug])
        if comment.clause_id is None:
            messages.warning(self.request, _("The point was deleted meanwhile. Your comment is kept below the others."))
            return f"{page}#lost"
        messages.success(self.request, _("Your comment is there for the managers and all bodies of the challenge."))
        return f"{page}#comment-{comment.pk}"
