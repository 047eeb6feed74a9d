"""The texts of a synthesis: begun, written together, published at one moment in all languages, corrected, given up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.merging import Values, marks
from core.permissions import require
from core.texts import texts
from core.workflow import Refused, WrongState, move
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.ledger.topics import topic
from needs.models import Challenge, Statement
from needs.publishing.sharing import topics_of
from needs.signing.versions import new_version
from suppliers.models import InformationRequest, Synthesis, SynthesisVersion
from suppliers.models.synthesis import WRITE
from suppliers.reading.opening import is_over
from suppliers.requests.writing import lock
from suppliers.synthesis.checking import NotReady, all_fields, problems
from suppliers.synthesis.enums import SynthesisState

ROLE = "programme manager"


def begin(request: InformationRequest, challenge: Challenge | None, by: Any) -> Synthesis:
    """The synthesis of the request for the challenge, or for all of the dialogue; the one that there is already."""
    require(by, WRITE, request)
    if not is_over(request):
        raise Refused(_("Answers are read after the deadline. Begin the synthesis then."))
    try:
        with transaction.atomic():
            made = Synthesis.objects.create(dialogue=request.dialogue, request=request, challenge=challenge, made_by=by)
            SynthesisVersion.objects.create(synthesis=made, number=1, written_by=by)
            return made
    except IntegrityError:
        return Synthesis.objects.get(request=request, challenge=challenge)


@contextmanager
def open_draft(synthesis: Synthesis, by: Any) -> Iterator[SynthesisVersion]:
    """The draft, locked, so that nobody writes it while somebody publishes it. Raises WrongState if there is none."""
    require(by, WRITE, synthesis)
    with transaction.atomic():
        rows = SynthesisVersion.objects.select_for_update(of=("self",)).select_related("synthesis__dialogue")
        draft = rows.filter(synthesis=synthesis, state=SynthesisState.DRAFT).first()
        if draft is None:
            raise WrongState(_("This text is published, or given up. Correct it with a new version."))
        yield draft


def write(draft: SynthesisVersion, values: Values, by: Any) -> None:
    """Within `open_draft`."""
    for name, value in values.items():
        setattr(draft, name, value)
    draft.written_by, draft.written_at = by, timezone.now()
    draft.save()


def seen_of(version: SynthesisVersion) -> str:
    """Marks of all texts: whoever publishes says with them which words she means."""
    return marks({name: getattr(version, name) for name in all_fields()})


def publish(synthesis: Synthesis, seen: str, by: Any, at: datetime | None = None) -> SynthesisVersion:
    """All languages at one moment, with its entry in the ledger.

    Raises NotReady, and Refused if it was changed or the request's answers are not read any more.
    """
    with open_draft(synthesis, by) as draft:
        lock_read(synthesis.request)
        if seen != seen_of(draft):
            raise Refused(_("Somebody changed the text meanwhile. Read it as it is now, then publish it."))
        if found := problems(draft):
            raise NotReady(found)
        now = at or timezone.now()
        before = synthesis.versions.filter(state=SynthesisState.PUBLISHED).first()
        if before:
            move(before, "supersede", None)
        move(draft, "publish", by, log={"at": now}, published_by=by, published_at=now)
        Synthesis.objects.filter(pk=synthesis.pk, published_at__isnull=True).update(published_at=now)
        share(draft, by, corrects=before)
    synthesis.refresh_from_db()
    return draft


def lock_read(request: InformationRequest) -> None:
    """The request, held until the transaction ends. Raises Refused where nobody reads its answers now."""
    locked = lock(request)
    if locked.is_withdrawn:
        raise Refused(_("The request is withdrawn, and nobody reads its answers. Nothing more is published of them."))
    if not is_over(locked):
        raise Refused(
            _("The request takes answers again. Nothing more is published of them before its new deadline has passed.")
        )


def share(version: SynthesisVersion, by: Any, corrects: SynthesisVersion | None) -> None:
    synthesis = version.synthesis
    found = [topic(synthesis.request), *(topics_of(synthesis.challenge) if synthesis.challenge else [])]
    record(
        synthesis.dialogue,
        LedgerKind.SYNTHESIS,
        subject=synthesis,
        titles=texts(version, "title"),
        page=("synthesis", [synthesis.dialogue.slug, synthesis.key]),
        topics=found,
        by=by,
        role=ROLE,
        details={"version": version.number, "corrects": corrects.number if corrects else None},
        at=version.published_at,
    )


def correct(synthesis: Synthesis, by: Any) -> SynthesisVersion:
    """A new draft with the texts that are public, or the draft that there is. The public ones stay until it is out.

    Raises Refused where nobody reads the answers now.
    """
    require(by, WRITE, synthesis)
    with transaction.atomic():
        lock_read(synthesis.request)
        Synthesis.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
        versions = list(synthesis.versions.order_by("-number"))
        draft = next((row for row in versions if row.is_draft), None)
        if draft:
            return draft
        old = next((row for row in versions if row.state == SynthesisState.PUBLISHED), versions[0])
        said = {name: getattr(old, name) for name in all_fields()}
        return SynthesisVersion.objects.create(
            synthesis=synthesis, number=versions[0].number + 1, written_by=by, **said
        )


def discard(synthesis: Synthesis, by: Any) -> None:
    with open_draft(synthesis, by) as draft:
        move(draft, "discard", by)


def begin_statement(synthesis: Synthesis, by: Any) -> Statement:
    """The next version of the challenge's statement, which the synthesis led to. Raises Refused."""
    require(by, WRITE, synthesis)
    if synthesis.challenge is None:
        raise Refused(_("This synthesis is of the whole dialogue. Begin a new version at the challenge itself."))
    with transaction.atomic():
        locked = Synthesis.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
        if locked.led_to_id:
            raise Refused(_("A version was begun from this synthesis already."))
        statement = new_version(synthesis.challenge, by)
        Synthesis.objects.filter(pk=synthesis.pk).update(led_to=statement)
    synthesis.refresh_from_db()
    return statement
