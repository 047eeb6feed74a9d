"""Writing an answer in every language, and the second person's check of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import localized_names
from core.workflow import Refused, WrongState, move
from needs.models import Statement
from needs.signing.versions import new_version
from suppliers.models import AnswerVersion, QuestionAnswer
from suppliers.models.answer import TEXTS
from suppliers.models.question import ANSWER
from suppliers.questions.bundling import lock_draft
from suppliers.questions.enums import VersionState

FIELDS = [*(name for field in TEXTS for name in localized_names(field)), "language", "changes_need"]


def write(version: AnswerVersion, values: dict[str, Any], by: Any) -> None:
    """Store texts of a draft that the caller holds (`lock_draft`). A change after the check asks for another."""
    require(by, ANSWER, version)
    changed = {name for name, value in values.items() if getattr(version, name) != value}
    if not changed:
        return
    for name in changed:
        setattr(version, name, values[name])
    version.written_by, version.written_at = by, Now()
    version.checked_by = version.checked_at = None
    version.save()


def check(answer: QuestionAnswer, by: Any, seen: str, at: datetime | None = None) -> None:
    """A second person has read all of it. `seen` is the moment of writing that stood on her page. Raises Refused.

    `at` is for history that is loaded, not lived.
    """
    with transaction.atomic():
        version = lock_draft(answer)
        if seen != stamp(version):
            raise WrongState(_("The answer was changed while you read it. Read it as it is now, and check it then."))
        if version.missing:
            raise Refused(in_words(version.missing))
        move(version, "check", by, log={"at": at} if at else None, checked_by=by, checked_at=at or Now())


def stamp(version: AnswerVersion) -> str:
    return version.written_at.isoformat() if version.written_at else ""


def in_words(missing: list[str]) -> str:
    names = ", ".join(name for code, name in settings.LANGUAGES if code in missing)
    return _("Question and answer are not written yet in: %(languages)s.") % {"languages": names}


def correct(answer: QuestionAnswer, by: Any) -> AnswerVersion:
    """Begin a corrected version with the texts as they are public; these stay until it is released. Raises Refused."""
    require(by, ANSWER, answer)
    with transaction.atomic():
        rows = list(AnswerVersion.objects.select_for_update(of=("self",)).filter(answer=answer).order_by("-number"))
        public = next((row for row in rows if row.state == VersionState.RELEASED), None)
        if public is None:
            raise WrongState(_("Only a released answer can be corrected."))
        if any(row.state in VersionState.open() for row in rows):
            raise WrongState(_("A correction of this answer is on its way already. Continue with that one."))
        values = {name: getattr(public, name) for name in FIELDS}
        said = {"number": rows[0].number + 1, "written_by": by, "zone": public.zone}
        return AnswerVersion.objects.create(answer=answer, **said, **values)


def begin_statement(answer: QuestionAnswer, by: Any) -> Statement:
    """The next version of the statement that the answer changes: a new draft, or the one that is there already."""
    require(by, ANSWER, answer)
    challenge = answer.challenge
    if challenge is None:
        raise Refused(_("The answer is about no single challenge, so there is no statement to change."))
    with transaction.atomic():
        latest = unpublished(challenge.statements.all()).first() or new_version(challenge, by)
        QuestionAnswer.objects.filter(pk=answer.pk).update(led_to=latest)
        answer.led_to = latest
    return latest


def unpublished(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    from needs.enums import StatementState

    return statements.filter(state=StatementState.DRAFT).order_by("-number")
