"""What staff fill in: the terms of registration with its limits, and people who are pasted."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.once import OnceForm
from core.zones import at_local
from events.enums import COMES_FROM, Audience
from events.models import Event, RegistrationTerms
from events.registering.places import EVENT, audience, session

MOMENT = "%Y-%m-%dT%H:%M"
AUDIENCES = [Audience.MUNICIPALITIES, Audience.SUPPLIERS]


def moment_field(label: Any, *, required: bool) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=required, widget=widget, input_formats=[MOMENT, "%Y-%m-%d %H:%M"])


def seats_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=100_000, required=False)


class TermsForm(forms.ModelForm):
    """Times are those of the event's zone. An empty limit is none."""

    opens = moment_field(_("Registration opens"), required=False)
    closes = moment_field(_("Registration closes"), required=True)
    field_order = ["opens", "closes"]

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

    def __init__(self, event: Event, data: Any = None) -> None:
        terms = RegistrationTerms.objects.filter(event=event).first() or RegistrationTerms(event=event)
        super().__init__(data, instance=terms)
        self.event = event
        now = dict(event.seats.values_list("place", "capacity"))
        self.fields["capacity"] = seats_field(_("Seats in all"), _("Empty where there is no limit."))
        self.initial["capacity"] = now.get(EVENT)
        self.places = {"capacity": EVENT}
        for name, label, place in self.more_limits():
            self.fields[name] = seats_field(label)
            self.initial[name] = now.get(place)
            self.places[name] = place
        for name, at in (("opens", terms.opens_at), ("closes", terms.closes_at or event.starts_at)):
            self.initial[name] = at and at.astimezone(event.zone).replace(tzinfo=None)
        self.order_fields(["opens", "closes", *self.places, *self.Meta.fields])

    def more_limits(self) -> list[tuple[str, Any, str]]:
        """Audiences, where the event is for several, and breakouts (sessions in tracks): field, label, place."""
        limits = []
        if self.event.audience == Audience.EVERYONE:
            limits = [
                (f"audience_{name}", _("Seats for %s") % name.label.lower(), audience(name)) for name in AUDIENCES
            ]
        sessions = [one for one in self.event.sessions.order_by("starts_at", "track", "pk") if one.track]
        said = _("Seats in the breakout “%s”")
        return [
            *limits,
            *((f"session_{one.pk}", said % f"{one.title} · {one.track}", session(one.pk)) for one in sessions),
        ]

    def clean_opens(self) -> datetime | None:
        return self.moment("opens")

    def clean_closes(self) -> datetime | None:
        return self.moment("closes")

    def moment(self, name: str) -> datetime | None:
        at = self.cleaned_data[name]
        return at and at_local(at.replace(tzinfo=None), self.event.time_zone)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        opens, closes = typed.get("opens"), typed.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It must close after it opens."))
        if closes and closes > self.event.ends_at:
            self.add_error("closes", _("It must close before the event is over."))
        self.instance.opens_at, self.instance.closes_at = opens, closes
        return typed

    @property
    def limits(self) -> dict[str, int | None]:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


class PasteForm(OnceForm):
    """People whom staff register: looked over before anything is stored."""

    people = forms.CharField(
        label=_("People"),
        help_text=_("One a line: name, e-mail address and organisation, with a comma, semicolon or tab between."),
        widget=forms.Textarea({"rows": 12}),
        max_length=200_000,
    )
    audience = forms.ChoiceField(label=_("They come from"), choices=COMES_FROM.items())
    language = forms.ChoiceField(
        label=_("Language in which they are written to"), choices=settings.LANGUAGES, initial=get_language
    )
