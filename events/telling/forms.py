"""What is asked where an event, its material or its minutes are written. Times are typed in the event's own zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kept_uploads import UploadForm
from core.merging import Values
from core.merging_forms import Group, MergingForm, Optional
from core.once import OnceForm
from core.slugs import free_slug, slug_of
from core.texts import localized_name, localized_names
from core.zones import at_local
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from events.enums import Form
from events.models import Event, Minutes

FACTS = ["kind", "audience", "time_zone", "form", "city", "venue", "online_link", "contact_email"]
ORDER = ["dialogue", "kind", "audience", "starts", "ends", *FACTS[2:], "slug"]
LONGEST_SLUG = 40  # without the year
TEXTS = [name for field in ("title", "summary", "description") for name in localized_names(field)]
RESERVED = ("new", "registration", "calendar", "board")  # parts of addresses beside those of events
MINUTE = "%Y-%m-%dT%H:%M"
ENDS_TOO_EARLY = gettext_lazy("The event ends before it starts. Give a later time.")


class LocalTime(forms.CharField):
    """A day and a time as clocks show them where the event is; None where it may be left out and is."""

    widget = forms.TextInput(attrs={"type": "datetime-local"})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return value
        return f"{value:{MINUTE}}" if value else ""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            raise ValidationError(_("Give a day and a time, such as 2027-03-26 09:00.")) from None


class WebAddress(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class EventForm(MergingForm):
    """An event's texts in all languages and its facts; two who write at once do not overwrite each other."""

    field_order = ORDER
    translated = {"title": 1, "summary": 3, "description": 6}
    starts = LocalTime(label=gettext_lazy("Starts"), help_text=gettext_lazy("In the event's own time zone."))
    ends = LocalTime(label=gettext_lazy("Ends"))

    class Meta:
        model = Event
        fields = [*FACTS, *TEXTS]
        field_classes = {"online_link": WebAddress}
        labels = {"contact_email": gettext_lazy("Contact by e-mail")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: at for name, at in times(self.instance).items() if name not in self.initial})
        for name in ("kind", "audience"):
            choice: Any = self.fields[name]
            choice.choices = [("", _("Choose")), *choice.choices[1:]]

    def facts(self) -> list[forms.BoundField]:
        """All fields but the texts, in the order in which they are asked."""
        return [self[name] for name in ORDER if name in self.fields]

    def groups(self) -> list[Group]:
        *needed, description = super().groups()
        return [*needed, Optional(description.legend, description.hint, description.fields)]

    def merged_names(self) -> list[str]:
        return [*super().merged_names(), "starts", "ends"]

    def stored(self, thing: Any) -> Values:
        return {**super().stored(thing), **times(thing)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("starts", "ends"):
            self.settle(cleaned, name)
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends", ENDS_TOO_EARLY)
        if cleaned.get("online_link") and cleaned.get("form") == Form.ON_SITE:
            self.add_error(
                "form", _("There is a link for taking part online. Choose “Online” or “On site and online”.")
            )
        if not any((cleaned.get(name) or "").strip() for name in localized_names("title")):
            self.add_error(localized_name("title"), _("Give the event a title in at least one language."))
        return cleaned

    def settle(self, cleaned: dict[str, Any], name: str) -> None:
        """The moment of a local time; some times no clock shows."""
        if not (cleaned.get(name) and cleaned.get("time_zone")):
            return
        try:
            cleaned[f"{name}_at"] = at_local(cleaned[name], cleaned["time_zone"])
        except ValidationError as error:
            self.add_error(name, error)

    def _post_clean(self) -> None:
        """Nothing is written to the event here: its doors do that, all or nothing."""

    def fields_of(self, values: Values) -> Values:
        """What the door stores of merged values. Raises ValidationError for times that no clock shows or do not fit."""
        own = {name: value for name, value in values.items() if name not in ("starts", "ends")}
        moments = {f"{name}_at": at_local(values[name], values["time_zone"]) for name in ("starts", "ends")}
        if moments["ends_at"] <= moments["starts_at"]:
            self.show(values, self.instance)
            raise ValidationError({"ends": ENDS_TOO_EARLY})
        return {**{name: "" if value is None else value for name, value in own.items()}, **moments}


def times(event: Event) -> Values:
    """As clocks show them there; None where they are not known yet."""
    return {"starts": on_clocks(event.starts_at, event), "ends": on_clocks(event.ends_at, event)}


def on_clocks(at: datetime | None, event: Event) -> datetime | None:
    """As `LocalTime` reads it, to the minute."""
    return at.astimezone(event.zone).replace(tzinfo=None, second=0, microsecond=0) if at else None


def address_field() -> forms.SlugField:
    return forms.SlugField(
        label=gettext_lazy("Web address"),
        help_text=gettext_lazy("Where it is empty, the title makes it, as in workshop-oslo-2027. It stays."),
        max_length=50,
        required=False,
    )


class NewEventForm(EventForm, OnceForm):
    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=gettext_lazy("Dialogue"))
    slug = address_field()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dialogues = Dialogue.objects.order_by("-starts_on")
        if not user.is_superuser:
            dialogues = dialogues.filter(staff__user=user, staff__kind=StaffRoleKind.MANAGER)
        choice: Any = self.fields["dialogue"]
        choice.queryset, choice.empty_label = dialogues, _("Choose")

    def clean_slug(self) -> str:
        return clean_slug(self.cleaned_data["slug"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        title = next((cleaned[name] for name in localized_names("title") if cleaned.get(name)), "")
        if cleaned.get("slug") == "" and title and cleaned.get("starts"):
            cleaned["slug"] = event_slug(title, cleaned["starts"].year)
        return cleaned


def event_slug(title: str, year: int) -> str:
    """An address from a title that no event has yet, with the year in it."""
    wanted = slug_of(title, LONGEST_SLUG, "event").removesuffix(f"-{year}")
    return free_slug(f"{wanted}-{year}", Event.objects.all())


def clean_slug(written: str) -> str:
    """Whether another event has it is asked when it is written: the same form may be sent twice."""
    slug = slugify(written)
    if slug in RESERVED:
        raise ValidationError(_("Another page has this address. Choose another one."))
    return slug


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Who agreed?"),
        help_text=gettext_lazy("Kept for colleagues. It is not public."),
        required=False,
        max_length=500,
    )


class FileForm(UploadForm):
    """A file, and the language that it is in."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the file"), choices=settings.LANGUAGES)


def titles_of(form: forms.Form) -> dict[str, str]:
    return {name: form.cleaned_data.get(name, "") for name in localized_names("title")}


class TitlesForm(forms.Form):
    """What a material is called, in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (code, language) in zip(localized_names("title"), settings.LANGUAGES, strict=True):
            label = _("Title, %(language)s") % {"language": language}
            widget = forms.TextInput({"lang": code})
            self.fields[name] = forms.CharField(label=label, max_length=200, required=False, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in localized_names("title")):
            self.add_error(localized_name("title"), _("Give it a title in at least one language."))
        return cleaned


class MaterialForm(TitlesForm, FileForm):
    """New material with its first file."""


class MinutesForm(MergingForm):
    translated = {"text": 12}

    class Meta:
        model = Minutes
        fields = localized_names("text")
