"""Wishes for breakouts, and what staff fill in."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.merging import Values, marks
from core.merging_forms import Merging
from core.texts import text_of
from core.zones import at_local, in_zone
from events.breakouts.rounds import Round, rounds_of
from events.models import Breakouts, Event, Registration, Session
from events.telling.forms import LocalTime, on_clocks

MOST_WISHES = 3


class ClosingForm(Merging):
    """The time is that of the event's zone. Two who set it at once do not write over each other."""

    merged = ("closes",)
    closes = LocalTime(label=gettext_lazy("Wishes close"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.stored(event)
        self.initial.update(stored, seen=marks(stored))

    def stored(self, thing: Event) -> Values:
        known = Breakouts.objects.filter(event=thing).first()
        return {"closes": on_clocks(known.closes_at if known else thing.starts_at, thing)}

    def closes_at(self, event: Event, values: Values) -> datetime:
        """The moment of the merged time. Raises ValidationError where it does not fit."""
        try:
            at = at_local(values["closes"], event.time_zone)
            if at > event.ends_at:
                raise ValidationError(_("It must close before the event is over."))
        except ValidationError as error:
            self.show(values, event)
            raise ValidationError({"closes": error}) from error
        return at


class WishesForm(forms.Form):
    """For each time at which there are breakouts, up to three wishes."""

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = rounds_of(registration.event)
        known = {(wish.session_id): wish.rank for wish in registration.breakout_wishes.all()}
        for number, sessions in enumerate(self.rounds):
            choices = [("", _("No wish")), *((str(one.pk), choice_of(one)) for one in sessions)]
            for rank in self.ranks(sessions):
                when = in_zone(sessions[0].starts_at, registration.event.time_zone)
                label = _("Wish %(rank)d: %(time)s") % {"rank": rank, "time": when}
                name = f"wish_{number}_{rank}"
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
                self.initial[name] = next((str(one.pk) for one in sessions if known.get(one.pk) == rank), "")

    def ranks(self, sessions: Round) -> range:
        return range(1, min(MOST_WISHES, len(sessions)) + 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number, sessions in enumerate(self.rounds):
            names = [f"wish_{number}_{rank}" for rank in self.ranks(sessions)]
            chosen = [(name, cleaned[name]) for name in names if cleaned.get(name)]
            for place, (name, value) in enumerate(chosen):
                if value in [other for _name, other in chosen[:place]]:
                    self.add_error(name, _("You wish for this one already. Choose another one."))
        return cleaned

    @property
    def wishes(self) -> list[list[Session]]:
        """For each round, without gaps."""
        found = []
        for number, sessions in enumerate(self.rounds):
            there = {str(one.pk): one for one in sessions}
            typed = [self.cleaned_data[f"wish_{number}_{rank}"] for rank in self.ranks(sessions)]
            found.append([there[value] for value in typed if value])
        return found


def choice_of(session: Session) -> str:
    """What differs comes first: on a telephone the end is cut off."""
    return ", ".join(filter(None, [str(text_of(session, "track")), str(text_of(session, "title"))]))
