"""Which needs feed a challenge and with how much, as something that can be kept, compared and restored.

A picture of the sources is a list of (challenge, need, source), where the source is None or says who added it when,
and whether it is split, and its parts as line → quantity.
"""

from collections.abc import Collection, Iterable
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
    found = of_pairs(pairs)
    return [[*pair, described(found[pair]) if pair in found else None] for pair in pairs]


def of(challenges: Iterable[int], needs: Iterable[int]) -> dict[Pair, ChallengeNeed]:
    """What each of the challenges has of each of the needs, with its parts."""
    found = ChallengeNeed.objects.filter(challenge__in=set(challenges), need__in=set(needs)).prefetch_related("parts")
    return {(source.challenge_id, source.need_id): source for source in found}


def of_pairs(pairs: Collection[Pair]) -> dict[Pair, ChallengeNeed]:
    found = of({challenge for challenge, _need in pairs}, {need for _challenge, need in pairs})
    return {pair: found[pair] for pair in pairs if pair in found}


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
    there = of_pairs([(challenge, need) for challenge, need, _source in shown])
    ChallengeNeed.objects.filter(pk__in=[source.pk for source in there.values()]).delete()
    wanted = [row for row in shown if row[2]]
    made = ChallengeNeed.objects.bulk_create(
        ChallengeNeed(challenge_id=challenge, need_id=need, added_by_id=source["by"], is_split=source["split"])
        for challenge, need, source in wanted
    )
    for new, (_challenge, _need, source) in zip(made, wanted, strict=True):
        new.added_at = parse_datetime(source["at"])  # type: ignore[assignment]
    ChallengeNeed.objects.bulk_update(made, ["added_at"])
    share([(new, parts_as_kept(row[2]["parts"])) for new, row in zip(made, wanted, strict=True)])


def parts_as_kept(parts: dict[str, str]) -> Parts:
    return {int(line): Decimal(quantity) for line, quantity in parts.items()}


def share(shares: Iterable[tuple[ChallengeNeed, Parts]]) -> None:
    """Give sources that have none these parts of their needs' demand."""
    SourcePart.objects.bulk_create(
        SourcePart(source=source, line_id=line, quantity=quantity)
        for source, parts in shares
        for line, quantity in parts.items()
        if quantity
    )


def parts_of(source: ChallengeNeed) -> Parts:
    return {part.line_id: part.quantity for part in source.parts.all()}


def together(one: Parts, other: Parts) -> Parts:
    return {line: one.get(line, Decimal()) + other.get(line, Decimal()) for line in one | other}


def lines_of(*needs: Any) -> Parts:
    return dict(DemandLine.objects.filter(need__in=needs).values_list("pk", "quantity"))


def set_parts(shares: list[tuple[ChallengeNeed, Parts]]) -> None:
    """What sources have of their needs; one that has all of its need's lines is not split any more."""
    numbers = [source.need_id for source, _parts in shares]
    lines: dict[int, Parts] = {number: {} for number in numbers}
    for need, line, quantity in DemandLine.objects.filter(need__in=numbers).values_list("need", "pk", "quantity"):
        lines[need][line] = quantity
    SourcePart.objects.filter(source__in=[source for source, _parts in shares]).delete()
    split = [(source, parts) for source, parts in shares if parts != lines[source.need_id]]
    whole = [source.pk for source, parts in shares if parts == lines[source.need_id]]
    ChallengeNeed.objects.filter(pk__in=whole).update(is_split=False)
    ChallengeNeed.objects.filter(pk__in=[source.pk for source, _parts in split]).update(is_split=True)
    share(split)
