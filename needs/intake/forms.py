"""The forms of a need's steps."""

from django import forms
from django.utils.translation import gettext_lazy


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why do you withdraw it?"),
        help_text=gettext_lazy("Programme managers whose challenges use the need read this."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
    )
