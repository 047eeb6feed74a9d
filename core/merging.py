"""Two people write the same texts: what each changed is kept; only what both changed is asked about.

A form carries a mark of each text as its writer saw it. When it comes back, a text that she left alone keeps
what is stored now, a text that nobody else changed takes hers, and only where both changed it is there a
conflict.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
MARK_LENGTH = 12


@dataclass
class Merge:
    """What to store, and the stored values of those that both changed to different things."""

    values: Values
    conflicts: Values = field(default_factory=dict)


def mark(value: Any) -> str:
    """A short stand-in for a value; an empty text and none at all are the same."""
    return hashlib.sha256(str("" if value is None else value).encode()).hexdigest()[:MARK_LENGTH]


def marks(values: Values) -> str:
    """The marks of all values, as a form carries them: "title_en:0a1b2c… title_nb:…"."""
    return " ".join(f"{name}:{mark(value)}" for name, value in values.items())


def merge(stored: Values, typed: Values, seen: str) -> Merge:
    """Merge what was typed into what is stored. A value without a readable mark counts as seen as it is stored."""
    seen_marks = dict(pair.split(":", 1) for pair in seen.split() if ":" in pair)
    merged = Merge(values={})
    for name, mine in typed.items():
        theirs = stored[name]
        before = seen_marks.get(name, mark(theirs))
        if before in (mark(theirs), mark(mine)):
            merged.values[name] = mine if before == mark(theirs) else theirs
        else:
            merged.values[name] = mine
            if mark(mine) != mark(theirs):
                merged.conflicts[name] = theirs
    return merged
