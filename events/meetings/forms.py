"""What staff fill in: the times of the day, rooms, the question sheet; and what changes on the day."""

from datetime import datetime, time, timedelta
from itertools import combinations, pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.zones import at_local, in_zone
from events.meetings import frame
from events.models import Event, MeetingBody, MeetingCompany, MeetingDay, MeetingRoom, MeetingSlot, MeetingWalk
from events.registering.desk_forms import moment_field
from municipalities.models import Municipality

LINES = {"rows": 3}
MOST_QUESTIONS = 12
LONGEST_ROOM, LONGEST_QUESTION = 100, 500  # characters, as in the models
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


class TimesForm(forms.Form):
    """When wishes are taken, when meetings are, and in which rooms. Times are those of the event's zone."""

    opens = moment_field(gettext_lazy("Companies may wish from"), required=True)
    closes = moment_field(gettext_lazy("Wishes close"), required=True)
    most_wishes = forms.IntegerField(
        label=gettext_lazy("Wishes of each company, at most"), min_value=1, max_value=12, initial=5
    )
    first = moment_field(gettext_lazy("The first meeting begins"), required=True)
    last = moment_field(gettext_lazy("The last meeting is over by"), required=True)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes of each meeting"), min_value=5, max_value=180, initial=20)
    between = forms.IntegerField(
        label=gettext_lazy("Minutes between two meetings"), min_value=0, max_value=60, initial=5
    )
    breaks = forms.CharField(
        label=gettext_lazy("Breaks"),
        help_text=gettext_lazy("One a line, such as 12:00-13:00"),
        widget=forms.Textarea(LINES),
        required=False,
    )
    rooms = forms.CharField(
        label=gettext_lazy("Rooms"), help_text=gettext_lazy("One a line"), widget=forms.Textarea(LINES)
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.initial.update(now(event))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("opens", "closes", "first", "last"):
            if at := cleaned.get(name):
                try:
                    cleaned[name] = at_local(at.replace(tzinfo=None), self.event.time_zone)
                except ValidationError as error:
                    self.add_error(name, error)
        if not self.errors:
            self.check_order(cleaned)
        return cleaned

    def check_order(self, cleaned: dict[str, Any]) -> None:
        opens, closes, first, last = (cleaned[name] for name in ("opens", "closes", "first", "last"))
        if closes <= opens:
            self.add_error("closes", _("It must close after it opens."))
        if closes > first:
            self.add_error("closes", _("Wishes must close before the first meeting."))
        if outside := self.outside(first, last):
            self.add_error(
                outside, _("The meetings must lie within the event, from %(from)s to %(to)s.") % self.hours()
            )
        if not self.errors:
            pauses = self.pauses(cleaned)
            cleaned["times"] = frame.spans(first, last, cleaned["minutes"], cleaned["between"], pauses)
            if not cleaned["times"]:
                self.add_error("last", _("No meeting fits between the first and the last."))

    def clean_rooms(self) -> list[str]:
        return short_lines(self.cleaned_data["rooms"], LONGEST_ROOM)

    def outside(self, first: datetime, last: datetime) -> str:
        """The field that is wrong, if one is."""
        if not self.event.starts_at <= first < self.event.ends_at:
            return "first"
        return "" if first < last <= self.event.ends_at else "last"

    def hours(self) -> dict[str, str]:
        ends = {"from": self.event.starts_at, "to": self.event.ends_at}
        return {name: in_zone(at, self.event.time_zone) for name, at in ends.items()}

    def pauses(self, cleaned: dict[str, Any]) -> list[Span]:
        on, found = cleaned["first"].astimezone(self.event.zone).date(), []
        for line in lines(cleaned["breaks"]):
            try:
                begin, end = (time.fromisoformat(part.strip()) for part in plain(line).split("-"))
                span = [at_local(datetime.combine(on, at), self.event.time_zone) for at in (begin, end)]
            except (ValueError, ValidationError):
                self.add_error("breaks", _("“%(line)s” is no break. Write it like 12:00-13:00.") % {"line": line})
                continue
            found.append((span[0], span[1]))
        return found

    def fields_of(self) -> dict[str, Any]:
        """What the day keeps."""
        typed = self.cleaned_data
        return {"opens_at": typed["opens"], "closes_at": typed["closes"], "most_wishes": typed["most_wishes"]}


def now(event: Event) -> dict[str, Any]:
    """The day as it is, as clocks show it there; at first a proposal."""

    def local(at: datetime) -> datetime:
        return at.astimezone(event.zone).replace(tzinfo=None)

    day = MeetingDay.objects.filter(event=event).first()
    if day is None:
        return {"first": local(event.starts_at), "last": local(event.ends_at)}
    slots = list(day.slots.all())
    known = {
        "opens": local(day.opens_at),
        "closes": local(day.closes_at),
        "most_wishes": day.most_wishes,
        "rooms": "\n".join(day.rooms.values_list("name", flat=True)),
    }
    return known | (as_typed(slots, event) if slots else {})


def as_typed(slots: list[MeetingSlot], event: Event) -> dict[str, Any]:
    gaps = [(one.ends_at, after.starts_at) for one, after in pairwise(slots)]
    between = min(((after - before).total_seconds() // 60 for before, after in gaps), default=0)
    walk = timedelta(minutes=between)  # before a break as before a meeting: where one would begin, the break does
    long = [(before + walk, after) for before, after in gaps if after - before > walk]
    first, last = slots[0].starts_at.astimezone(event.zone), slots[-1].ends_at.astimezone(event.zone)
    return {
        "first": first.replace(tzinfo=None),
        "last": last.replace(tzinfo=None),
        "minutes": int((slots[0].ends_at - slots[0].starts_at).total_seconds() // 60),
        "between": int(between),
        "breaks": "\n".join("-".join(f"{at.astimezone(event.zone):%H:%M}" for at in gap) for gap in long),
    }


class RoomsForm(forms.Form):
    """Which bodies take part, in which room, and how far the rooms are from each other.

    Once the timetable is published, rooms change on the page of the day, where everybody concerned is told.
    """

    def __init__(self, day: MeetingDay, bodies: list[Municipality], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = list(day.rooms.all())
        known = {body.municipality_id: body.room_id for body in day.bodies.all()}
        self.bodies = {f"body_{body.pk}": body for body in bodies if not day.is_published}
        for name, body in self.bodies.items():
            self.fields[name] = forms.ModelChoiceField(
                day.rooms.all(), label=str(body), required=False, empty_label=_("Does not take part")
            )
            self.initial[name] = known.get(body.pk)
        walks = {(walk.first_id, walk.second_id): walk.minutes for walk in MeetingWalk.objects.filter(first__day=day)}
        self.pairs = {f"walk_{one.pk}_{other.pk}": (one, other) for one, other in combinations(rooms, 2)}
        for name, (one, other) in self.pairs.items():
            label = _("Minutes from %(one)s to %(other)s") % {"one": one, "other": other}
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=120)
            self.initial[name] = walks.get((one.pk, other.pk), 0)

    @property
    def places(self) -> dict[Municipality, MeetingRoom | None]:
        return {body: self.cleaned_data[name] for name, body in self.bodies.items()}

    @property
    def walks(self) -> dict[tuple[MeetingRoom, MeetingRoom], int]:
        return {rooms: self.cleaned_data[name] for name, rooms in self.pairs.items()}


class SheetForm(forms.Form):
    """The questions, one a line, as many in each language."""

    def __init__(self, day: MeetingDay, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(day.questions.all())
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=name, widget=forms.Textarea({"rows": 5, "lang": code}), max_length=6000
            )
            self.initial[f"text_{code}"] = "\n".join(getattr(question, f"text_{code}") or "" for question in known)

    def clean(self) -> dict[str, Any]:
        asked = {}
        for name, text in list((super().clean() or self.cleaned_data).items()):
            try:
                asked[name] = short_lines(text, LONGEST_QUESTION)
            except ValidationError as error:
                self.add_error(name, error)
        if not self.errors and len({len(found) for found in asked.values()}) > 1:
            raise ValidationError(_("Each language must have the same number of questions, one a line."))
        if any(len(found) > MOST_QUESTIONS for found in asked.values()):
            raise ValidationError(_("A short meeting has room for twelve questions at most."))
        return asked

    @property
    def questions(self) -> list[dict[str, str]]:
        names = list(self.cleaned_data)
        return [dict(zip(names, row, strict=True)) for row in zip(*self.cleaned_data.values(), strict=True)]


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
