"""What is kept of those who run events."""

from django.utils.translation import gettext_lazy as _

from core.personal import Kept, actor_in_trail, by_user, keep_hers
from events.models import EventTransition, MaterialFile, MaterialTransition, MinutesTransition

WHY = _("So that it can be told who decided.")
AS_EVENT = _("as long as the event; after an erasure without your name")

TELLING: list[Kept] = [
    actor_in_trail("event-steps", EventTransition, _("Events that you published or changed"), WHY, AS_EVENT),
    actor_in_trail("material-steps", MaterialTransition, _("Material that you showed or published"), WHY, AS_EVENT),
    actor_in_trail("minutes-steps", MinutesTransition, _("Minutes that you agreed or published"), WHY, AS_EVENT),
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
    ),
]
