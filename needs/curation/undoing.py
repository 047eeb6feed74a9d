"""Taking an act of the desk back, as long as nobody outside was shown what came of it and nobody built on it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.permissions import require
from core.texts import localized_names
from core.workflow import Refused
from dialogues.enums import StaffRoleKind
from needs import workflow
from needs.curation import sources
from needs.curation.acts import refuse_unfit
from needs.curation.locks import circulated_since, hold, last_shown
from needs.enums import ActKind
from needs.models import Challenge, CurationAct, DemandLine, Need, NeedTransition, Statement
from needs.notifications import curation as notifications

ANSWERS = (ActKind.ACCEPT, ActKind.DECLINE)
CIRCULATED_SINCE = gettext_lazy(
    "A statement of the challenge was circulated since. Change its needs by hand, with a reason."
)


def readable_acts(user: Any) -> QuerySet[CurationAct]:
    """What was done in the dialogues that this person runs, and what she did herself."""
    if user.is_superuser:
        return CurationAct.objects.all()
    runs = user.staff_roles.filter(kind=StaffRoleKind.MANAGER).values("dialogue")
    return CurationAct.objects.filter(Q(dialogue__in=runs) | Q(actor=user))


def touched_by(act: CurationAct) -> set[int]:
    """Numbers of the challenges whose needs an act changed."""
    return {number for number, _need, _source in act.before.get("after", [])}


def standing(acts: Iterable[CurationAct]) -> set[int]:
    """Numbers of those acts that can not be undone any more, since others were shown what came of them."""
    acts = list(acts)
    shown = last_shown({number for act in acts for number in touched_by(act)})
    return {act.pk for act in acts if any(shown.get(number, act.at) > act.at for number in touched_by(act))}


@transaction.atomic
def undo(act: CurationAct, by: Any) -> None:
    """Make it what it was. Undone already is as good. Raises Refused, with the reason and what to do instead."""
    touched = touched_by(act)
    needs = hold(act.needs.all(), touched & set(Challenge.objects.filter(pk__in=touched).values_list("pk", flat=True)))
    act = CurationAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if act.undone_at:
        return
    if act.kind in ANSWERS:
        take_back(act, needs, by)
    else:
        put_back(act, touched, needs, by)
    act.undone_by, act.undone_at = by, timezone.now()
    act.save(update_fields=["undone_by", "undone_at"])
    notifications.undone(act, needs)


def take_back(act: CurationAct, needs: list[Need], by: Any) -> None:
    """Answered needs are submitted again."""
    steps = last_steps(needs)
    for need in needs:
        if steps[str(need.pk)] != act.before["steps"][str(need.pk)]:
            raise Refused(
                _("“%(need)s” was changed since (it is now: %(state)s), so this can not be undone.")
                % {"need": need, "state": need.get_state_display()}
            )
    workflow.reopen_all(needs, by)


def last_steps(needs: Iterable[Need]) -> dict[str, int]:
    """The number of each need's last step in its trail, by the need's number as JSON has it."""
    steps = NeedTransition.objects.filter(subject__in=needs).order_by().values_list("subject").annotate(Max("pk"))
    return {str(need): step for need, step in steps}


def put_back(act: CurationAct, touched: set[int], needs: list[Need], by: Any) -> None:
    """Sources are as before."""
    there = list(Challenge.objects.filter(pk__in=touched))
    for challenge in there:
        require(by, "needs.manage_challenge", challenge)
    if len(there) < len(touched):
        raise Refused(_("The challenge is not there any more, so this can not be undone."))
    if circulated_since(touched, act.at):
        raise Refused(str(CIRCULATED_SINCE))
    now = sources.picture((challenge, need) for challenge, need, _source in act.before["after"])
    if not sources.same(now, act.before["after"]):
        raise Refused(_("Somebody changed the same needs in the challenge since. Undo what came later first."))
    if act.kind == ActKind.JOIN:
        unmake(there[0], act)
    else:
        refuse_changed_state(act, there, needs)
        refuse_lost_demand(act)
        sources.restore(act.before["sources"])


def refuse_changed_state(act: CurationAct, challenges: list[Challenge], needs: list[Need]) -> None:
    """A need may have been returned, reopened or withdrawn since it was in a challenge."""
    for challenge in challenges:
        back = {need for number, need, source in act.before["sources"] if source and number == challenge.pk}
        refuse_unfit([need for need in needs if need.pk in back], challenge)


def refuse_lost_demand(act: CurationAct) -> None:
    """The challenges together would have more of a line than there is of it now."""
    wanted: sources.Parts = {}
    for _challenge, _need, source in act.before["sources"]:
        wanted = sources.together(wanted, sources.parts_as_kept(source["parts"]) if source else {})
    lines = dict(DemandLine.objects.filter(pk__in=wanted).values_list("pk", "quantity"))
    if any(quantity > lines.get(line, 0) for line, quantity in wanted.items()):
        raise Refused(_("The need’s demand was changed since, so this can not be undone."))


def unmake(challenge: Challenge, act: CurationAct) -> None:
    """A challenge that was made by joining goes, if nothing was written in it."""
    if challenge.sources.count() > len(act.before["after"]):
        raise Refused(_("Other needs were added to the challenge since. Remove them first, or undo that."))
    if is_written(challenge, act):
        raise Refused(_("Something was written in the challenge since. Remove its needs instead, with a reason."))
    challenge.sources.all().delete()
    challenge.statements.all().delete()
    challenge.delete()


def is_written(challenge: Challenge, act: CurationAct) -> bool:
    statements = list(challenge.statements.all())
    joined = act.before["joined"]
    return (
        len(statements) != 1
        or texts(statements[0]) != [f"title_{joined['language']}", joined["title"]]
        or statements[0].clauses.exists()
        or statements[0].comments.exists()
        or statements[0].trail.exists()
        or challenge.intents.exists()
    )


def texts(statement: Statement) -> list[str]:
    """Names and contents of all that is written in a statement's own fields."""
    fields = [name for field in ("title", "summary", "invitation") for name in localized_names(field)]
    return [part for name in fields if getattr(statement, name) for part in (name, getattr(statement, name))]
