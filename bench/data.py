"""The demo's real texts: one challenge published, and as many more rows of it as a list shows."""

from copy import copy
from datetime import timedelta
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.cache import cache as shared_cache
from django.db.models.base import ModelState
from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo import bodies, challenges, dialogues, needs, people, registers
from dialogue_portal.demo.files import read_folder
from needs.models import Category, Challenge, Statement
from needs.publishing import releasing, rendering
from needs.signing import circulating, signatures
from needs.signing.signatures import Word

SLUG = "consolidated-city-deliveries"
COUNTRIES = ("NO SE DK", "FI SE", "NO", "DK FI IS", "SE")
BATCH = 500


@cache
def manager() -> User:
    """The programme manager, with the second step at sign-in that her role needs."""
    person = User.objects.get(email=challenges.MANAGER)
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
    return person


def publish_one() -> None:
    for part in (registers, bodies, dialogues, people, needs):
        part.load()
    statement = agreed(draft(SLUG))
    releasing.release(statement, manager())
    for brief in statement.briefs.all():
        if not rendering.render(brief.pk):
            raise SystemExit(f"The brief in {brief.language} could not be made: {brief.error}")
    releasing.publish_if_ready(statement.pk)
    shared_cache.clear()


def draft(slug: str) -> Statement:
    """The challenge of the demo's data under this address, not yet published; more than once under others."""
    [entry] = [entry for entry in read_folder("challenges") if entry["slug"] == SLUG]
    versions = [{**entry["version"][0], "published": None}]
    challenges.tell({**entry, "slug": slug, "version": versions}, 1, lambda _line: None)
    return Statement.objects.get(challenge__slug=slug)


def agreed(statement: Statement) -> Statement:
    """Circulated to the bodies behind it, and signed by one of them, which is enough."""
    bodies = circulating.may_be_asked(statement.challenge)[:1]
    deadline = timezone.now() + timedelta(days=1)
    circulating.circulate(statement, manager(), bodies, deadline=deadline, zone="Europe/Oslo")
    signatures.record(statement.signing_invitations.get(), Word("en"), None, timezone.now() - timedelta(days=2))
    statement.refresh_from_db()
    return statement


def fill_the_list(number: int) -> None:
    """Published challenges up to the number, in all categories, of several countries and years."""
    first = Challenge.objects.get(slug=SLUG)
    statement = Statement.objects.get(pk=first.published_id)
    categories = list(Category.objects.order_by("pk"))
    for start in range(Challenge.objects.public().count(), number, BATCH):
        places = range(start, min(start + BATCH, number))
        made = Challenge.objects.bulk_create(another(first, place, categories) for place in places)
        copies = Statement.objects.bulk_create(
            copied(statement, challenge=challenge, content=content_of(statement, place))
            for challenge, place in zip(made, places, strict=True)
        )
        for challenge, published in zip(made, copies, strict=True):
            challenge.published = published
        Challenge.objects.bulk_update(made, ["published"])


def another(first: Challenge, place: int, categories: list[Category]) -> Challenge:
    category, countries = categories[place % len(categories)], COUNTRIES[place % len(COUNTRIES)]
    at = first.published_at - timedelta(hours=place)  # type: ignore[operator]
    about = {"category": category, "countries": countries, "published_at": at}
    return copied(first, slug=f"{SLUG}-{place}", published=None, **about)


def copied(row: Any, **changes: Any) -> Any:
    made = copy(row)
    made.pk, made._state = None, ModelState()
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def content_of(statement: Statement, place: int) -> dict[str, Any]:
    """As the statement's, with demand some years later."""
    demand = [
        {**unit, "years": [{**year, "year": year["year"] + place % 5} for year in unit["years"]]}
        for unit in statement.content["demand"]
    ]
    return {**statement.content, "demand": demand}
