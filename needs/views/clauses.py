"""Writing, moving and deleting the clauses of a challenge's draft."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.told import refusals_told
from needs.models import Clause
from needs.statements import clauses
from needs.statements.forms import ClauseForm, EditClauseForm, NewClauseForm
from needs.statements.older import names
from needs.views.beside import NeedBeside, beside
from needs.views.commented import comments_of, manager_rows
from needs.views.desk import DeskMixin, managed


def place(clause: Clause, slug: str) -> str:
    """The clause in the challenge's text."""
    return text_part(slug, f"clause-{clause.position}")


def text_part(slug: str, anchor: str, query: str = "") -> str:
    return f"{reverse('workspace-challenge', args=[slug])}{query}#{anchor}"


class ClausePage(KeepsTyped, DeskMixin, ActingPage):
    template_name = "needs/workspace/clause.html"
    form_class: type[ClauseForm] = ClauseForm
    part = "text"
    done = gettext_lazy("The clause is saved.")

    @cached_property
    def clause(self) -> Clause:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.statement.is_draft and not self.typed:
            return redirect("workspace-challenge", self.challenge.slug)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.clause}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, languages = context["form"], beside(self.request)
        scope = form.group("target_scope")
        fields = form.group("text").fields
        shown = [field for field in fields if languages.shows(field.name) or field.errors]
        return {
            **context,
            "beside": languages,
            "shown": shown,
            "rest": [field for field in fields if field not in shown],
            "scope": scope,
            "states_target": scope.has_something or any(form[name].value() for name in ("target_year", "target_share")),
            "sources": sorted((NeedBeside(need, field) for field, need in form.sources()), key=is_unticked),
        }


def is_unticked(source: NeedBeside) -> bool:
    return not source.field.value()


class AddClause(ClausePage):
    form_class = NewClauseForm

    @cached_property
    def clause(self) -> Clause:
        return Clause(statement=self.statement)

    def get_initial(self) -> dict[str, Any]:
        """The need that it is to answer may be named in the address."""
        return {f"need_{number}": True for number in self.request.GET.getlist("need")}

    def act(self, form: NewClauseForm) -> str:
        slug = self.challenge.slug
        return once(form.cleaned_data["key"], lambda: place(form.add_by(self.request.user), slug))


class EditClause(ClausePage):
    """A clause that is deleted while somebody writes it is offered as a new one."""

    form_class = EditClauseForm

    @cached_property
    def clause(self) -> Clause:
        return get_object_or_404(Clause, statement=self.statement, pk=self.kwargs["pk"])

    @property
    def is_there(self) -> bool:
        return self.statement.clauses.filter(pk=self.kwargs["pk"]).exists()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.typed and self.statement.is_draft and not self.is_there:
            return self.offer_as_new(self.typed)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.is_there else self.offer_as_new(request.POST.copy())

    def offer_as_new(self, data: QueryDict) -> HttpResponse:
        data["key"] = str(uuid4())
        form = NewClauseForm(data, instance=Clause(statement=self.statement))
        form.add_error(None, _("This clause was deleted meanwhile. Save to add it as a new one."))
        return self.render_to_response(self.get_context_data(form=form, action=self.add_url()))

    def add_url(self) -> str:
        return reverse("workspace-clause-add", args=[self.challenge.slug])

    def act(self, form: EditClauseForm) -> str:
        return place(self.clause, self.challenge.slug) if form.save_by(self.request.user) else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "action" in kwargs:
            return super().get_context_data(**kwargs)
        rows = manager_rows(comments_of(self.statement).filter(clause=self.clause))
        said = {"position": self.clause.position, "comments": rows, "older": names(self.clause.older)}
        return super().get_context_data(**kwargs, **said)


class DeleteClause(DeskMixin, TemplateView):
    """Asks first, then deletes; already gone is as good."""

    template_name = "needs/workspace/clause_delete.html"
    part = "text"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        clause = get_object_or_404(Clause, statement=self.statement, pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs, clause=clause)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        for clause in self.statement.clauses.filter(pk=self.kwargs["pk"]):
            with refusals_told(request):
                clauses.delete(clause, request.user)
                messages.success(request, _("The clause is deleted."))
        return redirect(text_part(self.challenge.slug, "clauses"))


@require_POST
def move_clause(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Up or down by one, from the place where it was seen: sent twice, it moves once."""
    statement = managed(request, slug).latest
    move = {"up": clauses.move_up, "down": clauses.move_down}.get(request.POST.get("to", ""))
    with refusals_told(request), clauses.open_draft(statement, request.user):
        clause = get_object_or_404(Clause, statement=statement, pk=pk)
        if move and request.POST.get("from") == str(clause.position):
            move(clause, request.user)
    clause = get_object_or_404(Clause, statement=statement, pk=pk)
    return redirect(text_part(slug, f"clause-{clause.position}", beside(request).query))
