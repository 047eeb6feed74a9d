"""What publishing tells the market, as entries of the ledger."""

from datetime import datetime
from typing import Any

from dialogues.enums import LedgerKind
from dialogues.ledger.recording import MANAGER, record
from needs.market import topics_of
from needs.models import Edition, Statement


def statement_published(statement: Statement, edition: Edition, at: datetime) -> None:
    """With its briefs in all languages."""
    share(LedgerKind.BRIEF_PUBLISHED, statement, edition, at, by=statement.released_by, role=MANAGER)


def edition_published(statement: Statement, edition: Edition, at: datetime) -> None:
    """The same text with another list of signatories: the portal's own doing."""
    share(LedgerKind.EDITION_PUBLISHED, statement, edition, at)


def share(kind: str, statement: Statement, edition: Edition, at: datetime, **by: Any) -> None:
    challenge = statement.challenge
    record(
        challenge.dialogue,
        kind,
        subject=statement,
        titles=statement.content["title"] if statement.content else {},
        page=("statement", [challenge.slug, statement.number]),
        topics=topics_of(challenge),
        files=[file_of(brief) for brief in edition.briefs.order_by("language")],
        languages=edition.briefs.values_list("language", flat=True),
        details={"version": statement.number, "edition": edition.number, "checksum": statement.content_hash},
        at=at,
        **by,
    )


def file_of(brief: Any) -> dict[str, Any]:
    return {
        "language": brief.language,
        "name": file_name(brief.statement.challenge.slug, brief.statement.number, brief.edition.number, brief.language),
        "size": brief.size,
        "sha256": brief.sha256,
        "stored": str(brief.file),
        "content_type": "application/pdf",
    }


def file_name(slug: str, number: int, edition: int, language: str | None) -> str:
    """What a brief is called where it is taken home."""
    part = f"-edition-{edition}" if edition > 1 else ""
    return f"{slug}-v{number}{part}-{language}.pdf"
