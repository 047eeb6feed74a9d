"""Freezing a statement: everything that its page and its briefs say, in all languages, with a checksum.

The checksum is the SHA-256, in hexadecimal, of the content as canonical JSON: UTF-8, keys sorted, no white
space between tokens, nothing escaped that need not be. Anyone can compute it from the statement's JSON.
"""

from datetime import date
from typing import Any

from core.texts import texts
from dialogues.models import Dialogue
from needs.figures import demand, keeping
from needs.frozen_bodies import body_content
from needs.models import Need, Statement
from needs.statements import comparing

FORMAT = 4


def source_needs(statement: Statement) -> list[Need]:
    return list(Need.objects.filter(uses__challenge=statement.challenge_id).select_related("municipality"))


def freeze(statement: Statement, needs: list[Need], previous: Statement | None, on: date) -> dict[str, Any]:
    """The content of a statement that is frozen on this day; its needs and what is behind its figures are kept."""
    keeping.lock(statement.challenge.dialogue)
    content = frozen(statement, needs, previous, on)
    keeping.keep(statement, on)
    statement.needs.set(needs)
    return content


def frozen(
    statement: Statement, needs: list[Need], previous: Statement | None, on: date | None = None
) -> dict[str, Any]:
    """The content of a statement as it would be frozen: JSON only, quantities as strings, dates in ISO form."""
    challenge = statement.challenge
    bodies = sorted({need.municipality for need in needs}, key=lambda body: (body.country, body.official_name, body.pk))
    clauses = [clause_content(clause) for clause in statement.clauses.all()]
    return {
        "format": FORMAT,
        "challenge": challenge.slug,
        "number": statement.number,
        "dialogue": dialogue_content(challenge.dialogue),
        "category": texts(challenge.category, "name"),
        "title": texts(statement, "title"),
        "summary": texts(statement, "summary"),
        "invitation": texts(statement, "invitation"),
        "clauses": clauses,
        "bodies": [body_content(body) for body in bodies],
        "inhabitants": demand.inhabitants(bodies),
        **keeping.content_of(statement, previous, on),
        "illustrative": any(need.is_illustrative for need in needs),
        "changes": comparing.summary(previous.content, clauses) if previous and previous.content else None,
    }


def dialogue_content(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "slug": dialogue.slug,
        "title": texts(dialogue, "title"),
        "theme": texts(dialogue, "theme"),
        "milestones": [
            {
                "title": texts(milestone, "title"),
                "on": milestone.on and milestone.on.isoformat(),
                "precision": milestone.precision,
            }
            for milestone in dialogue.milestones.all()
        ],
        "contacts": [
            {"role": texts(contact, "role"), "organisation": contact.organisation, "email": contact.email}
            for contact in dialogue.contacts.all()
        ],
    }


def clause_content(clause: Any) -> dict[str, Any]:
    return {
        "number": clause.position,
        "key": str(clause.key),
        "kind": clause.kind,
        "text": texts(clause, "text"),
        "target_year": clause.target_year,
        "target_share": clause.target_share,
        "target_scope": texts(clause, "target_scope"),
    }
