"""Where an event is, in words."""

from django.utils.translation import gettext as _

from events.enums import Form
from events.models import Event


def place_of(event: Event) -> str:
    """ "Town Hall, Oslo and online"."""
    return in_words(event, ", ".join(filter(None, [event.venue, event.city])))


def town_of(event: Event) -> str:
    """ "Oslo and online", where the venue stands beside it or does not matter."""
    return in_words(event, event.city)


def in_words(event: Event, there: str) -> str:
    there = there or _("place to be decided")
    if event.form == Form.BOTH:
        return _("%(place)s and online") % {"place": there}
    return there if event.form == Form.ON_SITE else _("online")
