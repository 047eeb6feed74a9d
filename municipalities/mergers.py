"""What has become of bodies that are a part of another now."""

from typing import Any

from django.utils import timezone

from municipalities.models import Municipality


class Successors(dict[int, int]):
    """By a body's number that of the one at the end of all its mergers; its own where it stands."""

    def __missing__(self, pk: int) -> int:
        return pk


def successors() -> Successors:
    """Of all that have merged, from their day on; one query."""
    merged: Any = Municipality.objects.filter(merged_into__isnull=False).exclude(closed_on__gt=timezone.localdate())
    into: dict[int, int] = dict(merged.values_list("pk", "merged_into"))
    return Successors({pk: end_of(pk, into) for pk in into})


def end_of(pk: int, into: dict[int, int]) -> int:
    seen = {pk}
    while pk in into and into[pk] not in seen:
        pk = into[pk]
        seen.add(pk)
    return pk
