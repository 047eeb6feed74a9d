"""Which languages of a text are older than another: that one was written anew, and they were left as they were.

None of a statement's languages is the original. What is changed in one is to be said in the others, or somebody says
that they still say the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from core.texts import localized_names
from needs.models import Clause, Statement
from needs.statements.comparing import TEXTS

LANGUAGES = dict(settings.LANGUAGES)


def of_clause(clause: Clause, fields: Mapping[str, Any]) -> dict[str, str]:
    """The clause's `older` once these fields are written."""
    return older_after(clause.older, clause, fields, "text", "target_scope")


def of_texts(statement: Statement, fields: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The statement's `older` once these fields are written."""
    after = {name: older_after(statement.older.get(name, {}), statement, fields, name) for name in TEXTS}
    return {name: older for name, older in after.items() if older}


def older_after(older: Mapping[str, str], thing: Any, fields: Mapping[str, Any], *texts: str) -> dict[str, str]:
    """A language without the first of these texts is missing; one that was missing or older itself only follows."""
    stored = {name: getattr(thing, name) for text in texts for name in localized_names(text)}
    before, after = words(stored, texts), words({**stored, **fields}, texts)
    written = {code for code in LANGUAGES if after[code] != before[code]}
    left = [code for code in LANGUAGES if after[code][0] and code not in written]
    still = {code: than for code, than in older.items() if code in left}
    leads = (code for code in LANGUAGES if code in written and code not in older)
    lead = next((code for code in leads if before[code][0] and after[code][0]), None)
    return dict.fromkeys(left, lead) | still if lead else still


def words(values: Mapping[str, Any], texts: Iterable[str]) -> dict[str, list[str]]:
    """What each language says in these texts."""
    return {code: [values[f"{text}_{code}"] or "" for text in texts] for code in LANGUAGES}


def names(older: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The languages that are older, and those that they are older than, by their own names."""
    return named(older), named(older.values())


def named(codes: Iterable[str]) -> list[str]:
    found = set(codes)
    return [str(name) for code, name in LANGUAGES.items() if code in found]
