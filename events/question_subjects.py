"""Events as something that questions may be about (suppliers/questions/subjects.py)."""

from django.utils.translation import gettext_lazy

from core.texts import text_of
from events.models import Event
from events.telling.sharing import topics_about
from suppliers.questions.subjects import Kind

KINDS = [
    Kind(
        "event",
        gettext_lazy("Event"),
        Event,
        lambda: Event.objects.public().select_related("dialogue"),
        lambda name: Event.objects.public().select_related("dialogue").filter(slug=name).first(),
        lambda event: event.slug,
        lambda event: text_of(event, "title"),
        lambda event: event.get_absolute_url(),
        lambda event: event.dialogue,
        lambda _event: None,
        topics_about,
    ),
]
