"""What staff fill in where a registration was written wrongly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.merging import marks
from core.merging_forms import Merging
from core.names import clean_name
from events.models import Registration
from events.registering.forms import in_one_line


class CorrectForm(Merging):
    """Two who correct at once do not overwrite each other.

    An organisation that is one of the portal is not asked for, since nobody typed it; one that is there stays one.
    """

    merged = ("name", "organisation")
    name = forms.CharField(label=_("Name"), max_length=150)
    organisation = forms.CharField(label=_("Organisation"), max_length=200)

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registration.is_for_known:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].required = bool(registration.organisation)
        stored = self.stored(registration)
        self.initial.update(stored, seen=marks(stored))

    def merged_names(self) -> list[str]:
        return [name for name in self.merged if name in self.fields]

    def clean_name(self) -> str:
        return in_one_line(self, "name")

    def clean_organisation(self) -> str:
        if self.fields["organisation"].required:
            return in_one_line(self, "organisation")
        return clean_name(self.cleaned_data["organisation"])

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.merged_names()]
