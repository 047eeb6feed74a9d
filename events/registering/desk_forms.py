"""What staff fill in: the terms of registration with its limits, and people who are pasted."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.merging import Values
from core.merging_forms import MergingForm
from core.once import OnceForm
from core.zones import at_local
from events.enums import COMES_FROM, Audience
from events.models import Event, RegistrationTerms
from events.registering.places import EVENT, audience, session
from events.telling.forms import LocalTime, on_clocks

AUDIENCES = [Audience.MUNICIPALITIES, Audience.SUPPLIERS]


def seats_field(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=100_000, required=False)


class TermsForm(MergingForm):
    """Times are those of the event's zone. An empty limit is none. Two who write at once keep what each changed."""

    opens = LocalTime(label=_("Registration opens"), required=False)
    closes = LocalTime(label=_("Registration closes"))

    class Meta:
        model = RegistrationTerms
        fields = [
            "per_organisation",
            "hold_hours",
            "offer_hours",
            "asks_access",
            "asks_food",
            "asks_interpretation",
        ]
        help_texts = {
            "per_organisation": _(
                "Who registers with an account counts for her public buyer or company, others by the domain of their "
                "e-mail address. Addresses that anybody can get are not counted."
            )
        }

    def __init__(self, data: Any = None, *args: Any, instance: RegistrationTerms, **kwargs: Any) -> None:
        """A limit that came after the page was shown is not on it, also where it is shown once more."""
        limits = {"capacity": (_("Seats in all"), EVENT), **more_limits(instance.event)}
        if data is not None:
            limits = {name: limit for name, limit in limits.items() if name in data}
        self.places = {name: place for name, (_label, place) in limits.items()}
        super().__init__(data, *args, instance=instance, **kwargs)
        for name, (label, place) in limits.items():
            self.fields[name] = seats_field(label, _("Empty where there is no limit.") if place == EVENT else "")
        self.initial.update(self.stored(instance))
        self.order_fields(["opens", "closes", *self.places, *self.Meta.fields])

    def merged_names(self) -> list[str]:
        return [*super().merged_names(), "opens", "closes", *self.places]

    def stored(self, thing: Any) -> Values:
        event = thing.event
        capacities = dict(event.seats.filter(place__in=self.places.values()).values_list("place", "capacity"))
        return {
            **super().stored(thing),
            "opens": on_clocks(thing.opens_at, event),
            "closes": on_clocks(thing.closes_at or event.starts_at, event),
            **{name: capacities.get(place) for name, place in self.places.items()},
        }

    def clean_opens(self) -> datetime | None:
        return self.local("opens")

    def clean_closes(self) -> datetime | None:
        return self.local("closes")

    def local(self, name: str) -> datetime | None:
        at = self.cleaned_data[name]
        if at:
            at_local(at, self.instance.event.time_zone)  # some times no clock shows
        return at

    def fields_of(self, terms: RegistrationTerms, values: Values) -> Values:
        """What is stored of merged values, but for the limits. Raises ValidationError where its times do not fit."""
        event = terms.event
        opens, closes = (values[name] and at_local(values[name], event.time_zone) for name in ("opens", "closes"))
        wrong: Any = ""
        if opens and closes <= opens:
            wrong = _("It must close after it opens.")
        elif closes > event.ends_at:
            wrong = _("It must close before the event is over.")
        if wrong:
            self.show(values, terms)
            raise ValidationError({"closes": wrong})
        return {**{name: values[name] for name in self.Meta.fields}, "opens_at": opens, "closes_at": closes}

    def limits_of(self, values: Values) -> dict[str, int | None]:
        return {place: values[name] for name, place in self.places.items() if name in values}


def more_limits(event: Event) -> dict[str, tuple[Any, str]]:
    """Audiences, where the event is for several, and breakouts (sessions in tracks): label and place of each field."""
    limits: dict[str, tuple[Any, str]] = {}
    if event.audience == Audience.EVERYONE:
        for name in AUDIENCES:
            limits[f"audience_{name}"] = (_("Seats for %s") % name.label.lower(), audience(name))
    said = _("Seats in the breakout “%s”")
    for one in event.sessions.order_by("starts_at", "track", "pk"):
        if one.track:
            limits[f"session_{one.pk}"] = (said % f"{one.title} · {one.track}", session(one.pk))
    return limits


class PasteForm(OnceForm):
    """People whom staff register: looked over before anything is stored."""

    people = forms.CharField(
        label=_("People"),
        help_text=_("One per line: name, e-mail address and organisation, with a comma, semicolon or tab between."),
        widget=forms.Textarea({"rows": 12}),
        max_length=200_000,
    )
    audience = forms.ChoiceField(label=_("They come from"), choices=COMES_FROM.items())
    language = forms.ChoiceField(
        label=_("Language in which they are written to"), choices=settings.LANGUAGES, initial=get_language
    )
