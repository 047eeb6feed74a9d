"""Splitting a clause in two."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.texts import Text, text_from
from core.workflow import Refused
from needs.models import Clause
from needs.statements.clauses import TEXTS
from needs.statements.splitting import SplitForm, paragraphs, remarked
from needs.views.beside import beside
from needs.views.clauses import place
from needs.views.desk import DeskMixin


class Conflict(Exception):
    """Somebody else wrote the clause meanwhile; the form says so."""


class SplitClause(KeepsTyped, DeskMixin, ActingPage):
    """Shows the texts with the mark behind the first paragraph; a button puts it behind another (`after`)."""

    template_name = "needs/workspace/clause_split.html"
    form_class = SplitForm
    part = "text"
    done = gettext_lazy("The clause is two now. Both answer the needs that it answered.")

    @cached_property
    def clause(self) -> Clause:
        """One that was deleted while somebody split it has no number, and keeps what she wrote."""
        is_there = self.statement.clauses.filter(pk=self.kwargs["pk"]).exists()
        if not is_there and (self.typed or self.request.method == "POST"):
            return Clause(statement=self.statement)
        return get_object_or_404(Clause, statement=self.statement, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.statement.is_draft and not self.typed:
            return redirect("workspace-challenge", self.challenge.slug)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store, or with a number of a paragraph show what was typed with the mark behind that one."""
        after = request.POST.get("after", "")
        if after.isdecimal() and len(after) < 4:
            form = SplitForm(instance=self.clause)
            form.initial.update(remarked(request.POST.dict(), int(after)))
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.clause}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, clause=self.clause, beside=beside(self.request))
        return {**context, "places": places(context["form"])}

    def act(self, form: SplitForm) -> str:
        try:
            return once(form.cleaned_data["key"], lambda: self.split(form))
        except Clause.DoesNotExist:
            raise Refused(_("This clause was deleted meanwhile. Copy what you wrote into a new one.")) from None
        except Conflict:
            return ""

    def split(self, form: SplitForm) -> str:
        second = form.split_by(self.request.user)
        if second is None:
            raise Conflict
        return place(second, self.challenge.slug)


def places(form: SplitForm) -> list[tuple[int, Text]]:
    """The paragraphs that the mark can be put behind, by their first words: in the reader's language if it has them."""
    text = text_from({name.rpartition("_")[2]: form[name].value() for name in TEXTS})
    *before_last, _last = paragraphs(str(text)) or [""]
    return [(at, Text(Truncator(part).words(8), text.language)) for at, part in enumerate(before_last, start=1)]
