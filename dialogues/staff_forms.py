"""What is asked where somebody becomes staff of a dialogue, or is it no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Country
from core.once import OnceForm
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Kept with the change, for colleagues who ask later."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )


class AppointForm(OnceForm, ReasonForm):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of somebody who has signed in to the portal before.")
    )
    dialogue = forms.ModelChoiceField(Dialogue.objects.all(), label=_("Dialogue"), empty_label=_("Choose"))
    kind = forms.ChoiceField(label=_("Role"), choices=StaffRoleKind)
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("A coordinator handles one. A programme manager handles all."),
        choices=[("", _("All")), *Country.choices],
        required=False,
    )
    field_order = ["email", "dialogue", "kind", "country", "reason"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody with this address can sign in to the portal. Is it spelt right?"))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_coordinator = cleaned.get("kind") == StaffRoleKind.COORDINATOR
        if is_coordinator and not cleaned.get("country"):
            self.add_error("country", _("Choose the country that the coordinator handles."))
        elif not is_coordinator:
            cleaned["country"] = ""
        return cleaned
