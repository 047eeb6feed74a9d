"""Staff's list of interest with 10,000 posts of junk in the database, against the same list without them."""

from collections.abc import Callable

from django.test import RequestFactory
from django.utils import timezone

from bench.data import manager
from bench.harness import Row, milliseconds, quickest
from core.enums import Country
from dialogues.models import Dialogue
from municipalities.enums import InterestState, Kind
from municipalities.models import Applicant, Interest
from municipalities.views.interest_desk import InterestList

ROUNDS, JUNK, WAITING = 20, 10_000, 50
PAGE = "/en/workspace/interest/"


def measure() -> list[Row]:
    add(WAITING, InterestState.CONFIRMED)
    [without] = quickest(ROUNDS, desk())
    add(JUNK, InterestState.UNCONFIRMED)
    [among] = quickest(ROUNDS, desk())
    against = f"without them: {milliseconds(without)}"
    return [Row(f"{WAITING} interests among {JUNK:,} of junk", milliseconds(among), against, among / without, "≤ 1.5")]


def add(number: int, state: str) -> None:
    """Described bodies in the one dialogue that takes them in, each with one person."""
    dialogue, now = Dialogue.objects.get(slug="circular-furniture"), timezone.now()
    confirmed = now if state == InterestState.CONFIRMED else None
    described = {"country": Country.FINLAND, "body_name": "Body", "body_kind": Kind.COMPANY, "body_note": "note " * 50}
    interests = Interest.objects.bulk_create(
        Interest(dialogue=dialogue, state=state, waits_since=confirmed, **described) for _place in range(number)
    )
    Applicant.objects.bulk_create(
        Applicant(
            interest=interest,
            name="Name",
            email=f"person{interest.pk}@example.org",
            language="en",
            buys="words " * 100,
            link_sent_at=now,
            confirmed_at=confirmed,
        )
        for interest in interests
    )


def desk() -> Callable[[], bytes]:
    """The list as a programme manager gets it, without the way through the middleware."""
    view, requests = InterestList.as_view(), RequestFactory()

    def get() -> bytes:
        request = requests.get(PAGE)
        request.user = manager()
        return view(request).render().content  # type: ignore[attr-defined]

    return get
