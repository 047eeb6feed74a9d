"""What questions may be about from the needs' floor downward (suppliers/questions/subjects.py)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import readers_language
from core.numbers import row_number
from core.texts import text_of
from dialogues.models import Dialogue
from needs.enums import BriefState, StatementState
from needs.market import topics_of
from needs.models import Brief, Challenge, Clause, Statement
from needs.statements.document import Document
from suppliers.questions.subjects import Kind, Words, challenge_title


def public_challenges() -> QuerySet[Challenge]:
    return Challenge.objects.public().select_related("dialogue")


# Points and briefs: of a public version of a statement, "emission-free-deliveries/v1/4" and "…/v1/en"


def version_and_rest(name: str) -> tuple[Statement | None, str]:
    slug, _slash, rest = name.partition("/v")
    number, _slash, last = rest.partition("/")
    version = row_number(number)
    if version is None:
        return None, ""
    public = Statement.objects.filter(state__in=StatementState.public()).select_related("challenge__dialogue")
    return public.filter(challenge__slug=slug, number=version).first(), last


def find_clause(name: str) -> Clause | None:
    statement, number = version_and_rest(name)
    position = row_number(number)
    return clauses().filter(statement=statement, position=position).first() if statement and position else None


def clauses() -> QuerySet[Clause]:
    return Clause.objects.select_related("statement__challenge__dialogue")


def clause_title(clause: Clause) -> Words:
    said = {"number": clause.position, "version": clause.statement.number}
    where = _("Point %(number)s of version %(version)s") % said
    return format_lazy("{}: {}", challenge_title(clause.statement.challenge), where)


def point(clause: Clause) -> Any:
    """As everybody reads it."""
    points = Document(clause.statement, readers_language()).clauses
    return next(row for row in points if row.number == clause.position)


def find_brief(name: str) -> Brief | None:
    statement, language = version_and_rest(name)
    ready = briefs().filter(state=BriefState.READY, edition__published_at__isnull=False)
    return ready.filter(statement=statement, language=language).order_by("-edition__number").first()


def briefs() -> QuerySet[Brief]:
    return Brief.objects.select_related("statement__challenge__dialogue")


def brief_title(brief: Brief) -> Words:
    said = {"version": brief.statement.number, "language": brief.get_language_display()}
    where = _("Brief of version %(version)s (%(language)s)") % said
    return format_lazy("{}: {}", challenge_title(brief.statement.challenge), where)


KINDS = [
    Kind(
        "dialogue",
        gettext_lazy("Dialogue"),
        Dialogue,
        Dialogue.objects.all,
        lambda name: Dialogue.objects.filter(slug=name).first(),
        lambda dialogue: dialogue.slug,
        lambda dialogue: text_of(dialogue, "title"),
        lambda dialogue: dialogue.get_absolute_url(),
        lambda dialogue: dialogue,
        lambda _dialogue: None,
    ),
    Kind(
        "challenge",
        gettext_lazy("Challenge"),
        Challenge,
        lambda: Challenge.objects.select_related("dialogue"),
        lambda name: public_challenges().filter(slug=name).first(),
        lambda challenge: challenge.slug,
        challenge_title,
        lambda challenge: challenge.get_absolute_url(),
        lambda challenge: challenge.dialogue,
        lambda challenge: challenge,
        topics_of,
    ),
    Kind(
        "clause",
        gettext_lazy("Point"),
        Clause,
        clauses,
        find_clause,
        lambda clause: f"{clause.statement.challenge.slug}/v{clause.statement.number}/{clause.position}",
        clause_title,
        lambda clause: f"{clause.statement.get_absolute_url()}#clause-{clause.position}",
        lambda clause: clause.statement.challenge.dialogue,
        lambda clause: clause.statement.challenge,
        point=point,
    ),
    Kind(
        "brief",
        gettext_lazy("Brief"),
        Brief,
        briefs,
        find_brief,
        lambda brief: f"{brief.statement.challenge.slug}/v{brief.statement.number}/{brief.language}",
        brief_title,
        lambda brief: f"{brief.statement.get_absolute_url()}#briefs",
        lambda brief: brief.statement.challenge.dialogue,
        lambda brief: brief.statement.challenge,
    ),
]
