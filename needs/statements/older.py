"""Which languages of a clause are older than another: that one was written anew, and they were left as they were.

None of a statement's languages is the original. What is changed in one is to be said in the others, or somebody says
that they still say the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from core.merging_forms import in_all_languages
from needs.models import Clause

LANGUAGES = dict(settings.LANGUAGES)
WORDS = [*in_all_languages("text"), *in_all_languages("target_scope")]


def words(values: Mapping[str, Any], code: str) -> tuple[str, str]:
    return values[f"text_{code}"] or "", values[f"target_scope_{code}"] or ""


def older_after(clause: Clause, fields: Mapping[str, Any]) -> dict[str, str]:
    """The clause's `older` once these fields are written: a language that was missing or older itself only follows."""
    before = {name: getattr(clause, name) for name in WORDS}
    after = {**before, **fields}
    written = {code for code in LANGUAGES if words(after, code) != words(before, code)}
    left = [code for code in LANGUAGES if after[f"text_{code}"] and code not in written]
    still = {code: than for code, than in clause.older.items() if code in left}
    leads = (code for code in LANGUAGES if code in written and code not in clause.older)
    lead = next((code for code in leads if before[f"text_{code}"] and after[f"text_{code}"]), None)
    return dict.fromkeys(left, lead) | still if lead else still


def names(clause: Clause) -> tuple[list[str], list[str]]:
    """The languages that are older, and those that they are older than, by their own names."""
    return named(clause.older), named(clause.older.values())


def named(codes: Iterable[str]) -> list[str]:
    found = set(codes)
    return [str(name) for code, name in LANGUAGES.items() if code in found]
