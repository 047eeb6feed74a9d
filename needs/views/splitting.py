"""Splitting a clause in two."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.generic import FormView

from core.once import once
from core.texts import text_of
from core.workflow import Refused
from needs.models import Clause
from needs.statements.splitting import SplitForm, paragraphs
from needs.views.beside import beside
from needs.views.clauses import place
from needs.views.desk import DeskMixin


class Conflict(Exception):
    """Somebody else wrote the clause meanwhile; the form says so."""


class SplitClause(DeskMixin, FormView):
    """Shows the texts with the mark behind a paragraph (`?after=2`); it can be put anywhere else."""

    template_name = "needs/workspace/clause_split.html"
    form_class = SplitForm
    part = "text"

    @cached_property
    def clause(self) -> Clause:
        """One that was deleted while somebody split it has no number, and keeps what she wrote."""
        if self.request.method == "POST" and not self.statement.clauses.filter(pk=self.kwargs["pk"]).exists():
            return Clause(statement=self.statement)
        return get_object_or_404(Clause, statement=self.statement, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" and not self.statement.is_draft:
            return redirect("workspace-challenge", self.challenge.slug)
        return super().dispatch(request, *args, **kwargs)

    @property
    def after(self) -> int:
        asked = self.request.GET.get("after", "")
        return int(asked) if asked.isdecimal() and len(asked) < 4 else 1

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.clause, "after": self.after}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        *before_last, _last = paragraphs(str(text_of(self.clause, "text"))) or [""]
        return super().get_context_data(
            **kwargs,
            clause=self.clause,
            places=[(number, Truncator(text).words(8)) for number, text in enumerate(before_last, start=1)],
            after=self.after,
            beside=beside(self.request),
        )

    def form_valid(self, form: SplitForm) -> HttpResponse:
        try:
            led_to = once(form.cleaned_data["key"], lambda: self.split(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except Clause.DoesNotExist:
            form.add_error(None, _("This clause was deleted meanwhile. Copy what you wrote into a new one."))
            return self.form_invalid(form)
        except Conflict:
            return self.form_invalid(form)
        messages.success(self.request, _("The clause is two now. Both answer the needs that it answered."))
        return redirect(led_to)

    def split(self, form: SplitForm) -> str:
        second = form.split_by(self.request.user)
        if second is None:
            raise Conflict
        return place(second, self.challenge.slug)
