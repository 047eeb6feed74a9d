"""What is kept of those who run events."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, actor_in_trail, by_user, keep_hers
from dialogues.models import Dialogue
from events.models import EventTransition, MaterialFile, MaterialTransition, MinutesTransition

WHY = _("So that it can be told who decided.")
AS_EVENT = _("as long as the event; after an erasure without your name")


def run_by_her(path: str) -> Callable[[Person], Q]:
    """What is called as those who run the event now call it. `path` leads to the event."""
    return lambda person: Q(**{f"{path}__dialogue__in": Dialogue.objects.managed_by(person.user)})


def steps(name: str, model: Any, label: Any, event: str) -> Kept:
    return actor_in_trail(name, model, label, WHY, AS_EVENT, named=run_by_her(event))


TELLING: list[Kept] = [
    steps("event-steps", EventTransition, _("Events that you published or changed"), "subject"),
    steps("material-steps", MaterialTransition, _("Material that you showed or published"), "subject__event"),
    steps("minutes-steps", MinutesTransition, _("Minutes that you agreed or published"), "subject__event"),
    Kept(
        "material-files",
        MaterialFile,
        _("Files that you added to events"),
        _("So that colleagues can ask about them."),
        AS_EVENT,
        by_user("added_by"),
        ("added_at", "material", "name", "language"),
        erase=keep_hers,
        related=("material",),
        open_to={"material": run_by_her("material__event")},
    ),
]
