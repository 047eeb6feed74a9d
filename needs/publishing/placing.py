"""Published briefs as plain files: at the same path as their address, under PUBLIC_FILES_ROOT, for nginx to serve.

Nothing is there that is not public. What is missing, such as after a lost volume, is placed again by the periodic
task; the portal itself answers meanwhile.
"""

import logging
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils._os import safe_join

from core.stored import Missing, opened, set_time
from needs.enums import BriefState, StatementState
from needs.models import Brief

logger = logging.getLogger(__name__)


def public_briefs() -> QuerySet[Brief]:
    """What everybody may download."""
    return Brief.objects.filter(
        state=BriefState.READY,
        edition__published_at__isnull=False,
        statement__state__in=StatementState.public(),
    )


def path_of(slug: str, number: int, edition: int, language: str) -> str:
    """The path of a brief's address, without the first slash."""
    return f"{language}/challenges/{slug}/v{number}/{f'edition-{edition}/' if edition > 1 else ''}brief.pdf"


def place_of(brief: Brief) -> Path:
    statement = brief.statement
    path = path_of(statement.challenge.slug, statement.number, brief.edition.number, brief.language)
    return Path(safe_join(settings.PUBLIC_FILES_ROOT, path))


def place_edition(edition_id: int) -> None:
    place_all(public_briefs().filter(edition=edition_id))


def place_missing() -> int:
    return place_all(public_briefs())


def place_all(briefs: QuerySet[Brief]) -> int:
    """Place those that are not there; one that cannot be placed keeps no other from it. Returns how many were."""
    return sum(placed(brief) for brief in missing(briefs))


def missing(briefs: QuerySet[Brief]) -> Iterable[Brief]:
    for brief in briefs.select_related("statement__challenge", "edition"):
        with suppress(FileNotFoundError):
            if is_there(place_of(brief), brief):
                continue
        yield brief


def is_there(place: Path, brief: Brief) -> bool:
    """As long as it should be, and with the time that its ETag is made of: a copy from elsewhere may have lost it."""
    found, made_at = place.stat(), brief.rendered_at
    return (found.st_size, int(found.st_mtime)) == (brief.size, int(made_at.timestamp()) if made_at else 0)


def placed(brief: Brief) -> bool:
    try:
        place(brief)
    except (Missing, OSError):
        logger.exception("Brief %s (%s) could not be placed for download", brief.pk, brief.file)
        return False
    return True


def place(brief: Brief) -> None:
    """At its path all at once: nobody ever meets half a file. Raises Missing or OSError."""
    place = place_of(brief)
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=".placing-", delete=False) as aside:
        name = Path(aside.name)
    try:
        bring(str(brief.file), name)
        if name.stat().st_size != brief.size:
            raise Missing(f"{brief.file} is not as long as it was")
        name.chmod(0o644)
        set_time(name, brief.rendered_at)  # nginx makes its ETag of time and size: the same as the portal's
        name.replace(place)
    finally:
        name.unlink(missing_ok=True)


def bring(stored: str, name: Path) -> None:
    """A second name for the file where that can be, or else a copy."""
    with suppress(OSError, NotImplementedError):
        source = default_storage.path(stored)
        name.unlink()
        os.link(source, name)
        return
    with opened(stored) as file, name.open("wb") as copy:
        shutil.copyfileobj(file, copy)
