"""Which needs feed a challenge and with how much, as something that can be kept, compared and restored.

A picture of the sources is a list of (challenge, need, source), where the source is None or says who added it when,
and whether it is split, and its parts as line → quantity.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from needs.models import ChallengeNeed, DemandLine, SourcePart

Pair = tuple[int, int]  # numbers of a challenge and a need
Parts = dict[int, Decimal]  # number of a demand line → quantity
Picture = list[Any]


def picture(pairs: Iterable[Pair]) -> Picture:
    """The sources of these challenges and needs as they are now."""
    pairs = sorted(set(pairs))
    found = ChallengeNeed.objects.filter(
        challenge__in={challenge for challenge, _need in pairs}, need__in={need for _challenge, need in pairs}
    ).prefetch_related("parts")
    said = {(source.challenge_id, source.need_id): described(source) for source in found}
    return [[*pair, said.get(pair)] for pair in pairs]


def described(source: ChallengeNeed) -> dict[str, Any]:
    return {
        "by": source.added_by_id,
        "at": source.added_at.isoformat(),
        "split": source.is_split,
        "parts": {str(part.line_id): f"{part.quantity:.2f}" for part in source.parts.all()},
    }


def same(one: Picture, other: Picture) -> bool:
    """Whether both show the same, whoever is named in them: erasing takes names away."""
    return nameless(one) == nameless(other)


def nameless(shown: Picture) -> Picture:
    return [[challenge, need, source and {**source, "by": None}] for challenge, need, source in shown]


def restore(shown: Picture) -> None:
    """Make the sources what they were."""
    for challenge, need, source in shown:
        ChallengeNeed.objects.filter(challenge=challenge, need=need).delete()
        if source is not None:
            made = ChallengeNeed.objects.create(
                challenge_id=challenge, need_id=need, added_by_id=source["by"], is_split=source["split"]
            )
            ChallengeNeed.objects.filter(pk=made.pk).update(added_at=parse_datetime(source["at"]))
            share(made, {int(line): Decimal(quantity) for line, quantity in source["parts"].items()})


def share(source: ChallengeNeed, parts: Parts) -> None:
    """Give a source these parts of its need's demand, and none beside them."""
    source.parts.all().delete()
    SourcePart.objects.bulk_create(
        SourcePart(source=source, line_id=line, quantity=quantity) for line, quantity in parts.items() if quantity
    )


def parts_of(source: ChallengeNeed) -> Parts:
    return {part.line_id: part.quantity for part in source.parts.all()}


def together(one: Parts, other: Parts) -> Parts:
    return {line: one.get(line, Decimal()) + other.get(line, Decimal()) for line in one | other}


def lines_of(need: Any) -> Parts:
    return dict(DemandLine.objects.filter(need=need).values_list("pk", "quantity"))


def set_parts(source: ChallengeNeed, parts: Parts) -> None:
    """What a source has of its need; all of it is not split any more."""
    is_whole = parts == lines_of(source.need_id)
    ChallengeNeed.objects.filter(pk=source.pk).update(is_split=not is_whole)
    share(source, {} if is_whole else parts)
