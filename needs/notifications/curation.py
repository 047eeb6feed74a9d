"""What a municipality is told of what became of its needs at the desk: one mail for each act."""

from itertools import groupby
from typing import Any

from django.utils import translation

from accounts.models import User
from core.mail import Message, address
from core.texts import text_of
from municipalities.models import Membership
from municipalities.rules import EDITORS
from needs.curation.telling import deed
from needs.enums import ActKind
from needs.models import CurationAct, Need
from needs.notifications import intake

DONE = Message("needs/mail/needs_curated")
UNDONE = Message("needs/mail/needs_curation_undone")


def done(act: CurationAct, needs: list[Need]) -> None:
    for of_body in by_body(needs):
        if len(of_body) == 1 and act.kind == ActKind.ACCEPT:
            intake.accepted(of_body[0], act.actor)
        elif len(of_body) == 1 and act.kind == ActKind.DECLINE:
            intake.declined(of_body[0], act.actor, act.reason)
        else:
            tell(DONE, act, of_body, act.actor)


def undone(act: CurationAct, needs: list[Need]) -> None:
    for of_body in by_body(needs):
        tell(UNDONE, act, of_body, act.undone_by)


def by_body(needs: list[Need]) -> list[list[Need]]:
    ordered = sorted(needs, key=lambda need: (need.municipality_id, need.pk))
    return [list(group) for _body, group in groupby(ordered, key=lambda need: need.municipality_id)]


def tell(message: Message, act: CurationAct, needs: list[Need], by: Any) -> None:
    for membership in writers(needs[0], by):
        person = membership.user
        with translation.override(person.language):
            own = [(str(text_of(need, "title")), link(need, person)) for need in needs]
            said = deed(of_these(act, len(needs)))
        about: dict[str, Any] = {"person": person, "body": needs[0].municipality, "own": own}
        message.send(person.email, person.language, act, by=by, act=act, deed=said, **about)


def writers(need: Need, by: Any) -> list[Membership]:
    members = Membership.objects.filter(
        municipality=need.municipality_id, role__in=EDITORS, user__is_active=True
    ).exclude(user=by)
    return list(members.select_related("user").order_by("user"))


def link(need: Need, person: User) -> str:
    return address("workspace-need", need.pk, language=person.language)


def of_these(act: CurationAct, count: int) -> CurationAct:
    """The act as one body sees it: how many needs others had in it is not its business."""
    return CurationAct(kind=act.kind, title=act.title, before={"count": count, "other": act.before.get("other", "")})
