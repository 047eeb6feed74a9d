"""Freezing a statement: everything that its page and its briefs say, in all languages, with a checksum.

The checksum is the SHA-256, in hexadecimal, of the content as canonical JSON: UTF-8, keys sorted, no white
space between tokens, nothing escaped that need not be. Anyone can compute it from the statement's JSON.
"""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from core.enums import Country
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.figures import demand
from needs.models import Need, Statement
from needs.statements import comparing

FORMAT = 2
LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


def texts(thing: Any, field: str) -> dict[str, str]:
    """A translated field in every language; where a language has none, it is left out."""
    values = {code: getattr(thing, build_localized_fieldname(field, code)) for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}


def source_needs(statement: Statement) -> list[Need]:
    return list(Need.objects.filter(uses__challenge=statement.challenge_id).select_related("municipality"))


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 of the content's canonical JSON, 64 hexadecimal digits."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def frozen(statement: Statement, needs: list[Need], previous: Statement | None) -> dict[str, Any]:
    """The content of a statement: JSON values only, quantities as strings, dates in ISO form."""
    challenge = statement.challenge
    bodies = sorted({need.municipality for need in needs}, key=lambda body: (body.country, body.official_name))
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
        "demand": [unit_content(row) for row in demand.total_demand(needs, public=True)],
        "calendar": [
            {"year": row.year, "quarter": row.quarter, "bodies": row.bodies}
            for row in demand.calendar(needs, public=True)
        ],
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


def body_content(body: Municipality) -> dict[str, Any]:
    return {
        "official_name": body.official_name,
        "name": texts(body, "name"),
        "country": Country(body.country).value,
        "kind": body.kind,
    }


def unit_content(row: demand.UnitDemand) -> dict[str, Any]:
    return {
        "unit": row.unit.slug,
        "name": texts(row.unit, "name"),
        "years": [{"year": year.year, "quantity": plain(year.quantity), "bodies": year.bodies} for year in row.years],
        "total": plain(row.total),
    }


def plain(quantity: Decimal | None) -> str | None:
    """A quantity as its shortest decimal string: 12.50 is "12.5"."""
    return None if quantity is None else format(quantity.quantize(Decimal("0.01")).normalize(), "f")
