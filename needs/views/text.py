"""The first part of the challenge desk: title, summary and invitation, and the clauses, languages beside each other."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.texts import missing_languages
from needs.enums import ClauseKind
from needs.models import Clause, Need, Statement
from needs.statements.clauses import answered
from needs.statements.forms import StatementForm
from needs.statements.hints import unanswered
from needs.statements.older import names
from needs.views.beside import Beside, NeedBeside, beside
from needs.views.desk import DeskMixin


@dataclass
class ClauseRow:
    """A clause on the desk; first and last are so among the clauses of its kind."""

    clause: Clause
    missing: list[str]
    texts: list[tuple[str, str]]
    needs: list[Need]
    older: tuple[list[str], list[str]]
    is_first: bool = False
    is_last: bool = False


@dataclass
class Section:
    kind: ClauseKind
    rows: list[ClauseRow]


def sections(statement: Statement, languages: Beside) -> list[Section]:
    """The clauses kind by kind, each with how many comments wait at it (`open_comments`)."""
    waiting = Count("comments", filter=Q(comments__settled_at__isnull=True))
    clauses = statement.clauses.annotate(open_comments=waiting).prefetch_related(answered(statement))
    found = []
    for kind, group in groupby(clauses, key=lambda clause: clause.kind):
        rows = [row(clause, languages) for clause in group]
        rows[0].is_first = rows[-1].is_last = True
        found.append(Section(ClauseKind(kind), rows))
    return found


def row(clause: Clause, languages: Beside) -> ClauseRow:
    missing, texts = missing_languages(clause, "text"), languages.texts(clause, "text")
    return ClauseRow(clause, missing, texts, list(clause.needs.all()), names(clause.older))


class TextPart(KeepsTyped, DeskMixin, ActingPage):
    template_name = "needs/workspace/text.html"
    form_class = StatementForm
    part = "text"
    done = gettext_lazy("The text is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Statement.objects.get(pk=self.statement.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = beside(self.request)
        open_questions = unanswered(self.statement) if self.statement.is_draft else []
        return super().get_context_data(
            **kwargs,
            beside=languages,
            sections=sections(self.statement, languages),
            unanswered=[NeedBeside(need) for need in open_questions],
        )

    def act(self, form: StatementForm) -> str:
        return reverse("workspace-challenge", args=[self.challenge.slug]) if form.save_by(self.request.user) else ""
