"""What is asked of who follows by an address, and how the language is changed."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.addresses import tidy
from core.once import OnceForm
from core.open_forms import OpenForm


class FollowForm(OpenForm, OnceForm):
    use_required_attribute = False

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link to confirm it. Nobody else sees the address."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=settings.LANGUAGES, initial=get_language
    )

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
