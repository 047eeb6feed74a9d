"""Challenges as they are after publishing, without a worker."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.pdf import Pdf
from municipalities.enums import MembershipRole
from municipalities.models import Municipality
from needs.enums import BriefState, ClauseChange
from needs.models import Brief, Challenge, Statement
from needs.publishing.releasing import publish_if_ready, release
from needs.publishing.rendering import render
from needs.signing.circulating import circulate
from needs.signing.signatures import Word, sign
from needs.statements.changes import Revision, mark
from tests.factories import (
    ContactFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
)

PUBLISHED_AT = datetime(2020, 11, 13, 9, tzinfo=UTC)


def which_it_is(brief: Brief) -> bytes:
    return f"%PDF of version {brief.statement.number} in {brief.language}".encode()


def publish(
    statement: Statement, at: datetime = PUBLISHED_AT, file_of: Callable[[Brief], bytes] = which_it_is
) -> Statement:
    """Through the doors that the portal itself uses; each brief's file says which it is, if it is none of its own."""
    manager = StaffRoleFactory(dialogue=statement.challenge.dialogue).user
    mark_all(statement, ClauseChange.MATERIAL, manager)
    agree(statement, manager)
    release(statement, manager)
    for brief in statement.briefs.all():
        made(brief, file_of(brief))
    assert publish_if_ready(statement.pk, at)
    statement.refresh_from_db()
    return statement


def mark_all(statement: Statement, change: str, by: Any) -> None:
    """Every clause that is new, changed or gone is marked so."""
    statement = Statement.objects.get(pk=statement.pk)
    mark(statement, {row.pair.key: change for row in Revision(statement).marked}, by)


def printed(brief_id: int) -> bool:
    """As a worker makes a brief that is owed, but for the press, which takes long: its file says which it is."""
    return render(
        brief_id, make=lambda statement, language, _edition: Pdf(f"%PDF of {statement} in {language}".encode(), 4)
    )


def made(brief: Brief, data: bytes) -> None:
    """As a worker hands it in."""
    slug, number = brief.statement.challenge.slug, brief.statement.number
    brief.file.save(f"{slug}-{number}-{brief.language}.pdf", ContentFile(data), False)
    brief.state, brief.size, brief.pages = BriefState.READY, len(data), 4
    brief.sha256, brief.rendered_at = hashlib.sha256(data).hexdigest(), PUBLISHED_AT
    brief.save()


def agree(statement: Statement, manager: Any, *signing: Municipality) -> None:
    """Circulated to the bodies of the needs, and signed by these, or by the first of them."""
    bodies = list(Municipality.objects.filter(needs__uses__challenge=statement.challenge_id).distinct())
    signers = signing or bodies[:1]
    deadline = timezone.now() + timedelta(days=21)
    asked = {"deadline": deadline, "zone": "Europe/Oslo", "quorum": len(signers)}
    circulate(statement, manager, [*bodies, *(body for body in signers if body not in bodies)], **asked)
    for body in signers:
        person = MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY).user
        invitation = statement.signing_invitations.get(municipality=body)
        sign(invitation, Word("en"), person, seen=statement.content_hash)
    statement.refresh_from_db()


def published_statement(bodies: int = 3, at: datetime = PUBLISHED_AT, **fields: Any) -> Statement:
    """Of a new challenge with a need of each of so many bodies. `fields` are the statement's or `challenge__…`."""
    statement = StatementFactory(**fields)
    challenge = statement.challenge
    if not challenge.dialogue.contacts.exists():
        ContactFactory(dialogue=challenge.dialogue)
    for _body in range(bodies):
        add_need(challenge)
    return publish(statement, at)


def add_need(challenge: Challenge, **fields: Any) -> None:
    municipality = fields.pop("municipality", None) or MunicipalityFactory()
    challenge.needs.add(NeedFactory(dialogue=challenge.dialogue, municipality=municipality, **fields))
