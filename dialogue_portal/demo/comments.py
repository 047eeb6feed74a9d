"""Which needs the clauses answer, and what the bodies said of a draft. Written as history: nobody is mailed."""

from typing import Any

from accounts.models import User
from dialogue_portal.demo.needs import needs, noon
from municipalities.models import Municipality
from needs.models import Clause, ClauseComment, Statement
from needs.statements.freezing import texts

Entry = dict[str, Any]


def answer(statement: Statement, version: Entry) -> None:
    """Link the clauses to the needs that they name."""
    known = needs()
    for clause, entry in zip(statement.clauses.all(), version["clause"], strict=True):
        clause.needs.set(known[key] for key in entry.get("answers", []))


def comment(statement: Statement, version: Entry, places: dict[str, Municipality], manager: User) -> None:
    clauses = {clause.position: clause for clause in statement.clauses.all()}
    for entry in version.get("comment", []):
        made = ClauseComment.objects.create(
            statement=statement,
            clause=clauses[entry["clause"]],
            municipality=places[entry["body"]],
            author=User.objects.get(email=entry["by"]),
            language=entry["language"],
            text=entry.get("text", ""),
            suggestion=wording(clauses[entry["clause"]], entry),
            answer=entry.get("answer", ""),
            taken_over=entry.get("taken_over", False),
            **settled(entry, manager),
        )
        ClauseComment.objects.filter(pk=made.pk).update(written_at=noon(entry["on"]))


def wording(clause: Clause, entry: Entry) -> str:
    """What was taken over is what the clause says now."""
    return texts(clause, "text")[entry["language"]] if entry.get("taken_over") else entry.get("suggestion", "")


def settled(entry: Entry, manager: User) -> Entry:
    on = entry.get("settled")
    return {"settled_by": manager, "settled_at": noon(on)} if on else {}
