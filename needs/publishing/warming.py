"""A worker's first brief is as quick as its second: each process makes a sample before its first job (ADR 13)."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from core import pdf
from core.enums import Country
from needs.enums import ClauseKind
from needs.models import Statement
from needs.publishing.briefs import STYLESHEET, Supporter, brief_page
from needs.statements.document import Document

LETTERS = "Abcdefghijklmnopqrstuvwxyz ÅÄÖÆØÁÐÉÍÓÚÝÞ åäöæøáðéíóúýþ čđŋšŧž 0123456789 **bold**"
TEXT = {code: LETTERS for code, _name in settings.LANGUAGES}
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


def warm_up() -> None:
    """Makes a sample brief, without a database: templates and catalogues of every language, fonts, stylesheet."""
    now = timezone.now()
    statement = Statement(number=2, content=SAMPLE, content_hash="0" * 64, released_at=now)
    behind = [Supporter(LETTERS, Country.NORWAY, now.date(), LETTERS)]
    pages = {}
    for language in TEXT:
        with translation.override(language):
            pages[language] = brief_page(Document(statement, language), behind)
    pdf.render(pages[settings.LANGUAGE_CODE], stylesheet=STYLESHEET, language=settings.LANGUAGE_CODE)
