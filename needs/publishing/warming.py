"""A worker's first brief is as quick as its second: each process makes a sample before its first job (ADR 13)."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from core import pdf
from core.enums import Country
from core.languages import CODES
from needs.enums import ClauseKind
from needs.models import Edition, Statement
from needs.publishing.briefs import STYLESHEET, brief_page
from needs.statements.document import Document

LETTERS = "Abcdefghijklmnopqrstuvwxyz ÅÄÖÆØÁÐÉÍÓÚÝÞ åäöæøáðéíóúýþ čđŋšŧž 0123456789 **bold**"
TEXT = dict.fromkeys(CODES, LETTERS)
SAMPLE: dict[str, Any] = {
    "challenge": "sample",
    "number": 2,
    "dialogue": {
        "slug": "sample",
        "title": TEXT,
        "milestones": [{"title": TEXT, "on": "2020-03-26", "precision": "day"}],
        "contacts": [{"role": TEXT, "organisation": LETTERS, "email": "sample@example.org"}],
    },
    "category": TEXT,
    "title": TEXT,
    "summary": TEXT,
    "invitation": TEXT,
    "clauses": [
        {
            "number": number,
            "key": str(number),
            "kind": kind.value,
            "text": TEXT,
            "target_year": 2025,
            "target_share": 50,
            "target_scope": TEXT,
        }
        for number, kind in enumerate(ClauseKind, start=1)
    ],
    "bodies": [{"official_name": LETTERS, "name": {}, "country": Country.NORWAY.value, "kind": "municipality"}],
    "inhabitants": 1000,
    "demand": [
        {"unit": "sample", "name": TEXT, "years": [{"year": 2021, "quantity": "1", "bodies": 3}], "total": "1"},
    ],
    "calendar": [{"year": 2021, "quarter": 1, "bodies": 3}],
    "illustrative": True,
    "changes": {"since": 1, "changed": [1], "added": [], "moved": [], "removed": 0},
}
SIGNATORY: dict[str, Any] = {
    **SAMPLE["bodies"][0],
    "has_need": True,
    "signed_on": "2020-11-01",
    "carried_from": 1,
    "subject_to": LETTERS,
    "reservations": [{"clause": 1, "language": "nb", "text": LETTERS}],
    "step": "notice_published",
    "since": "2020-11-01",
    "notice": {
        "number": "1",
        "url": "https://example.org/",
        "on": "2020-11-01",
        "buyer_group": LETTERS,
        "award_url": "",
        "awarded_on": None,
    },
}


def warm_up() -> None:
    """Makes a sample brief, without a database: templates and catalogues of every language, fonts, stylesheet."""
    now = timezone.now()
    statement = Statement(number=2, content=SAMPLE, content_hash="0" * 64, released_at=now)
    edition = Edition(number=2, dated_on=now.date(), supporters={"bodies": [SIGNATORY], "inhabitants": 1000})
    pages = {}
    for language in TEXT:
        with translation.override(language):
            pages[language] = brief_page(Document(statement, language), edition)
    pdf.render(pages[settings.LANGUAGE_CODE], stylesheet=STYLESHEET, language=settings.LANGUAGE_CODE)
