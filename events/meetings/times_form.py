"""The times of a day of meetings and its rooms, as staff fill them in."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.merging import Values, marks
from core.merging_forms import Merging
from core.zones import at_local, in_zone
from events.meetings import frame
from events.meetings.forms import lines, short_lines
from events.meetings.frame import Span
from events.models import Event, MeetingDay, MeetingSlot
from events.telling.forms import LocalTime, on_clocks

LINES = {"rows": 3}
LONGEST_ROOM = 100  # characters, as in the model
GRID = ("first", "last", "minutes", "between", "breaks")  # what the times of meetings come of


class TimesForm(Merging):
    """When wishes are taken, when meetings are, and in which rooms, on the clocks of the event's zone.

    Two who write at once keep what each changed.
    """

    merged = ("opens", "closes", "most_wishes", *GRID, "rooms")
    opens = LocalTime(label=gettext_lazy("Companies may wish from"))
    closes = LocalTime(label=gettext_lazy("Wishes close"))
    most_wishes = forms.IntegerField(label=gettext_lazy("Wishes of each company, at most"), min_value=1, max_value=12)
    first = LocalTime(label=gettext_lazy("The first meeting begins"))
    last = LocalTime(label=gettext_lazy("The last meeting is over by"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes of each meeting"), min_value=5, max_value=180)
    between = forms.IntegerField(label=gettext_lazy("Minutes between two meetings"), min_value=0, max_value=60)
    breaks = forms.CharField(
        label=gettext_lazy("Breaks"),
        help_text=gettext_lazy("One per line, such as 12:00-13:00"),
        widget=forms.Textarea(LINES),
        required=False,
    )
    rooms = forms.CharField(
        label=gettext_lazy("Rooms"), help_text=gettext_lazy("One per line"), widget=forms.Textarea(LINES)
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.stored(event)
        self.initial.update(stored, seen=marks(stored))

    def stored(self, thing: Event) -> Values:
        return now(thing)

    def clean_breaks(self) -> str:
        return "\n".join(lines(self.cleaned_data["breaks"]))

    def clean_rooms(self) -> str:
        return "\n".join(short_lines(self.cleaned_data["rooms"], LONGEST_ROOM))

    def merged_with(self, current: Event) -> Values | None:
        """What makes the times or the rooms that are stored is no change, as where it is sent twice."""
        stored, typed = self.stored(current), self.cleaned_data
        with suppress(ValidationError):  # said in `fields_of`
            if spans(current, typed) == spans(current, stored):
                typed.update({name: stored[name] for name in GRID})
        if set(lines(typed["rooms"])) == set(lines(stored["rooms"])):
            typed["rooms"] = stored["rooms"]
        return super().merged_with(current)

    def fields_of(self, event: Event, values: Values) -> dict[str, Any]:
        """What the day keeps of merged values. Raises ValidationError where they do not fit."""
        try:
            at = {name: moment(event, values, name) for name in ("opens", "closes", "first", "last")}
            refuse_disorder(event, **at)
            if not (times := spans(event, values)):
                raise ValidationError({"last": _("No meeting fits between the first and the last.")})
        except ValidationError:
            self.show(values, event)
            raise
        limits = {"opens_at": at["opens"], "closes_at": at["closes"], "most_wishes": values["most_wishes"]}
        return {**limits, "times": times, "rooms": lines(values["rooms"])}


def moment(event: Event, values: Values, name: str) -> datetime:
    """Raises ValidationError, at the field, for a time that no clock shows."""
    try:
        return at_local(values[name], event.time_zone)
    except ValidationError as error:
        raise ValidationError({name: error}) from error


def refuse_disorder(event: Event, opens: datetime, closes: datetime, first: datetime, last: datetime) -> None:
    """Raises ValidationError, each at its field."""
    wrong = {}
    if closes <= opens:
        wrong["closes"] = _("It must close after it opens.")
    elif closes > first:
        wrong["closes"] = _("Wishes must close before the first meeting.")
    if not event.starts_at <= first < event.ends_at:
        wrong["first"] = outside(event)
    elif not first < last <= event.ends_at:
        wrong["last"] = outside(event)
    if wrong:
        raise ValidationError(wrong)


def outside(event: Event) -> str:
    ends = {"from": event.starts_at, "to": event.ends_at}
    hours = {name: in_zone(at, event.time_zone) for name, at in ends.items()}
    return _("The meetings must lie within the event, from %(from)s to %(to)s.") % hours


def spans(event: Event, values: Values) -> list[Span]:
    """The times that come of what is typed. Raises ValidationError for a break that is none."""
    first, last = (moment(event, values, name) for name in ("first", "last"))
    return frame.spans(first, last, values["minutes"], values["between"], pauses(event, values))


def plain(span: str) -> str:
    """ "12.00–13.00", as some languages write it, as "12:00-13:00"."""
    return span.replace(".", ":").replace("–", "-")


def pauses(event: Event, values: Values) -> list[Span]:
    found = []
    for line in lines(values["breaks"]):
        try:
            clocks = (time.fromisoformat(part.strip()) for part in plain(line).split("-"))
            begin, end = (at_local(datetime.combine(values["first"], at), event.time_zone) for at in clocks)
        except (ValueError, ValidationError):
            said = _("“%(line)s” is no break. Write it like 12:00-13:00.") % {"line": line}
            raise ValidationError({"breaks": said}) from None
        found.append((begin, end))
    return found


def now(event: Event) -> Values:
    """The day as it is, as clocks show it there; at first a proposal."""
    lengths = {"minutes": 20, "between": 5, "breaks": ""}
    ends = {"first": on_clocks(event.starts_at, event), "last": on_clocks(event.ends_at, event)}
    day = MeetingDay.objects.filter(event=event).first()
    if day is None:
        return {"opens": None, "closes": None, "most_wishes": 5, **ends, **lengths, "rooms": ""}
    slots = list(day.slots.all())
    known = {
        "opens": on_clocks(day.opens_at, event),
        "closes": on_clocks(day.closes_at, event),
        "most_wishes": day.most_wishes,
        "rooms": "\n".join(day.rooms.values_list("name", flat=True)),
    }
    return {**known, **(as_typed(slots, event) if slots else {**ends, **lengths})}


def as_typed(slots: list[MeetingSlot], event: Event) -> Values:
    gaps = [(one.ends_at, after.starts_at) for one, after in pairwise(slots)]
    between = min(((after - before).total_seconds() // 60 for before, after in gaps), default=0)
    walk = timedelta(minutes=between)  # before a break as before a meeting: where one would begin, the break does
    long = [(before + walk, after) for before, after in gaps if after - before > walk]
    return {
        "first": on_clocks(slots[0].starts_at, event),
        "last": on_clocks(slots[-1].ends_at, event),
        "minutes": int((slots[0].ends_at - slots[0].starts_at).total_seconds() // 60),
        "between": int(between),
        "breaks": "\n".join("-".join(f"{at.astimezone(event.zone):%H:%M}" for at in gap) for gap in long),
    }
