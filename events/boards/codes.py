"""Codes that people read from a wall and type on a phone."""

import re

from django.utils.crypto import get_random_string

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another: I, L, O, 0, 1
SHORT, LONG = 6, 10


def new_code() -> str:
    """For everybody at an event: one of 900 million, tried at most once a second from one network."""
    return get_random_string(SHORT, LETTERS)


def new_long_code() -> str:
    """For one person who may do more."""
    return get_random_string(LONG, LETTERS)


def tidy(typed: str) -> str:
    """As it was made, whatever spaces, hyphens and small letters were typed."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())[:20]


def spaced(code: str) -> str:
    """In pieces that are easy to read: ABC DEF."""
    size = 3 if len(code) == SHORT else 5
    return " ".join(code[place : place + size] for place in range(0, len(code), size))
