"""Whether a statement can be published, as a checklist: what is done, what is missing and where to mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts import missing_languages
from core.workflow import Refused
from needs.enums import ClauseKind, NeedState
from needs.models import Need, Statement
from needs.statements.changes import Revision
from needs.statements.differences import text_labels
from needs.statements.freezing import source_needs
from needs.statements.older import names

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Problem:
    """What is missing, in a sentence that says what to do; `anchor` says where: text, clause-3, needs, dates."""

    sentence: str
    anchor: str


@dataclass
class Item:
    """A line of the checklist; done when there is no problem."""

    label: Any
    problems: list[Problem] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return not self.problems


class NotReady(Refused):
    """The statement cannot be published yet; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


def checklist(statement: Statement, needs: list[Need] | None = None) -> list[Item]:
    """All that a statement must have. `needs` are its source needs, where they are read (and locked) already."""
    sources = source_needs(statement) if needs is None else needs
    return [
        Item(gettext_lazy("Title, summary and invitation in all languages"), list(text_problems(statement))),
        Item(gettext_lazy("Title, summary and invitation the same in all languages"), list(older_texts(statement))),
        Item(gettext_lazy("Clauses in all languages, targets with a year"), list(clause_problems(statement))),
        Item(gettext_lazy("Clauses the same in all languages"), list(older_clauses(statement))),
        Item(gettext_lazy("Changes marked material or editorial"), list(change_problems(statement))),
        Item(gettext_lazy("Source needs accepted"), list(need_problems(sources))),
        Item(gettext_lazy("Demand stated"), list(demand_problems(sources))),
        Item(gettext_lazy("Contact named"), list(contact_problems(statement))),
    ]


def problems(statement: Statement, needs: list[Need] | None = None) -> list[Problem]:
    return [problem for item in checklist(statement, needs) for problem in item.problems]


def listed(languages: list[str]) -> str:
    return get_text_list(languages, _("and"))


def text_problems(statement: Statement, of: Iterable[str] = LANGUAGES) -> Iterator[Problem]:
    sentences = {
        "title": _("The title is missing in %(languages)s."),
        "summary": _("The summary is missing in %(languages)s."),
        "invitation": _("What is asked of the market is missing in %(languages)s."),
    }
    for name, sentence in sentences.items():
        if languages := missing_languages(statement, name, of=of):
            yield Problem(sentence % {"languages": listed(languages)}, "text")


def older_texts(statement: Statement) -> Iterator[Problem]:
    labels = text_labels()
    for name, older in statement.older.items():
        languages, than = names(older)
        said = _(
            "“%(text)s” is older in %(languages)s than in %(than)s. "
            "Write it anew there, or say that it still says the same."
        )
        yield Problem(said % {"text": labels[name], "languages": listed(languages), "than": listed(than)}, "text")


def clause_problems(statement: Statement, of: Iterable[str] = LANGUAGES) -> Iterator[Problem]:
    clauses = list(statement.clauses.all())
    if not clauses:
        yield Problem(_("There is no clause yet. Write at least one."), "clauses")
    for clause in clauses:
        anchor = f"clause-{clause.position}"
        if languages := missing_languages(clause, "text", of=of):
            yield Problem(
                _("Clause %(number)s is missing in %(languages)s.")
                % {"number": clause.position, "languages": listed(languages)},
                anchor,
            )
        languages = missing_languages(clause, "target_scope")
        if 0 < len(languages) < len(LANGUAGES):
            yield Problem(
                _("What the target of clause %(number)s is a share of is missing in %(languages)s.")
                % {"number": clause.position, "languages": listed(languages)},
                anchor,
            )
        if clause.kind == ClauseKind.TARGET and not clause.target_year:
            yield Problem(
                _("Clause %(number)s is a target without a year. Say by which year.") % {"number": clause.position},
                anchor,
            )


def older_clauses(statement: Statement) -> Iterator[Problem]:
    for clause in statement.clauses.all():
        if clause.older:
            languages, than = names(clause.older)
            said = _(
                "Clause %(number)s is older in %(languages)s than in %(than)s. "
                "Write it anew there, or say that it still says the same."
            )
            said %= {"number": clause.position, "languages": listed(languages), "than": listed(than)}
            yield Problem(said, f"clause-{clause.position}")


def change_problems(statement: Statement) -> Iterator[Problem]:
    for pair in Revision(statement).unmarked:
        if pair.after:
            sentence = _("Clause %(number)s is new or changed. Say whether that is material or editorial.")
            yield Problem(sentence % {"number": pair.after["number"]}, "changes")
        elif pair.before:
            sentence = _("Clause %(number)s of the version before is gone. Say whether that is material or editorial.")
            yield Problem(sentence % {"number": pair.before["number"]}, "changes")


def need_problems(needs: list[Need]) -> Iterator[Problem]:
    if not needs:
        yield Problem(_("No need is joined here. Add at least one."), "needs")
    for need in needs:
        if need.state == NeedState.WITHDRAWN:
            yield Problem(
                _("%(municipality)s has withdrawn “%(need)s”. Remove it from the challenge.")
                % {"municipality": need.municipality, "need": need},
                "needs",
            )
        elif need.state != NeedState.ACCEPTED:
            yield Problem(
                _("“%(need)s” of %(municipality)s is not accepted. Accept it or remove it from the challenge.")
                % {"municipality": need.municipality, "need": need},
                "needs",
            )


def demand_problems(needs: list[Need]) -> Iterator[Problem]:
    if needs and not any(need.demand_lines.all() for need in needs):
        yield Problem(_("No source need states its demand. Ask at least one municipality for it."), "needs")


def contact_problems(statement: Statement) -> Iterator[Problem]:
    if not statement.challenge.dialogue.contacts.exists():
        yield Problem(_("The dialogue names no contact. Suppliers must know whom to ask."), "dialogue")
