"""What is asked where an agenda is written, and where an event is copied. Times are typed in the event's own zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.merging import Values
from core.merging_forms import Group, MergingForm, Optional
from core.once import OnceForm
from core.texts import localized_name, localized_names, text_of
from core.zones import at_local, in_zone
from events.models import Event, Session
from events.telling import agenda
from events.telling.forms import LocalTime, address_field, clean_slug, event_slug
from events.telling.shifting import wall_clock

TEXTS = ("title", "description", "track", "speakers")
HINTS = {
    "track": gettext_lazy("Sessions that run side by side have one each."),
    "speakers": gettext_lazy("One per line: the name, and what the person does."),
}

ENDS_TOO_EARLY = gettext_lazy("The session ends before it starts. Give a later time.")


class SessionForm(MergingForm):
    """A session's texts in all languages and its times. Where people would have to be in two places, it asks once."""

    field_order = ("starts", "ends", "anyway")
    translated = {"title": 1, "description": 3, "track": 1, "speakers": 3}
    starts = LocalTime(label=gettext_lazy("Starts"), help_text=gettext_lazy("In the event's own time zone."))
    ends = LocalTime(label=gettext_lazy("Ends"))
    anyway = forms.BooleanField(label=gettext_lazy("Save it all the same"), required=False)

    class Meta:
        model = Session
        fields = [name for field in TEXTS for name in localized_names(field)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_anyway = False
        self.initial.update({name: at for name, at in self.times(self.instance).items() if name not in self.initial})

    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("starts", "ends", *(["anyway"] if self.asks_anyway else []))]

    def groups(self) -> list[Group]:
        title, *others = zip(self.translated, super().groups(), strict=True)
        optional = [Optional(group.legend, HINTS.get(name, group.hint), group.fields) for name, group in others]
        return [title[1], *optional]

    @property
    def event(self) -> Event:
        return self.instance.event

    def times(self, session: Session) -> Values:
        found = {"starts": session.starts_at, "ends": session.ends_at}
        return {name: wall_clock(at, session.event.zone) if at else None for name, at in found.items()}

    def merged_names(self) -> list[str]:
        return [*super().merged_names(), "starts", "ends"]

    def stored(self, thing: Any) -> Values:
        return {**super().stored(thing), **self.times(thing)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at = {name: self.settle(cleaned, name) for name in ("starts", "ends")}
        if at["starts"] and at["ends"]:
            self.check(at["starts"], at["ends"], bool(cleaned.get("anyway")))
        if not any((cleaned.get(name) or "").strip() for name in localized_names("title")):
            self.add_error(localized_name("title"), _("Give it a title in at least one language."))
        return cleaned

    def settle(self, cleaned: dict[str, Any], name: str) -> datetime | None:
        try:
            return at_local(cleaned[name], self.event.time_zone) if cleaned.get(name) else None
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def check(self, starts: datetime, ends: datetime, anyway: bool) -> None:
        event = self.event
        if ends <= starts:
            self.add_error("ends", ENDS_TOO_EARLY)
        elif starts < event.starts_at or ends > event.ends_at:
            known = {
                "from": in_zone(event.starts_at, event.time_zone),
                "until": in_zone(event.ends_at, event.time_zone),
            }
            self.add_error("starts", _("This is outside the event, which is from %(from)s until %(until)s.") % known)
        elif clashes := agenda.clashes(self.instance, starts, ends):
            self.asks_anyway = True
            for other, number in [] if anyway else clashes:
                self.add_error("starts", clash(other, number))

    def _post_clean(self) -> None:
        """Nothing is written to the session here: its doors do that, all or nothing."""

    def fields_of(self, values: Values) -> Values:
        """What the door stores of merged values. Raises ValidationError for times that do not fit."""
        own = {name: value or "" for name, value in values.items() if name not in ("starts", "ends")}
        moments = {f"{name}_at": at_local(values[name], self.event.time_zone) for name in ("starts", "ends")}
        if moments["ends_at"] <= moments["starts_at"]:
            self.show(values, self.instance)
            raise ValidationError({"ends": ENDS_TOO_EARLY})
        return {**own, **moments}


def clash(other: Session, number: int) -> str:
    said = ngettext(
        "%(number)d person chose this session and “%(other)s”, which is at the same time.",
        "%(number)d people chose this session and “%(other)s”, which is at the same time.",
        number,
    )
    return said % {"number": number, "other": text_of(other, "title")}


class NewSessionForm(SessionForm, OnceForm):
    """With a key, so that a form sent twice makes one session."""


class CopyForm(OnceForm):
    slug = address_field()
    starts = LocalTime(label=gettext_lazy("Starts"), help_text=gettext_lazy("In the event's own time zone."))

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_slug(self) -> str:
        return clean_slug(self.cleaned_data["slug"])

    def clean_starts(self) -> datetime:
        return at_local(self.cleaned_data["starts"], self.event.time_zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "" and cleaned.get("starts"):
            cleaned["slug"] = event_slug(str(self.event), cleaned["starts"].year)
        return cleaned
