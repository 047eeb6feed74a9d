"""The forms of those who apply; nothing typed is lost."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.addresses import tidy
from core.enums import Country
from core.names import clean_name
from core.once import OnceForm
from core.open_forms import OpenForm
from core.periods import period
from dialogues.models import Dialogue, Theme
from municipalities.enums import Kind
from municipalities.fields import BodyField
from municipalities.models import Municipality

CHOOSE = ("", _("Choose"))
DESCRIPTION = ("body_name", "country", "body_kind")
NEEDED = {
    "body_name": _("Write its name."),
    "country": _("Choose its country."),
    "body_kind": _("Choose what it is."),
}


class InterestForm(OpenForm, OnceForm):
    """Who wants to take part in the dialogue: a body of the register, or one that is described."""

    use_required_attribute = False
    field_order = ["municipality", *DESCRIPTION, "body_note", "name", "email", "job_title", "language"]

    municipality = BodyField(label=_("Your municipality or other public buyer"), required=False)
    body_name = forms.CharField(label=_("Its name"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=[CHOOSE, *Country.choices], required=False)
    body_kind = forms.ChoiceField(label=_("What it is"), choices=[CHOOSE, *Kind.choices], required=False)
    body_note = forms.CharField(
        label=_("What helps us to find it"),
        help_text=_("An earlier name, its owner, its website"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
    )
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        help_text=_("We send you a link to confirm it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    job_title = forms.CharField(
        label=_("Your job title"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("What are you interested in?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    buys = forms.CharField(
        label=_("What do you buy of this today, or plan to buy?"),
        help_text=_("A few words are enough, in your own language."),
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("In which language shall we answer you?"), choices=settings.LANGUAGES, initial=get_language
    )
    consent = forms.BooleanField(
        label=_("I agree that this is stored to handle our interest"),
        error_messages={"required": _("Without your consent we may not store your interest.")},
    )

    def __init__(self, dialogue: Dialogue, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.dialogue = dialogue
        self.taking_part: Municipality | None = None
        self.fields["themes"].queryset = dialogue.themes.all()  # type: ignore[attr-defined]
        if not dialogue.themes.exists():
            del self.fields["themes"]

    def clean_name(self) -> str:
        return self.in_one_line("name")

    def clean_body_name(self) -> str:
        return clean_name(self.cleaned_data["body_name"])

    def clean_job_title(self) -> str:
        return clean_name(self.cleaned_data["job_title"])

    def in_one_line(self, field: str) -> str:
        if not (text := clean_name(self.cleaned_data[field])):
            raise forms.ValidationError(self.fields[field].error_messages["required"], "required")
        return text

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed.setdefault("themes", [])
        if typed.get("body_name") and "municipality" in self.errors:
            del self.errors["municipality"]  # what the register does not know is what she describes
            typed["municipality"] = None
        if body := typed.get("municipality"):
            self.check_chosen(body)
        elif "municipality" not in self.errors:
            self.check_described()
        return typed

    def check_chosen(self, body: Municipality) -> None:
        if self.cleaned_data.get("body_name"):
            self.add_error("body_name", _("You have chosen one above as well. Empty the one or the other."))
        if body.participations.filter(dialogue=self.dialogue).exists():
            self.taking_part = body
            self.add_error("municipality", _("It takes part already. You need not register it."))
        self.cleaned_data |= {"country": body.country, "body_kind": "", "body_note": ""}

    def check_described(self) -> None:
        if not any(self.data.get(name) for name in DESCRIPTION):
            self.add_error("municipality", _("Choose it from the register, or describe it below."))
            return
        for name in DESCRIPTION:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, NEEDED[name])

    @property
    def description(self) -> list[forms.BoundField]:
        """As shown: who describes a body must say all but the note; who chooses one is asked nothing of it."""
        for name in DESCRIPTION:
            self.fields[name].required = True
        return [self[name] for name in (*DESCRIPTION, "body_note")]

    @property
    def about_you(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "email", "job_title", "language")]

    @property
    def about_it(self) -> list[forms.BoundField]:
        return [self[name] for name in ("themes", "buys") if name in self.fields]

    @property
    def how_long(self) -> list[str]:
        """Until when what is typed is kept, by what comes of it."""
        return [
            _("Not confirmed: {time} after the link has run out").format(time=period("interest-unconfirmed")),
            _("Declined or withdrawn: {time}").format(time=period("interest-declined")),
            _("Taken in: {time}, and longer as long as you are in the portal").format(time=period("interest-accepted")),
        ]

    @property
    def is_described(self) -> bool:
        """Whether something stands in the part for what the register lacks."""
        return any(field.value() or field.errors for field in self.description)


class AgainForm(OpenForm):
    """Asks for the link once more; what is answered never tells whether the address is known."""

    least_seconds = 1

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])


class AnswerForm(forms.Form):
    """An applicant's answer to what staff asked."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea({"rows": 6}), max_length=4000)
