"""What staff fill in about bodies and their part in dialogues."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.day_fields import DayField
from core.enums import Country
from core.merging_forms import MergingForm
from core.once import OnceForm
from core.texts import localized_names
from dialogues.models import Dialogue
from dialogues.staff_forms import ReasonForm
from municipalities.enums import Kind, ParticipationRole
from municipalities.models import Municipality, Participation
from municipalities.register.entries import tidy

NAMES = localized_names("name")
# The offices' registers bring in the municipalities, with their codes
BY_HAND = [Kind.REGION, Kind.CENTRAL_PURCHASING]


class ToldReasonForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Goes to the body's editors in the mail that tells of the change.")


class TakePartForm(OnceForm, ToldReasonForm):
    """Offers the dialogues that are free; understands all, as a form sent twice names one that is no longer."""

    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=_("Dialogue"), empty_label=_("Choose"))
    role = forms.ChoiceField(label=_("Role"), choices=ParticipationRole, initial=ParticipationRole.PARTICIPANT)
    since = DayField(label=_("Since"), initial=timezone.localdate)
    field_order = ["dialogue", "role", "since", "reason"]

    def __init__(self, *args: Any, dialogues: QuerySet[Dialogue], free: QuerySet[Dialogue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dialogue"]
        field.queryset = dialogues
        field.widget.choices = [("", field.empty_label), *((dialogue.pk, str(dialogue)) for dialogue in free)]


class ParticipationRoleForm(ToldReasonForm):
    """`seen` is the role that stood when the form was shown."""

    role = forms.ChoiceField(label=_("Role"), choices=ParticipationRole)
    seen = forms.CharField(widget=forms.HiddenInput)
    field_order = ["role", "reason"]

    def __init__(self, *args: Any, part: Participation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "role": part.role, "seen": part.role}


class BodyForm(forms.ModelForm):
    """A body's names and figures. What the offices' registers say of a municipality is not written by hand."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Municipality
        fields = ["official_name", *NAMES, "code", "region", "population", "website"]
        help_texts = {"official_name": _("In its own language or languages: “Turku / Åbo”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_languages()
        if self.instance.pk and self.instance.kind == Kind.MUNICIPALITY:
            del self.fields["code"], self.fields["region"]

    def name_languages(self) -> None:
        for name, (_code, language) in zip(NAMES, settings.LANGUAGES, strict=True):
            if name in self.fields:
                self.fields[name].label = format_lazy(_("Name in {language}"), language=language)

    def clean_official_name(self) -> str:
        return tidy(self.cleaned_data["official_name"])


class EditBodyForm(MergingForm, BodyForm):
    """Several of staff may write at the same time: what each changed is kept."""

    def merged_names(self) -> list[str]:
        return [name for name in super().merged_names() if name in self.fields]

    def _post_clean(self) -> None:
        """Nothing is written to the body here: its door does that."""


class NewCompanyForm(OnceForm, BodyForm):
    """A municipal company; its parent and its country are known."""

    class Meta(BodyForm.Meta):
        fields = ["official_name", "code", "population", "website"]


class NewBodyForm(NewCompanyForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in BY_HAND])
    country = forms.ChoiceField(label=_("Country"), choices=Country)

    class Meta(BodyForm.Meta):
        fields = ["kind", "country", "official_name", *NAMES, "code", "region", "population", "website"]

    def __init__(self, *args: Any, countries: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(country.value, country.label) for country in Country if country in countries]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("E-mail domain"),
        help_text=_("As in oslo.kommune.no. Who writes from it is taken for one of the body's people."),
        max_length=253,
    )
