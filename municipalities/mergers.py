"""What has become of bodies that are a part of another now."""

from typing import Any

from django.utils import timezone

from municipalities.models import Municipality


class Successors(dict[int, int]):
    """By a body's number that of the one at the end of all its mergers; its own where it stands."""

    def __missing__(self, pk: int) -> int:
        return pk


def mergers() -> dict[int, int]:
    """By the number of each that has merged, from its day on, that of the body it became a part of; one query."""
    merged: Any = Municipality.objects.filter(merged_into__isnull=False).exclude(closed_on__gt=timezone.localdate())
    return dict(merged.values_list("pk", "merged_into"))


def successors() -> Successors:
    """Of all that have merged; one query."""
    into = mergers()
    return Successors({pk: way(pk, into)[-1] for pk in into})


def way(pk: int, into: dict[int, int]) -> list[int]:
    """A body, and what it became a part of, one after the other."""
    passed = [pk]
    while (pk := into.get(pk, pk)) not in passed:
        passed.append(pk)
    return passed
