from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.addresses import tidy
from core.once import OnceForm


class ErasureForm(forms.Form):
    """Whoever erases a person writes her e-mail address, so that it does not happen by accident."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("Write it to confirm."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        if tidy(self.cleaned_data["email"]) != tidy(self.person.email):
            raise forms.ValidationError(_("This is not the address of the account."))
        return self.cleaned_data["email"]


class AddressErasureForm(OnceForm):
    """Confirms that what is kept with an address is erased, where nobody's account has it."""

    email = forms.EmailField(widget=forms.HiddenInput)
