"""How far a public buyer goes in a challenge: the one door to its step, and which challenges it may say that of."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from municipalities.handled import by_country
from municipalities.models import Municipality
from municipalities.rules import is_editor, is_member
from needs.enums import Decision, IntentStep, StatementState
from needs.market import WITH_NOTICE, notice_of, notice_told
from needs.models import Challenge, Intent, IntentChange, Signature, Statement
from needs.statements.bodies import bodies_of

SAY = "needs.say_intent"
OF_A_NOTICE = ("notice_number", "notice_url", "notice_on", "buyer_group")
OF_AN_AWARD = ("award_url", "awarded_on")
TELLING = (*StatementState.public(), StatementState.CIRCULATED, StatementState.AGREED, StatementState.RELEASING)


def challenges_of(body: Municipality, reader: Any) -> QuerySet[Challenge]:
    """Challenges that the body is in or may join, once there is something of them to read; with `own`, its step, and
    `told`, the versions that may be named to this reader."""
    told = told_of(body, reader)
    its_part = (
        Q(needs__municipality=body)
        | Q(statements__signing_invitations__municipality=body)
        | Q(statements__signatures__municipality=body)
        | Q(intents__municipality=body)
        | Q(published__isnull=False, dialogue__participations__municipality=body)
    )
    found = Challenge.objects.filter(its_part, statements__in=told).order_by().values("pk")
    own = Intent.objects.filter(municipality=body)
    return (
        Challenge.objects.filter(pk__in=found)
        .select_related("dialogue", "published")
        .prefetch_related(Prefetch("intents", own, to_attr="own"), Prefetch("statements", told, to_attr="told"))
        .order_by("-pk")
    )


def told_of(body: Municipality, reader: Any) -> QuerySet[Statement]:
    """Versions that there is something to read of, the newest first. Staff are told of what is not public only in the
    dialogues in which they handle the body."""
    told = Statement.objects.filter(state__in=TELLING).order_by("-number")
    if reader.is_superuser or is_member(reader, body):
        return told
    handled = reader.staff_roles.filter(country__in=["", body.country]).values("dialogue")
    return told.filter(Q(state__in=StatementState.public()) | Q(challenge__dialogue__in=handled))


def steps_of(challenge: Challenge) -> list[tuple[Municipality, Intent | None]]:
    """The bodies of a challenge and those that signed it besides, each with its step."""
    own = {intent.municipality_id: intent for intent in challenge.intents.all()}
    signed = Signature.objects.filter(statement__challenge=challenge).values("municipality")
    behind = Q(pk__in=bodies_of(challenge).order_by().values("pk")) | Q(pk__in=signed)
    found = Municipality.objects.filter(behind).order_by(*by_country())
    return [(body, own.get(body.pk)) for body in found]


def seen_of(intent: Intent | None) -> str:
    """What a form remembers of the step that it was filled in for."""
    return f"{intent.step}-{intent.trail.count()}" if intent and intent.pk else ""


def say(challenge: Challenge, body: Municipality, by: Any, *, seen: str, reason: str = "", **fields: Any) -> Intent:
    """The body stands on `step` since `since`, with its notice and award. Whoever says it for the body gives a reason.

    `seen` is what `seen_of` answered for the page. Raises Refused and PermissionDenied.
    """
    require(by, SAY, Intent(challenge=challenge, municipality=body))
    reason = reason.strip()
    if not reason and not is_editor(by, body):
        raise Refused(_("Write how you know this: you say it for somebody else."))
    with transaction.atomic():
        intent = held(challenge, body)
        if seen_of(intent) != seen:
            raise Refused(_("This was changed by somebody else meanwhile. Look at it as it is now."))
        if fields["step"] == IntentStep.SIGNED and not has_signed(challenge, body):
            raise Refused(
                _("%(body)s has not signed this challenge. Choose another step, or sign first.") % {"body": body}
            )
        before, notice = intent.step if intent.pk else "", notice_of(intent)
        for name, value in fitting(fields).items():
            setattr(intent, name, value)
        intent.save()
        IntentChange.objects.create(subject=intent, from_value=before, to_value=intent.step, actor=by, reason=reason)
        notice_told(intent, notice, by)
    return intent


def held(challenge: Challenge, body: Municipality) -> Intent:
    """The body's row under a lock that every other who says something of it waits for too."""
    Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    found = Intent.objects.filter(challenge=challenge, municipality=body).first()
    return found or Intent(challenge=challenge, municipality=body, since=timezone.localdate())


def signatures_in(challenge: Challenge) -> QuerySet[Signature]:
    """Those that stand under any of its versions that was not given up, and were not taken back under a later one."""
    return Signature.objects.held_to().filter(statement__challenge=challenge)


def has_signed(challenge: Challenge, body: Municipality) -> bool:
    """In a transaction; until it ends the signature is not taken back."""
    held = signatures_in(challenge).filter(municipality=body).select_for_update(of=("self",))
    return held.first() is not None


def step_back(challenge: Challenge) -> None:
    """Who said "signed" and has no signature any more that holds stands a step lower, as from today."""
    given = Signature.objects.filter(statement__challenge=challenge, decision=Decision.APPROVE)
    found = Intent.objects.filter(
        challenge=challenge, step=IntentStep.SIGNED, municipality__in=given.values("municipality")
    ).exclude(municipality__in=signatures_in(challenge).values("municipality"))
    for intent in found.select_for_update(of=("self",)):
        IntentChange.objects.create(subject=intent, from_value=intent.step, to_value=IntentStep.SHARES_NEED)
        intent.step, intent.since = IntentStep.SHARES_NEED, timezone.localdate()
        intent.save(update_fields=["step", "since"])


def fitting(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what does not belong to the step: a body that steps back has no notice."""
    step = fields["step"]
    gone: tuple[str, ...] = ()
    if step not in WITH_NOTICE:
        gone = OF_A_NOTICE
    if step != IntentStep.CONTRACT_AWARDED:
        gone += OF_AN_AWARD
    return {**fields, **{name: None if name.endswith("_on") else "" for name in gone}}
