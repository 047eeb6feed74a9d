"""What people fill in to come to an event; nothing typed is lost."""

from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.addresses import tidy
from core.names import clean_name
from core.once import OnceForm
from core.open_forms import OpenForm
from events.breakouts.rounds import name_of, name_with_time
from events.enums import COMES_FROM, Audience
from events.models import Breakouts, Event, Registration, Session
from events.models.registration import NEEDS
from events.registering import pasted

MOST_SEATS = 20
ASKED = ("sessions", *NEEDS, "is_listed")


def needs_fields() -> dict[str, forms.Field]:
    def area(label: Any, hint: Any, length: int) -> forms.CharField:
        widget = forms.Textarea({"rows": 2})
        return forms.CharField(label=label, help_text=hint, widget=widget, max_length=length, required=False)

    return {
        "access": area(_("What do you need to take part?"), _("A ramp, a hearing loop, large print …"), 1000),
        "food": area(_("What do you not eat?"), "", 500),
        "interpretation": area(
            _("Do you need interpretation?"), _("From and into which language, or sign language"), 500
        ),
    }


class SessionsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, session: Any) -> str:
        return name_with_time(session)


class Wishes(forms.Form):
    """What is asked of a person who comes, by what the event asks."""

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.add_sessions()
        for name, field in needs_fields().items():
            if getattr(event.terms, f"asks_{name}"):
                self.fields[name] = field
        self.fields["is_listed"] = forms.BooleanField(
            label=_("Name me and my organisation to the others who take part"),
            help_text=_(
                "Public buyers are always named, their people not. Companies read of each other if both agreed."
            ),
            required=False,
        )

    def add_sessions(self) -> None:
        """Those that have seats of their own are chosen, unless they are given by wishes (events/breakouts)."""
        if Breakouts.objects.filter(event=self.event).exists():
            return
        limited = [place.partition(":")[2] for place in self.places() if place.startswith("session:")]
        sessions = self.event.sessions.filter(pk__in=limited).order_by("starts_at", "track", "pk")
        if sessions:
            self.fields["sessions"] = SessionsField(
                sessions,
                label=_("Which breakouts do you want to join?"),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def places(self) -> list[str]:
        return list(self.event.seats.values_list("place", flat=True))

    def clean_sessions(self) -> list[Session]:
        chosen = list(self.cleaned_data["sessions"])
        for one, after in pairwise(chosen):
            if after.starts_at < one.ends_at:
                raise forms.ValidationError(
                    _("“%(one)s” and “%(other)s” are at the same time. Choose one of them."),
                    params={"one": name_of(one), "other": name_of(after)},
                )
        return chosen

    @property
    def session_ids(self) -> list[int]:
        return [session.pk for session in self.cleaned_data.get("sessions", [])]

    @property
    def needs(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NEEDS if name in self.fields}


class PartyForm(forms.Form):
    """Colleagues that one brings along."""

    colleagues = forms.CharField(
        label=_("Colleagues whom you register too"),
        help_text=_("One per line: name and e-mail address. Each gets a mail and may cancel."),
        widget=forms.Textarea({"rows": 3}),
        max_length=20_000,
        required=False,
    )
    reserve = forms.IntegerField(
        label=_("More seats, for people whom you name later"),
        min_value=0,
        max_value=MOST_SEATS,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def clean_colleagues(self) -> list[pasted.Line]:
        lines = pasted.read(self.cleaned_data["colleagues"])
        wrong = [
            _("Line %(number)d: %(wrong)s") % {"number": one.number, "wrong": one.wrong} for one in lines if one.wrong
        ]
        if len(lines) > MOST_SEATS:
            wrong = [_("You can register %(most)d colleagues at a time.") % {"most": MOST_SEATS}]
        if wrong:
            raise forms.ValidationError(wrong)
        return lines

    def party(self, leader: Registration) -> list[Registration]:
        """Unsaved: one for each colleague, and one for each seat that is named later."""
        named = [(line.name, line.email) for line in self.cleaned_data["colleagues"] if line.email != leader.email]
        unnamed = [("", "")] * (self.cleaned_data["reserve"] or 0)
        return [colleague(leader, name, email) for name, email in (*named, *unnamed)]


class MoreForm(PartyForm, OnceForm):
    """Those whom somebody brings along who is registered already."""


def colleague(leader: Registration, name: str, email: str) -> Registration:
    same = ("event", "audience", "language", "organisation", "municipality", "company")
    return Registration(name=name, email=email, **{field: getattr(leader, field) for field in same})


class RegistrationForm(PartyForm, Wishes, OpenForm, OnceForm):
    """For everybody: the address is proven by a link in the mail."""

    use_required_attribute = False
    field_order = ["name", "email", "organisation", "audience", "language", *ASKED, "colleagues", "reserve"]

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link to confirm it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Your organisation"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    audience = forms.ChoiceField(
        label=_("You come from"),
        choices=COMES_FROM.items(),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=settings.LANGUAGES, initial=get_language
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        if event.audience != Audience.EVERYONE:
            del self.fields["audience"]
        self.order_fields(self.field_order)

    def clean_name(self) -> str:
        return in_one_line(self, "name")

    def clean_organisation(self) -> str:
        return in_one_line(self, "organisation")

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])

    def registration(self) -> Registration:
        """Unsaved."""
        typed = {name: self.cleaned_data[name] for name in ("name", "email", "organisation", "language")}
        audience = self.cleaned_data.get("audience", self.event.audience)
        typed["is_listed"] = self.cleaned_data["is_listed"]
        return Registration(event=self.event, audience=audience, **typed, **self.needs)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("company_fax", "shown", "key")]


def in_one_line(form: forms.Form, field: str) -> str:
    if not (text := clean_name(form.cleaned_data[field])):
        raise forms.ValidationError(form.fields[field].error_messages["required"], "required")
    return text


class ChangeForm(Wishes):
    """What she may change later: her name, what she needs, and her breakouts while registration is open."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        self.before = registration.sessions
        initial = {name: getattr(registration, name) for name in ("name", *NEEDS, "sessions", "is_listed")}
        super().__init__(registration.event, *args, initial=initial, **kwargs)
        if registration.event.terms.closes_at < timezone.now():
            self.fields.pop("sessions", None)
        if registration.event.ends_at < timezone.now():
            for name in NEEDS:
                self.fields.pop(name, None)

    def clean_sessions(self) -> list[Session]:
        """Seats in two that were moved to one time are kept, as the page says."""
        chosen = list(self.cleaned_data["sessions"])
        return chosen if {one.pk for one in chosen} == set(self.before) else super().clean_sessions()

    @property
    def changes(self) -> dict[str, Any]:
        sessions = self.session_ids if "sessions" in self.fields else None
        return {**self.cleaned_data, "sessions": sessions}

    def clean_name(self) -> str:
        return in_one_line(self, "name")


class SeatForm(forms.Form):
    """Who comes on a reserved seat: one such form for each, on one page."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def __init__(self, seat: Registration, data: Any = None) -> None:
        super().__init__(data, auto_id=f"seat-{seat.pk}-%s")
        self.seat = seat

    def clean_name(self) -> str:
        return in_one_line(self, "name")

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])


class CancelForm(forms.Form):
    """Which of those whom she brings along she cancels with herself."""

    colleagues = forms.ModelMultipleChoiceField(
        Registration.objects.none(),
        label=_("Cancel for your colleagues too"),
        help_text=_("Whoever is not ticked stays registered."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleagues"]
        field.queryset = registration.booked.active().exclude(name="", email="")
