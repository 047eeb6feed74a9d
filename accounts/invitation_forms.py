"""What somebody says of herself when she accepts an invitation and has no account yet."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import InvitationBase, User
from core.names import clean_name


class NameField(forms.CharField):
    """A person's name in one line, with the letters of any language; marks that turn the text around are left out."""

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")


class NewcomerForm(forms.Form):
    name = NameField(label=gettext_lazy("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The portal writes to you in this language."),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        help_text=gettext_lazy("At least 12 characters. Several words that you remember are better than signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, invitation: InvitationBase, data: Any = None) -> None:
        self.invitation = invitation
        super().__init__(data, initial={"name": invitation.name, "language": invitation.language})

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if len(password) > 1000:
            raise forms.ValidationError(_("This is too long for a password."))
        validate_password(password, User(email=self.invitation.email, name=self.cleaned_data.get("name", "")))
        return password
