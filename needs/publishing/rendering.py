"""Making a brief that is owed: take it, render it, hand it in, or write down why not."""

import logging
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils import timezone

from core import stored
from core.pdf import Pdf, RenderFailed
from needs.models import Brief, Edition, Statement
from needs.publishing.briefs import render_brief
from needs.publishing.owed import claim, fail, hand_in

Maker = Callable[[Statement, str, Edition], Pdf]
logger = logging.getLogger(__name__)


def render(brief_id: int, make: Maker = render_brief) -> bool:
    """Make one brief, if it is owed. True if it was this call that handed it in.

    `make` is asked for the PDF of a statement, in a language, of an edition.
    A failure is written to the row for the manager to read; the database's own failures are raised.
    """
    brief = claim(brief_id)
    if brief is None:
        return False
    try:
        pdf = make(brief.statement, brief.language, brief.edition)
        made_at = timezone.now()
        name = stored.keep(file_name(brief, pdf.sha256), pdf.data, made_at)
    except DatabaseError:
        raise
    except RenderFailed as failure:
        fail(brief, str(failure))
        return False
    except Exception as error:
        logger.exception("Brief %s could not be made", brief.pk)
        fail(brief, f"{type(error).__name__}: {error}")
        return False
    made = {"file": name, "size": len(pdf.data), "pages": pdf.pages, "sha256": pdf.sha256, "rendered_at": made_at}
    handed_in = hand_in(brief, **made)
    if not handed_in:
        default_storage.delete(name)
    return handed_in


def file_name(brief: Brief, sha256: str) -> str:
    statement = brief.statement
    folder = f"briefs/{statement.challenge.slug}/v{statement.number}"
    edition = "" if brief.edition.is_first else f"edition-{brief.edition.number}/"
    return f"{folder}/{edition}{brief.language}-{sha256[:16]}.pdf"
