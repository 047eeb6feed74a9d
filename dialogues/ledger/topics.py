"""What an entry is about, as words that follows look for: "challenge-12", "event-3", "events", "cpv-60100000"."""

from collections.abc import Iterable

from django.db.models import Model

EVENTS = "events"


def topic(thing: Model) -> str:
    return f"{thing._meta.model_name}-{thing.pk}"


def cpv_topics(codes: Iterable[str]) -> list[str]:
    """The codes and all branches above them, so that who follows a branch hears of what is below it."""
    branches = {code[:digits].ljust(8, "0") for code in codes for digits in range(2, 9)}
    return [f"cpv-{branch}" for branch in sorted(branches)]
