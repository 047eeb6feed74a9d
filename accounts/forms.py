"""allauth's forms with the portal's own words, in all of its languages, and a person's own details."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitation_forms import NameField
from accounts.models import User

EMAIL = gettext_lazy("E-mail address")
PASSWORD = gettext_lazy("Password")
NEW_PASSWORD = gettext_lazy("New password")


class OwnWords(forms.Form):
    """Labels and hints of this class stand in for allauth's, and nothing is written into the fields themselves."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class TwicePassword(OwnWords):
    """A new password, written twice."""

    labels = {"password1": NEW_PASSWORD, "password2": gettext_lazy("New password once more")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validation.password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        data = super(account.PasswordVerificationMixin, self).clean() or self.cleaned_data
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", _("The two passwords are not the same."))
        return data


# Signing in


class SignInForm(OwnWords, account.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD}


class RequestCodeForm(OwnWords, account.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class SignInCodeForm(OwnWords, account.ConfirmLoginCodeForm):
    labels = {"code": gettext_lazy("Code from the mail")}


class SecondFactorForm(OwnWords, mfa.AuthenticateForm):
    labels = {"code": gettext_lazy("Code")}
    hints = {"code": gettext_lazy("Six digits from your authenticator app, or a recovery code.")}


class PasswordAgainForm(OwnWords, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class SecondFactorAgainForm(OwnWords, mfa.ReauthenticateForm):
    labels = SecondFactorForm.labels
    hints = SecondFactorForm.hints


# Password and e-mail address


class ForgottenPasswordForm(OwnWords, account.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(TwicePassword, account.ResetPasswordKeyForm):
    pass


class FirstPasswordForm(TwicePassword, account.SetPasswordForm):
    pass


class ChangePasswordForm(TwicePassword, account.ChangePasswordForm):
    labels = TwicePassword.labels | {"oldpassword": gettext_lazy("Password that you have now")}


class NewEmailForm(OwnWords, account.AddEmailForm):
    labels = {"email": gettext_lazy("New e-mail address")}


# The second factor


class AuthenticatorAppForm(OwnWords, ActivateTOTPForm):
    labels = {"code": gettext_lazy("Code that the app shows")}


class PasskeyNameForm(OwnWords, webauthn.EditWebAuthnForm):
    labels = {"name": gettext_lazy("Name of the passkey")}


class NewPasskeyForm(OwnWords, webauthn.AddWebAuthnForm):
    """Every passkey can be signed in with: there is no lesser kind to choose."""

    labels = PasskeyNameForm.labels
    hints = {"name": gettext_lazy("So that you know it again, for example: my telephone.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, initial=True)


# A person's own details


class DetailsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        field_classes = {"name": NameField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {
            "name": gettext_lazy("As colleagues and partners see it."),
            "language": gettext_lazy("Of the portal’s pages and of the mails that you get."),
        }
