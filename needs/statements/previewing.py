"""A draft as it would be published: frozen as a release would freeze it, and kept nowhere."""

from django.utils import timezone

from needs.figures.content import NOTHING
from needs.models import Statement
from needs.statements.freezing import frozen, source_needs
from needs.statements.readiness import Problem, clause_problems, text_problems


def as_published(statement: Statement, *, with_figures: bool = True) -> Statement:
    """The statement with its content; a draft's is made now, of texts and demand as they stand. Do not save it.

    A draft's figures are for its managers alone: made anew each time, they are held against nothing read before.
    """
    found = Statement.objects.select_related("challenge__dialogue", "challenge__category", "challenge__published")
    preview = found.get(pk=statement.pk)
    if preview.content is None:
        content = frozen(preview, source_needs(preview), preview.challenge.published)
        preview.content = content if with_figures else {**content, **NOTHING}
        preview.released_at = timezone.now()
    return preview


def missing_texts(statement: Statement, language: str) -> list[Problem]:
    """What a brief in this language lacks."""
    return [*text_problems(statement, [language]), *clause_problems(statement, [language])]
