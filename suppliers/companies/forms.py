"""What is asked about a company: where it is registered, edited, and where colleagues are invited."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.invitation_forms import NameField
from core.addresses import tidy
from core.enums import Country
from core.merging import marks
from core.merging_forms import Merging
from core.once import OnceForm
from core.open_forms import OpenForm
from suppliers.companies import numbers
from suppliers.companies.registering import FIELDS
from suppliers.enums import SizeClass
from suppliers.models import Company

LONGEST_REASON = 1000


class CompanyFields(forms.Form):
    """Name, country, organisation number, size and website, all checked the same wherever they are typed."""

    use_required_attribute = False

    name = NameField(
        label=_("Name of the company"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("", _("Choose")), *Country.choices])
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        max_length=30,
        empty_value=None,
        help_text=_(
            "As the register of companies in your country gives it. Spaces and dashes do not matter. A sole trader in "
            "Sweden or Iceland whose number is a personal identity number leaves this empty."
        ),
    )
    size_class = forms.ChoiceField(
        label=_("Size"),
        choices=[("", _("Not stated")), *SizeClass.choices],
        required=False,
        help_text=_("Tells public buyers whether their demand suits small companies too."),
    )
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", widget=forms.TextInput({"inputmode": "url"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_number"].required = not numbers.may_be_persons(self.data.get("country", ""))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("country") and typed.get("organisation_number"):
            try:
                typed["organisation_number"] = numbers.normal(typed["country"], typed["organisation_number"])
            except forms.ValidationError as error:
                self.add_error("organisation_number", error)
        return typed


class RegisterForm(OnceForm, CompanyFields):
    """By somebody who is signed in."""


class OpenRegisterForm(OpenForm, OnceForm, CompanyFields):
    """By somebody without a sign-in: who she is, too."""

    person = NameField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        help_text=_("We send you a link to confirm it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=settings.LANGUAGES, initial=get_language
    )

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])

    @property
    def about_company(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS]

    @property
    def about_you(self) -> list[forms.BoundField]:
        return [self[name] for name in ("person", "email", "language")]


class EditForm(Merging, CompanyFields):
    """Colleagues may write at the same time: what each changed is kept."""

    merged = FIELDS

    def __init__(self, company: Company, data: Any = None) -> None:
        stored = self.stored(company)
        written = numbers.written(company.country, company.organisation_number)
        super().__init__(data, initial={**stored, "organisation_number": written, "seen": marks(stored)})


class InviteForm(OnceForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = NameField(label=_("Name"), max_length=150, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The invitation is written in this language.")
    )

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}), required=False
    )


class ReasonNeededForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Goes to the people of the company."),
    )
