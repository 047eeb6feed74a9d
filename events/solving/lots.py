"""Lots from a published seed: whoever knows seed and keys can draw them again."""

import hashlib
from collections.abc import Iterable


def lot(seed: str, key: str) -> str:
    """The SHA-256 of "seed:key" as UTF-8, hexadecimal."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def in_order(seed: str, keys: Iterable[str]) -> list[str]:
    """The lowest lot is drawn first."""
    return sorted(keys, key=lambda key: lot(seed, key))
