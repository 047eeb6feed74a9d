"""Finds the browser that the journeys and the screenshots drive."""

import os
import shutil

# The first has no window to draw: the same pages with a sixth less processor time
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MISSING = "No Chromium was found: install Debian's chromium-headless-shell, or name one with CHROMIUM=/path/to/it."


def find_chromium() -> str | None:
    """The path of a Chromium, the one that CHROMIUM names first; None where there is none."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    return next(filter(None, map(shutil.which, candidates)), None)
