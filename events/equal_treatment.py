"""Where an event endangers equal treatment: some saw what others did not, or nobody can read what was said."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.texts import text_of
from dialogues.ledger.dangers import Danger
from dialogues.models import Dialogue
from events.enums import Audience, EventState
from events.models import Event, EventQuerySet, Material, MeetingMinutes, Minutes
from events.models.meeting_days import MEETINGS
from events.telling.enums import MaterialState

MINUTES_WITHIN = timedelta(days=14)


def took_place(dialogue: Dialogue, *, before: timedelta = timedelta()) -> EventQuerySet:
    """Events that are over since `before`, also where nobody has said yet that they were held."""
    over = [EventState.PUBLISHED, EventState.HELD]
    return Event.objects.filter(dialogue=dialogue, state__in=over, ends_at__lt=timezone.now() - before)


def material_unpublished(dialogue: Dialogue) -> list[Danger]:
    """Shown to some of the market, and not given to the rest. Where only public buyers were, a draft is no danger."""
    kept = Material.objects.filter(event=OuterRef("pk")).exclude(state=MaterialState.PUBLIC)
    shown = kept.filter(state=MaterialState.SHOWN)
    with_market = ~Q(audience=Audience.MUNICIPALITIES)
    events = took_place(dialogue).filter(Q(Exists(kept)) & with_market | Exists(shown))
    return [
        Danger(
            "material-unpublished",
            _("Material of “%(event)s” is not public") % {"event": text_of(event, "title")},
            _("Those who were there have seen it, everybody else has not. Publish it, or remove what was not shown."),
            reverse("workspace-event", args=[event.slug]) + "#material",
        )
        for event in events.order_by("starts_at", "pk")
    ]


def minutes_missing(dialogue: Dialogue) -> list[Danger]:
    public = Minutes.objects.public().filter(event=OuterRef("pk"))
    events = took_place(dialogue, before=MINUTES_WITHIN).filter(~Exists(public))
    return [
        Danger(
            "minutes-missing",
            _("“%(event)s” has no minutes yet") % {"event": text_of(event, "title")},
            _("It was more than two weeks ago. Who was not there can not read what was said. Write and publish them."),
            reverse("workspace-event-minutes", args=[event.slug]),
        )
        for event in events.order_by("starts_at", "pk")
    ]


def said_to_one(dialogue: Dialogue) -> list[Danger]:
    """What a company learned in a 1:1 meeting and what matters to all."""
    kept = MeetingMinutes.objects.filter(meeting__day__event=OuterRef("pk"), told_in=None).exclude(for_all="")
    events = Event.objects.filter(Exists(kept), dialogue=dialogue)
    return [
        Danger(
            "said-to-one",
            _("What was said in meetings at “%(event)s” is not told to all") % {"event": text_of(event, "title")},
            _("Companies learned something that others did not. Write it into the minutes of the event."),
            reverse("workspace-meetings-day", args=[event.slug]),
            MEETINGS,
            event.meeting_day,
        )
        for event in events.select_related("meeting_day").order_by("starts_at", "pk")
    ]


CHECKS = [material_unpublished, minutes_missing, said_to_one]
