"""What staff fill in: rooms, the question sheet; and what changes on the day."""

from itertools import combinations
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
from events.models import Event, MeetingBody, MeetingCompany, MeetingDay, MeetingRoom, MeetingSlot, MeetingWalk
from municipalities.models import Municipality

MOST_QUESTIONS = 12
LONGEST_QUESTION = 500  # characters, as in the model


def lines(text: str) -> list[str]:
    """What was written one per line, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def short_lines(text: str, most: int) -> list[str]:
    """Raises ValidationError, with the beginning of the line, where one has more than `most` characters."""
    found = lines(text)
    if long := next((line for line in found if len(line) > most), None):
        said = _("“%(begins)s …” is too long. A line has room for %(most)d characters.")
        raise ValidationError(said % {"begins": long[:40], "most": most})
    return found


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
    """The questions, one per line, as many in each language. Two who write at once keep what each changed."""

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
            wrong = _("Each language must have the same number of questions, one per line.")
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
