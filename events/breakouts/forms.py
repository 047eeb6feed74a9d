"""Wishes for breakouts, and what staff fill in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts import text_of
from core.zones import at_local, in_zone
from events.breakouts.rounds import Round, rounds_of
from events.models import Breakouts, Event, Registration, Session
from events.registering.desk_forms import moment_field

MOST_WISHES = 3


class ClosingForm(forms.Form):
    closes = moment_field(gettext_lazy("Wishes close"), required=True)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        known = Breakouts.objects.filter(event=event).first()
        at = known.closes_at if known else event.starts_at
        self.initial["closes"] = at.astimezone(event.zone).replace(tzinfo=None)

    def clean_closes(self) -> Any:
        at = at_local(self.cleaned_data["closes"].replace(tzinfo=None), self.event.time_zone)
        if at > self.event.ends_at:
            raise ValidationError(_("It must close before the event is over."))
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
