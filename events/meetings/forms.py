"""What staff fill in: the times of the day, rooms, the question sheet; and what changes on the day."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import combinations, pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.merging import Values, marks
from core.merging_forms import Merging
from core.texts import localized_names
from core.zones import at_local, in_zone
from events.meetings import frame
from events.models import Event, MeetingBody, MeetingCompany, MeetingDay, MeetingRoom, MeetingSlot, MeetingWalk
from events.telling.forms import LocalTime, on_clocks
from municipalities.models import Municipality

LINES = {"rows": 3}
MOST_QUESTIONS = 12
LONGEST_ROOM, LONGEST_QUESTION = 100, 500  # characters, as in the models
GRID = ("first", "last", "minutes", "between", "breaks")  # what the times of meetings come of
Span = tuple[datetime, datetime]


def lines(text: str) -> list[str]:
    """What was written one a line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def short_lines(text: str, most: int) -> list[str]:
    """Raises ValidationError, with the beginning of the line, where one has more than `most` characters."""
    found = lines(text)
    if long := next((line for line in found if len(line) > most), None):
        said = _("“%(begins)s …” is too long. A line has room for %(most)d characters.")
        raise ValidationError(said % {"begins": long[:40], "most": most})
    return found


def plain(span: str) -> str:
    """ "12.00–13.00", as some languages write it, as "12:00-13:00"."""
    return span.replace(".", ":").replace("–", "-")


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
        help_text=gettext_lazy("One a line, such as 12:00-13:00"),
        widget=forms.Textarea(LINES),
        required=False,
    )
    rooms = forms.CharField(
        label=gettext_lazy("Rooms"), help_text=gettext_lazy("One a line"), widget=forms.Textarea(LINES)
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


class RoomsForm(Merging):
    """Which bodies take part, in which room, and how far the rooms are from each other.

    Two who write at once keep what each changed. What came after the page was shown is not on it, also where it is
    shown once more. Once the timetable is published, rooms change on the page of the day, where everybody concerned
    is told.
    """

    def __init__(
        self, data: Any = None, *args: Any, day: MeetingDay, bodies: list[Municipality], **kwargs: Any
    ) -> None:
        super().__init__(data, *args, **kwargs)
        rooms = list(day.rooms.all())
        known = {f"body_{body.pk}": body for body in bodies if data is not None or not day.is_published}
        self.bodies = {name: body for name, body in known.items() if data is None or name in data}
        for name, body in self.bodies.items():
            self.fields[name] = forms.ModelChoiceField(
                day.rooms.all(),
                label=str(body),
                required=False,
                empty_label=_("Does not take part"),
                to_field_name="name",
            )
        ways = {f"walk_{one.pk}_{other.pk}": (one, other) for one, other in combinations(rooms, 2)}
        self.pairs = {name: pair for name, pair in ways.items() if data is None or name in data}
        for name, (one, other) in self.pairs.items():
            label = _("Minutes from %(one)s to %(other)s") % {"one": one, "other": other}
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=120)
        stored = self.stored(day)
        self.initial.update(stored, seen=marks(stored))

    def merged_names(self) -> list[str]:
        return [*self.bodies, *self.pairs]

    def stored(self, thing: MeetingDay) -> Values:
        rooms = {body.municipality_id: body.room for body in thing.bodies.select_related("room")}
        walks = {(walk.first_id, walk.second_id): walk.minutes for walk in MeetingWalk.objects.filter(first__day=thing)}
        return {
            **{name: rooms.get(body.pk) for name, body in self.bodies.items()},
            **{name: walks.get((one.pk, other.pk), 0) for name, (one, other) in self.pairs.items()},
        }

    def places_of(self, day: MeetingDay, values: Values) -> dict[Municipality, MeetingRoom | None]:
        """Those that are others now."""
        stored = self.stored(day)
        return {body: values[name] for name, body in self.bodies.items() if values[name] != stored[name]}

    def walks_of(self, values: Values) -> dict[tuple[MeetingRoom, MeetingRoom], int]:
        return {rooms: values[name] for name, rooms in self.pairs.items()}


class SheetForm(Merging):
    """The questions, one a line, as many in each language. Two who write at once keep what each changed."""

    def __init__(self, *args: Any, day: MeetingDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=name, widget=forms.Textarea({"rows": 5, "lang": code}), max_length=6000
            )
        stored = self.stored(day)
        self.initial.update(stored, seen=marks(stored))

    def merged_names(self) -> list[str]:
        return localized_names("text")

    def stored(self, thing: MeetingDay) -> Values:
        known = list(thing.questions.all())
        return {name: "\n".join(filter(None, (getattr(one, name) for one in known))) for name in self.merged_names()}

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        for name in self.merged_names():
            try:
                asked[name] = "\n".join(short_lines(asked.get(name, ""), LONGEST_QUESTION))
            except ValidationError as error:
                self.add_error(name, error)
        return asked

    def questions_of(self, day: MeetingDay, values: Values) -> list[dict[str, str]]:
        """Each as its fields, of merged values. Raises ValidationError where they do not go together."""
        asked, wrong = {name: lines(text) for name, text in values.items()}, ""
        if len({len(found) for found in asked.values()}) > 1:
            wrong = _("Each language must have the same number of questions, one a line.")
        elif any(len(found) > MOST_QUESTIONS for found in asked.values()):
            wrong = _("A short meeting has room for twelve questions at most.")
        if wrong:
            self.show(values, day)
            raise ValidationError(wrong)
        return [dict(zip(asked, row, strict=True)) for row in zip(*asked.values(), strict=True)]


class AwayForm(forms.Form):
    """A body or a company is not there for some of the times."""

    who = forms.ChoiceField(label=gettext_lazy("Who"))
    since = forms.ModelChoiceField(MeetingSlot.objects.none(), label=gettext_lazy("From"), empty_label=None)
    until = forms.ModelChoiceField(MeetingSlot.objects.none(), label=gettext_lazy("Until"), empty_label=None)

    def __init__(self, day: MeetingDay, choices: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        who: Any = self.fields["who"]
        who.choices = choices
        for name in ("since", "until"):
            field: Any = self.fields[name]
            field.queryset = day.slots.all()
            field.label_from_instance = lambda slot: slot_label(slot, day.event)

    @property
    def side(self) -> MeetingBody | MeetingCompany:
        kind, _dash, number = self.cleaned_data["who"].partition("-")
        rows: Any = self.day.bodies if kind == "body" else self.day.companies
        return rows.select_related("day__event__dialogue").get(pk=number)

    @property
    def slots(self) -> list[MeetingSlot]:
        ends = sorted((self.cleaned_data["since"].number, self.cleaned_data["until"].number))
        return list(self.day.slots.filter(number__range=ends))


def slot_label(slot: MeetingSlot, event: Event) -> str:
    return "–".join(date_format(at.astimezone(event.zone), "TIME_FORMAT") for at in (slot.starts_at, slot.ends_at))
