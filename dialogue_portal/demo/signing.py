"""A version that is circulated while the demo is loaded, with some signatures, and one body that has not answered."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo.files import translated
from municipalities.models import Municipality
from needs.models import Challenge, Statement
from needs.signing import circulating, signatures
from needs.signing.signatures import Word
from needs.signing.versions import new_version
from needs.statements.changes import Revision, mark

Entry = dict[str, Any]
ZONE = "Europe/Oslo"


def circulate_next(challenge: Challenge, entry: Entry, places: dict[str, Municipality], manager: User) -> None:
    """The published version's text with one clause changed, through the doors that a manager uses."""
    draft = write(challenge, entry, manager)
    now = timezone.now()
    at = now - timedelta(days=entry["days_ago"])
    invited = {places[key].pk for key in [*entry["invited"], *(row["body"] for row in entry["signature"])]}
    circulating.circulate(
        draft,
        manager,
        circulating.may_be_asked(challenge).filter(pk__in=invited),
        deadline=end_of(now + timedelta(days=entry["days_left"])),
        zone=ZONE,
        at=at,
    )
    for row in entry["signature"]:
        answer(draft, row, places[row["body"]], now, entry["clause"])


def write(challenge: Challenge, entry: Entry, manager: User) -> Statement:
    draft = new_version(challenge, manager)
    clause = draft.clauses.get(position=entry["clause"])
    for name, text in translated(text=entry["text"]).items():
        setattr(clause, name, text)
    clause.target_year, clause.target_share = entry["target_year"], entry["target_share"]
    clause.save()
    fresh = Statement.objects.select_related("revises", "challenge__dialogue").get(pk=draft.pk)
    mark(fresh, {row.pair.key: entry["change"] for row in Revision(fresh).marked}, manager)
    return Statement.objects.get(pk=draft.pk)


def end_of(moment: datetime) -> datetime:
    return moment.replace(hour=14, minute=0, second=0, microsecond=0)


def answer(statement: Statement, row: Entry, body: Municipality, now: datetime, clause: int) -> None:
    content: dict[str, Any] = statement.content or {}
    key = content["clauses"][clause - 1]["key"]
    held = {key: row["reservation"]} if "reservation" in row else {}
    words = {name: row[name] for name in ("mandate", "subject_to") if name in row}
    word = Word(row.get("language", "en"), reservations=held, **words)
    signatory = User.objects.filter(memberships__municipality=body, memberships__role="signatory").first()
    invitation = statement.signing_invitations.get(municipality=body)
    signatures.record(invitation, word, signatory, now - timedelta(days=row["days_ago"]))
