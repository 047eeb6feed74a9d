"""Why somebody is in a breakout, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, ngettext

from events.breakouts.rounds import Round, name_of, with_wishes
from events.models import BreakoutPlace, BreakoutWish, Registration, Session


@dataclass(frozen=True)
class Explained:
    place: BreakoutPlace
    why: Any


def explained(registration: Registration, rounds: list[Round] | None = None) -> list[Explained]:
    """Each of her places, in the order of their times, with the reason in the active language.

    `rounds` (`with_wishes`) is given where many people are told.
    """
    if rounds is None:
        rounds = with_wishes(registration.event)
    sizes = {session.pk: session for one in rounds for session in one}
    wished = {wish.session_id: wish for wish in registration.breakout_wishes.select_related("session")}
    places = registration.breakout_places.select_related("session").order_by("starts_at")
    return [Explained(place, why(place, wished, sizes)) for place in places]


def why(place: BreakoutPlace, wished: dict[int, BreakoutWish], sizes: dict[int, Session]) -> Any:
    if place.placed_by_id:
        return gettext_lazy("The organisers decided so.")
    here = {number: wish for number, wish in wished.items() if number in sizes and same_time(sizes[number], place)}
    if not here:
        return gettext_lazy("You wrote no wish, so you have a place where there was room.")
    mine = here.get(place.session_id)
    if mine and mine.rank == 1:
        return gettext_lazy("This was your first wish.")
    better = [wish for wish in here.values() if mine is None or wish.rank < mine.rank]
    said = gettext_lazy("This was your wish number {rank}.") if mine else gettext_lazy("None of your wishes had room.")
    full = [in_words(sizes[wish.session_id]) for wish in sorted(better, key=lambda wish: wish.rank)]
    return format_lazy("{first} {full}", first=format_lazy(said, rank=mine.rank) if mine else said, full=" ".join(full))


def same_time(session: Session, place: BreakoutPlace) -> bool:
    return session.starts_at < place.session.ends_at and place.session.starts_at < session.ends_at


def in_words(session: Session) -> str:
    count, size = session.wished, session.size
    if size is None or count <= size:
        return ""
    said = ngettext(
        "“%(session)s” has %(size)d place, and %(count)d wished it first.",
        "“%(session)s” has %(size)d places, and %(count)d wished it first.",
        size,
    )
    return said % {"session": name_of(session), "size": size, "count": count}
