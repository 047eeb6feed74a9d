"""What does not fit of statements, signatures and briefs.

The database refuses changes by itself (migration 0005); the audit finds what was changed past it, or on the storage.
"""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from core.audit import of_file
from core.canonical import checksum
from core.storage import private_files
from core.texts import texts
from needs.models import Brief, Edition, Receipt, Reservation, Signature, Statement
from needs.publishing.editions import content_of


def findings() -> Iterator[str]:
    """A sentence, in English for the operator, for each thing that does not fit."""
    yield from of_statements()
    yield from of_signatures()
    yield from of_editions()
    yield from of_files()


def of_statements() -> Iterator[str]:
    frozen = Statement.objects.exclude(content=None).select_related("challenge").prefetch_related("clauses")
    for statement in frozen.iterator(chunk_size=100):
        content: dict[str, Any] = statement.content or {}
        name = f"statement {statement.challenge.slug} v{statement.number}"
        if checksum(content) != statement.content_hash:
            yield f"{name}: the content does not have the checksum {statement.content_hash}"
        if statement.number != content["number"] or texts(statement, "title") != content["title"]:
            yield f"{name}: number or title are not those of the frozen content"
        written = [(clause.position, texts(clause, "text")) for clause in statement.clauses.all()]
        if written != [(clause["number"], clause["text"]) for clause in content["clauses"]]:
            yield f"{name}: its clauses are not those of the frozen content"


def of_signatures() -> Iterator[str]:
    rows = Signature.objects.select_related("statement", "carried_from", "municipality")
    for signature in rows.iterator(chunk_size=500):
        source = signature.carried_from
        expected = source.content_hash if source else signature.statement.content_hash
        if signature.content_hash != expected:
            yield f"signature {signature.pk} of {signature.municipality}: it is under another text than its statement's"
    for held in Reservation.objects.select_related("signature__statement").iterator(chunk_size=500):
        content: dict[str, Any] = held.signature.statement.content or {"clauses": []}
        numbers = {clause.get("key"): clause["number"] for clause in content["clauses"]}
        if numbers.get(str(held.clause_key)) != held.clause_number:
            yield f"reservation {held.pk}: it is on no clause of its statement"


def of_editions() -> Iterator[str]:
    for edition in Edition.objects.select_related("statement").iterator(chunk_size=100):
        if checksum(content_of(edition)) != edition.content_hash:
            yield f"edition {edition.pk}: the list does not have the checksum {edition.content_hash}"


def of_files() -> Iterator[str]:
    for brief in Brief.objects.exclude(file="").iterator(chunk_size=500):
        yield from of_file(f"brief {brief.pk}", default_storage, str(brief.file), brief.sha256)
    for receipt in Receipt.objects.exclude(file="").iterator(chunk_size=500):
        yield from of_file(f"receipt {receipt.pk}", private_files(), str(receipt.file), receipt.sha256)
