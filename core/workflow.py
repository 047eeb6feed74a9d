"""Workflows as tables: who may move a thing from which states to which, and the trail it leaves.

A workflow is a tuple of `Transition` rows on the model (`TRANSITIONS`); the model's trail is a subclass
of `TransitionLog` with a foreign key `subject` whose related name is `trail`.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.permissions import require


@dataclass(frozen=True)
class Transition:
    """One row of a workflow. `permission` is the name in rules.py, or None where only the portal itself acts."""

    action: str
    sources: tuple[str, ...]
    target: str
    permission: str | None


class Refused(Exception):
    """Something cannot be done now; the message says why and what to do, in the reader's language."""


class WrongState(Refused):
    """The thing is not, or no longer, in a state from which the action leads."""


class TransitionLog(models.Model):
    """One step of a workflow: who, when, from what to what, and why. Written once, never changed."""

    action = models.CharField(_("action"), max_length=40)
    from_state = models.CharField(_("from"), max_length=20)
    to_state = models.CharField(_("to"), max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.from_state} → {self.to_state}"


class Change(models.Model):
    """One change of a value that is no workflow (a role): from what to what, by whom, when, why. Written once."""

    from_value = models.CharField(_("from"), max_length=20, blank=True)
    to_value = models.CharField(_("to"), max_length=20, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_value} → {self.to_value}"


def step(subject: models.Model, action: str) -> Transition:
    """The row of the subject's workflow for this action. KeyError if it has none."""
    return {row.action: row for row in subject.TRANSITIONS}[action]  # type: ignore[attr-defined]


def move(
    subject: Any, action: str, actor: Any, *, reason: str = "", log: dict[str, Any] | None = None, **fields: Any
) -> None:
    """The one door to a state: check permission and state, write the state and `fields`, log; all or nothing.

    `log` has what the subject's trail keeps beyond the columns that every trail has.

    The state is changed by one conditional update, so of two who act at once one gets `WrongState`.
    Raises PermissionDenied where the actor may not do this at all.
    """
    row = step(subject, action)
    if row.permission:
        require(actor, row.permission, subject)
    before = subject.state
    with transaction.atomic():
        changed = type(subject)._base_manager.filter(pk=subject.pk, state=before, state__in=row.sources)
        if not changed.update(state=row.target, **fields):
            raise WrongState(gettext("This was changed by somebody else meanwhile. Look at it as it is now."))
        said = {"actor": actor, "reason": reason, **(log or {})}
        subject.trail.create(action=action, from_state=before, to_state=row.target, **said)
    for name, value in {"state": row.target, **fields}.items():
        setattr(subject, name, value)


def move_all(
    subjects: Iterable[Any],
    action: str,
    actor: Any,
    *,
    alike: Callable[[Any], Hashable] = lambda subject: subject.pk,
    reason: str = "",
    **fields: Any,
) -> list[Any]:
    """`move` for many things of one kind, all or none, by as few commands to the database for a thousand as for two.

    `alike` answers all that the permission's rule looks at in a thing: of those that are alike it is asked once.
    Answers the new rows of the trails. Of things that somebody else changed meanwhile WrongState has the names.
    """
    subjects = list(subjects)
    if not subjects:
        return []
    row = step(subjects[0], action)
    if row.permission:
        for subject in {alike(subject): subject for subject in subjects}.values():
            require(actor, row.permission, subject)
    try:
        with transaction.atomic():
            change_all(subjects, row, fields)
            trail = write_all(subjects, row, actor=actor, reason=reason)
    except WrongState:
        raise WrongState(changed_meanwhile(subjects, row)) from None
    for subject in subjects:
        for name, value in {"state": row.target, **fields}.items():
            setattr(subject, name, value)
    return trail


def change_all(subjects: list[Any], row: Transition, fields: dict[str, Any]) -> None:
    numbers: dict[str, list[Any]] = {subject.state: [] for subject in subjects}
    for subject in subjects:
        numbers[subject.state].append(subject.pk)
    as_seen = reduce(or_, (Q(state=state, pk__in=those) for state, those in numbers.items()))
    there = type(subjects[0])._base_manager.filter(as_seen, state__in=row.sources)
    if there.update(state=row.target, **fields) < len(subjects):
        raise WrongState


def write_all(subjects: list[Any], row: Transition, **said: Any) -> list[Any]:
    logs = subjects[0].trail.model
    return logs.objects.bulk_create(
        logs(subject=subject, action=row.action, from_state=subject.state, to_state=row.target, **said)
        for subject in subjects
    )


def changed_meanwhile(subjects: list[Any], row: Transition) -> str:
    now = dict(type(subjects[0])._base_manager.filter(pk__in=[one.pk for one in subjects]).values_list("pk", "state"))
    still = {
        subject.pk for subject in subjects if subject.state in row.sources and now.get(subject.pk) == subject.state
    }
    names = [f"“{subject}”" for subject in subjects if subject.pk not in still]
    said = gettext("Somebody else changed %(things)s meanwhile. Look at it as it is now.")
    return said % {"things": ", ".join(names)}
