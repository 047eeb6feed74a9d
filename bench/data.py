"""The demo's real texts: one challenge published, and as many more rows of it as a list shows."""

from datetime import timedelta
from functools import cache

from allauth.mfa.models import Authenticator
from django.core.cache import cache as shared_cache
from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo import bodies, challenges, dialogues, needs, people, registers
from dialogue_portal.demo.files import read_folder
from needs.models import Challenge, Statement
from needs.publishing import releasing, rendering
from needs.signing import circulating, signatures
from needs.signing.signatures import Word

SLUG = "consolidated-city-deliveries"


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
    challenges.create({**entry, "slug": slug, "version": versions}, manager(), bodies.bodies(), lambda _line: None)
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
    """Published challenges up to the number, each with what its row shows."""
    first = Challenge.objects.get(slug=SLUG)
    for place in range(Challenge.objects.public().count(), number):
        statement = Statement.objects.get(pk=first.published_id)
        challenge = Challenge.objects.get(pk=first.pk)
        challenge.pk, challenge.slug, challenge.published = None, f"{SLUG}-{place}", None
        challenge.save()
        statement.pk, statement.challenge = None, challenge
        statement.save()
        Challenge.objects.filter(pk=challenge.pk).update(published=statement)
