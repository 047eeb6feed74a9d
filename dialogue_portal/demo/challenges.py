"""The challenges with their statements. Published ones go through the real release, with their historical dates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo import comments, later, signing
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read_folder, translated
from dialogue_portal.demo.needs import MANAGER, needs, noon
from dialogue_portal.demo.say import Say
from dialogue_portal.demo.story import Happening
from municipalities.models import Municipality
from needs.enums import NeedState
from needs.models import (
    Category,
    Challenge,
    ChallengeNeed,
    Clause,
    Intent,
    Need,
    Statement,
)
from needs.publishing import releasing
from needs.signing import asking, circulating, signatures
from needs.signing.signatures import Word
from needs.statements.bodies import bodies_of

Entry = dict[str, Any]
ZONE = "Europe/Copenhagen"
WEEKS_TO_SIGN = timedelta(weeks=6)


def happenings(say: Say) -> Iterator[Happening]:
    """Each version on the day of its publication, later signatories on the day of the last, drafts at the end."""
    there = set(Challenge.objects.values_list("slug", flat=True))
    for entry in read_folder("challenges"):
        if entry["slug"] in there:
            continue
        for number, version in enumerate(entry["version"], start=1):
            published = version.get("published")
            at = noon(published) if published else timezone.now()
            yield Happening(at, partial(tell, entry, number, say))
            if published and (later_signed := [row["on"] for row in version["signatures"] if row["on"] > published]):
                yield Happening(noon(max(later_signed)), partial(go_on_signing, entry, number, say))
        yield Happening(timezone.now(), partial(finish, entry))


def tell(entry: Entry, number: int, say: Say) -> None:
    """A version as it was written, and as far as it came."""
    manager, places, version = User.objects.get(email=MANAGER), bodies(), entry["version"][number - 1]
    challenge = begin(entry, manager) if number == 1 else Challenge.objects.get(slug=entry["slug"])
    statement = write(challenge, number, version)
    comments.answer(statement, version)
    comments.comment(statement, version, places, manager)
    if published := version.get("published"):
        reach(challenge, entry, places, published)
        circulate(statement, version, places, manager)
        sign(statement, version, places, manager, until=published)
        publish(statement, manager, noon(published), say)


def go_on_signing(entry: Entry, number: int, say: Say) -> None:
    statement = Statement.objects.get(challenge__slug=entry["slug"], number=number)
    sign(statement, entry["version"][number - 1], bodies(), User.objects.get(email=MANAGER))
    for edition in statement.editions.filter(published_at__isnull=True):
        later.finish(edition, say)


def finish(entry: Entry) -> None:
    """What goes on today."""
    manager, places, challenge = User.objects.get(email=MANAGER), bodies(), Challenge.objects.get(slug=entry["slug"])
    reach(challenge, entry, places)
    later.go_on(challenge, manager)
    if "circulated" in entry:
        signing.circulate_next(challenge, entry["circulated"], places, manager)


def begin(entry: Entry, manager: User) -> Challenge:
    challenge = Challenge.objects.create(
        dialogue=dialogues()[entry["dialogue"]],
        slug=entry["slug"],
        category=Category.objects.get(slug=entry["category"]),
    )
    joined = sources(entry)
    ChallengeNeed.objects.bulk_create(
        ChallengeNeed(challenge=challenge, need=need, added_by=manager) for need in joined
    )
    begun = max(need.changed_at for need in joined)
    Challenge.objects.filter(pk=challenge.pk).update(created_at=begun)
    challenge.sources.update(added_at=begun)
    return challenge


def sources(entry: Entry) -> list[Need]:
    """The needs that are named, or the accepted ones of some bodies and categories."""
    known = needs()
    if "needs" in entry:
        return [known[key] for key in entry["needs"]]
    wanted = entry["need_filter"]
    places = bodies()
    return list(
        Need.objects.filter(
            pk__in=[need.pk for need in known.values()],
            dialogue__slug=entry["dialogue"],
            state=NeedState.ACCEPTED,
            municipality__in=[places[key] for key in wanted["bodies"]],
            category__slug__in=wanted["categories"],
        ).order_by("pk")
    )


def write(challenge: Challenge, number: int, version: Entry) -> Statement:
    """A clause is the one that `was` at a place of the version before; if it does not say, the one at its own place."""
    texts = translated(**{name: version[name] for name in ("title", "summary", "invitation")})
    before = challenge.statements.filter(number=number - 1).first()
    keys = {clause.position: clause.key for clause in before.clauses.all()} if before else {}
    statement = Statement.objects.create(challenge=challenge, number=number, revises=before, **texts)
    Clause.objects.bulk_create(
        Clause(
            statement=statement,
            position=position,
            key=keys.get(clause.get("was", position)) or uuid4(),
            kind=clause["kind"],
            change=clause.get("change", ""),
            target_year=clause.get("target_year"),
            target_share=clause.get("target_share"),
            **translated(text=clause["text"], target_scope=clause.get("target_scope", {})),
        )
        for position, clause in enumerate(version["clause"], start=1)
    )
    return statement


def circulate(statement: Statement, version: Entry, places: dict[str, Municipality], manager: User) -> None:
    """To the bodies behind the challenge and all who signed by the day of publication, which is the last to sign."""
    published = version["published"]
    signed = [row["body"] for row in version["signatures"] if row["on"] <= published]
    behind = bodies_of(statement.challenge).order_by().values_list("pk", flat=True)
    wanted = {places[key].pk for key in signed} | set(behind)
    circulating.circulate(
        statement,
        manager,
        circulating.may_be_asked(statement.challenge).filter(pk__in=wanted),
        deadline=datetime.combine(published, time(16), tzinfo=ZoneInfo(ZONE)),
        zone=ZONE,
        quorum=len(signed),
        at=noon(published - WEEKS_TO_SIGN),
    )


def said(intent: Entry) -> Entry:
    """What an entry says of the step, its notice and its award."""
    return {name: value for name, value in intent.items() if name != "body"}


def reach(challenge: Challenge, entry: Entry, places: dict[str, Municipality], until: date = date.max) -> None:
    """How far the bodies had come by a day: what a brief of that day may say."""
    Intent.objects.bulk_create(
        [
            Intent(challenge=challenge, municipality=places[intent["body"]], **said(intent))
            for intent in entry.get("intents", [])
            if intent["since"] <= until
        ],
        ignore_conflicts=True,
    )


def sign(
    statement: Statement, version: Entry, places: dict[str, Municipality], manager: User, until: date = date.max
) -> None:
    """The signatures given by a day; some bodies sign after publication."""
    given = set(statement.signatures.values_list("municipality", flat=True))
    for row in version["signatures"]:
        body = places[row["body"]]
        if body.pk in given or row["on"] > until:
            continue
        asking.ask(statement, [body], manager, noon(row["on"]))
        signatory = User.objects.filter(memberships__municipality=body, memberships__role="signatory").first()
        invitation = statement.signing_invitations.get(municipality=body)
        signatures.record(invitation, Word("en", mandate=row["mandate"]), signatory, noon(row["on"]))
    statement.refresh_from_db()


def publish(statement: Statement, manager: User, at: datetime, say: Say) -> None:
    """Make the six briefs, publish, all with the day of history."""
    releasing.release(statement, manager, at)
    later.render(statement.editions.get(), say)
    releasing.publish_if_ready(statement.pk, at)
    statement.refresh_from_db()
