"""What a question may be about. Each kind says how its address names a thing, and how to find it among what is public.

An upper floor adds its own kinds with `add` when it starts (events/apps.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.numbers import row_number
from core.texts import Text, text_of
from dialogues.ledger.topics import topic
from dialogues.models import Dialogue
from needs.enums import BriefState, StatementState
from needs.market import topics_of
from needs.models import Brief, Challenge, Clause, Statement

Words = str | Text | Promise


def itself(thing: Model) -> list[str]:
    return [topic(thing)]


@dataclass(frozen=True)
class Kind:
    """`rows` is the things with what `title`, `url` and the rest read of them, in no more queries.

    `topics`: who follows any of these hears what the market is told about the thing.
    """

    name: str
    label: Words
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    find: Callable[[str], Any]  # by its part of the address, among what is public; None if there is no such thing
    named: Callable[[Any], str]  # its part of the address
    title: Callable[[Any], Words]
    url: Callable[[Any], str]
    dialogue_of: Callable[[Any], Dialogue]
    challenge_of: Callable[[Any], Challenge | None]
    topics: Callable[[Any], list[str]] = itself


KINDS: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    KINDS[kind.name] = kind


def kind_of(thing: Model) -> Kind:
    return next(kind for kind in KINDS.values() if isinstance(thing, kind.model))


def fields_of(thing: Any) -> dict[str, Any]:
    """What a question or an answer about this thing keeps of it."""
    kind = kind_of(thing)
    return {
        "dialogue": kind.dialogue_of(thing),
        "challenge": kind.challenge_of(thing),
        "content_type": ContentType.objects.get_for_model(thing),
        "object_id": thing.pk,
    }


def with_subjects(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Questions or answers with what they are about, in a constant number of queries."""
    return rows.prefetch_related(GenericPrefetch("subject", [kind.rows() for kind in KINDS.values()]))


def title_of(thing: Any) -> Words:
    return kind_of(thing).title(thing)


def url_of(thing: Any) -> str:
    return kind_of(thing).url(thing)


def topics_about(thing: Any) -> list[str]:
    return kind_of(thing).topics(thing)


def ask_url(thing: Any) -> str:
    kind = kind_of(thing)
    return reverse("workspace-ask", args=[kind.name, kind.named(thing)])


# Dialogues and challenges


def challenge_title(challenge: Challenge) -> Words:
    """As the public list has it."""
    listed = challenge.listing.get(get_language()) or challenge.listing.get("en") or {}
    return listed.get("title") or challenge.slug


def public_challenges() -> QuerySet[Challenge]:
    return Challenge.objects.public().select_related("dialogue")


add(
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
    )
)
add(
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
    )
)


# Clauses and briefs: of a public version of a statement, "emission-free-deliveries/v1/4" and "…/v1/en"


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


add(
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
    )
)
add(
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
    )
)
