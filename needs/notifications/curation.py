"""What a municipality is told of what became of its needs at the desk: one mail for each act."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from accounts.models import User
from core.mail import Message, address, post
from core.models import Mail
from core.texts import text_of
from municipalities.models import Membership
from municipalities.rules import EDITORS
from needs.curation.telling import deed
from needs.enums import ActKind
from needs.models import CurationAct, Need
from needs.notifications import intake

DONE = Message("needs/mail/needs_curated")
UNDONE = Message("needs/mail/needs_curation_undone")
ANSWERS = {ActKind.ACCEPT: intake.ACCEPTED, ActKind.DECLINE: intake.DECLINED}


def done(act: CurationAct, needs: list[Need]) -> None:
    post(letter(DONE, act, person, own, act.actor) for person, own in readers(needs, act.actor))


def undone(act: CurationAct, needs: list[Need]) -> None:
    post(letter(UNDONE, act, person, own, act.undone_by) for person, own in readers(needs, act.undone_by))


def readers(needs: list[Need], by: Any) -> Iterator[tuple[User, list[Need]]]:
    """Who writes for a body, or for what it has become a part of, with the body's needs.

    In one query: an act may be about needs of fifty bodies.
    """
    of_body: dict[int, list[Need]] = {}
    read_in: dict[int, set[int]] = {}  # by body, whose needs its people hear of
    for need in sorted(needs, key=lambda need: need.pk):
        of_body.setdefault(need.municipality_id, []).append(need)
        for body in need.municipality.line:
            read_in.setdefault(body.pk, set()).add(need.municipality_id)
    members = Membership.objects.filter(municipality__in=read_in, role__in=EDITORS, user__is_active=True)
    in_order = members.exclude(user=by).select_related("user").order_by("municipality", "user")
    told = dict.fromkeys((member.user, own) for member in in_order for own in sorted(read_in[member.municipality_id]))
    for person, own in told:
        yield person, of_body[own]


def letter(message: Message, act: CurationAct, person: User, needs: list[Need], by: Any) -> Mail:
    """To one of a body's people. A single need that was answered is told of as if it had been answered on its page."""
    if message is DONE and len(needs) == 1 and act.kind in ANSWERS:
        return intake.letter(ANSWERS[ActKind(act.kind)], person, needs[0], by, reason=act.reason)
    with translation.override(person.language):
        own = [(str(text_of(need, "title")), link(need, person)) for need in needs]
        said = deed(of_these(act, len(needs)))
    about: dict[str, Any] = {"person": person, "body": needs[0].municipality, "own": own}
    return message.write(person.email, person.language, act, by=by, act=act, deed=said, **about)


def link(need: Need, person: User) -> str:
    return address("workspace-need", need.pk, language=person.language)


def of_these(act: CurationAct, count: int) -> CurationAct:
    """The act as one body sees it: how many needs others had in it is not its business."""
    return CurationAct(kind=act.kind, title=act.title, before={**act.before, "count": count})
