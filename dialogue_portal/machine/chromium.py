"""Finds the browser that the journeys and the screenshots drive."""

import os

from dialogue_portal.machine.system import CHROMIUM, find_program

MISSING = "No Chromium was found: install Debian's chromium-headless-shell, or name one with CHROMIUM=/path/to/it."


def find_chromium() -> str | None:
    """The path of a Chromium, the one that CHROMIUM names and no other; None where there is none."""
    named = os.environ.get("CHROMIUM")
    return find_program(named) if named else find_program(*CHROMIUM)
