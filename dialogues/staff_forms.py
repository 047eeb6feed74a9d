"""What is asked where somebody becomes staff of a dialogue, or is it no more."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.invitations import people_at
from core.addresses import tidy
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
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Who has no account yet is invited by mail, and has the role once the invitation is accepted."),
    )
    dialogue = forms.ModelChoiceField(Dialogue.objects.all(), label=_("Dialogue"), empty_label=_("Choose"))
    kind = forms.ChoiceField(label=_("Role"), choices=StaffRoleKind)
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("A coordinator handles one. A programme manager handles all."),
        choices=[("", _("All")), *Country.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("An invitation is written in this language. Who has an account is written to in her own."),
    )
    field_order = ["email", "language", "dialogue", "kind", "country", "reason"]

    def clean_email(self) -> str:
        """`person` is who has this address, or None."""
        self.person = people_at(self.cleaned_data["email"]).first()
        return tidy(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_coordinator = cleaned.get("kind") == StaffRoleKind.COORDINATOR
        if is_coordinator and not cleaned.get("country"):
            self.add_error("country", _("Choose the country that the coordinator handles."))
        elif not is_coordinator:
            cleaned["country"] = ""
        return cleaned
