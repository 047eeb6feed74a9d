"""What a manager should look at before a statement goes on, and what does not keep it from going on.

Dates and signatories are no more than that: the deadline is set when the statement is circulated, and a body without
a signatory may sign later.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from municipalities.handled import by_country
from needs.models import Need, Statement
from needs.statements.bodies import without_signatory
from needs.statements.readiness import Item, Problem


def hints(statement: Statement) -> list[Item]:
    """Lines as the checklist's; each `problem` is an advice."""
    return [
        Item(gettext_lazy("Dates to come"), list(date_hints(statement))),
        Item(gettext_lazy("A signatory in each body"), list(signatory_hints(statement))),
        Item(gettext_lazy("Each need answered by a clause"), list(answer_hints(statement))),
        Item(gettext_lazy("Comments settled"), list(comment_hints(statement))),
    ]


def unanswered(statement: Statement) -> list[Need]:
    """Source needs that no clause answers."""
    needs = statement.challenge.needs.exclude(clauses__statement=statement).select_related("municipality")
    return list(needs.order_by(*by_country("municipality__"), "pk"))


def date_hints(statement: Statement) -> Iterator[Problem]:
    coming = statement.challenge.dialogue.milestones.filter(on__gte=timezone.localdate())
    if not statement.deadline and not coming.exists():
        yield Problem(
            _("No date of the dialogue lies ahead. Suppliers and signatories want to know what is next."), "dates"
        )


def signatory_hints(statement: Statement) -> Iterator[Problem]:
    for body in without_signatory(statement.challenge):
        sentence = _("%(body)s has nobody who may sign. Ask it to invite a signatory, or invite one yourself.")
        yield Problem(sentence % {"body": body}, f"body-{body.pk}")


def answer_hints(statement: Statement) -> Iterator[Problem]:
    if count := len(unanswered(statement)):
        sentence = ngettext("No clause answers %(count)s need.", "No clause answers %(count)s needs.", count)
        yield Problem(sentence % {"count": count}, "unanswered")


def comment_hints(statement: Statement) -> Iterator[Problem]:
    if count := statement.comments.filter(settled_at__isnull=True).count():
        sentence = ngettext(
            "%(count)s comment waits for your answer.", "%(count)s comments wait for your answer.", count
        )
        yield Problem(sentence % {"count": count}, "comments")
