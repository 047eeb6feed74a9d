"""The forms of a request: its first title, its texts, its deadline and readers, and the steps that it takes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.merging import Values, marks
from core.merging_forms import Merging, MergingForm
from core.once import OnceForm
from core.texts import localized_name, localized_names, text_of
from core.zones import TimeZone, at_local
from dialogues.models import Dialogue
from needs.publishing.forms import MomentForm
from needs.signing.forms import DeadlineForm
from suppliers.models import InformationRequest, RequestWithdrawal
from suppliers.requests import writing
from suppliers.requests.enums import ConfidentialReaders, Readers


class DialogueField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(text_of(obj, "title"))


class NewRequestForm(OnceForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        help_text=gettext_lazy("In the language of this page. The others come next."),
    )
    dialogue = DialogueField(
        Dialogue.objects.none(),
        label=gettext_lazy("Dialogue"),
        empty_label=gettext_lazy("Choose"),
        to_field_name="slug",
    )

    def __init__(self, *args: Any, dialogues: QuerySet[Dialogue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dialogue"]
        field.queryset = dialogues

    @property
    def titles(self) -> dict[str, str]:
        return {localized_name("title"): self.cleaned_data["title"]}


class TextsForm(MergingForm):
    translated = {"title": 1, "introduction": 6}

    class Meta:
        model = InformationRequest
        fields = writing.TEXTS

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the request is no draft any more; False if there are conflicts."""
        with writing.open_draft(self.instance, user) as draft:
            values = self.merged_with(draft)
            if values is not None:
                writing.write(draft, values, user)
        return values is not None


class SettingsForm(Merging):
    """Of which dialogue it is, until when suppliers may answer, and who reads the answers then."""

    merged = ("dialogue", "on", "time", "zone", "readers", "confidential_readers")
    dialogue = forms.ChoiceField(label=gettext_lazy("Dialogue"))
    on = DayField(label=gettext_lazy("Last day"), required=False)
    time = forms.TimeField(
        label=gettext_lazy("Until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=TimeZone)
    readers = forms.ChoiceField(
        label=gettext_lazy("Who reads the answers"),
        choices=Readers,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "After the deadline. Suppliers are told before they answer, and it does not change any more once the "
            "request is open."
        ),
    )
    confidential_readers = forms.ChoiceField(
        label=gettext_lazy("Who reads confidential answers"),
        choices=ConfidentialReaders,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("From all others they are hidden: on pages, in files and in the search."),
    )

    def __init__(self, *args: Any, instance: InformationRequest, dialogues: QuerySet[Dialogue], **kwargs: Any) -> None:
        self.instance, self.dialogues = instance, {dialogue.slug: dialogue for dialogue in dialogues}
        stored = self.stored(instance)
        super().__init__(*args, **{**kwargs, "initial": {**stored, "seen": marks(stored)}})
        choices: Any = self.fields["dialogue"]
        choices.choices = [(slug, str(text_of(dialogue, "title"))) for slug, dialogue in self.dialogues.items()]

    def stored(self, thing: InformationRequest) -> Values:
        local = thing.closes_at.astimezone(ZoneInfo(thing.zone)) if thing.closes_at else None
        day, hour = (local.date(), local.time()) if local else (None, None)
        return {"dialogue": thing.dialogue.slug, "on": day, "time": hour, "zone": thing.zone, **who_reads(thing)}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        on, at = data.get("on"), data.get("time")
        if bool(on) != bool(at) and not self.errors:
            self.add_error("time" if on else "on", _("A deadline has a day and a time."))
        return data

    def save_by(self, user: Any) -> bool:
        """Raises Refused if it is no draft any more or stays in its dialogue; False for conflicts, or no such time."""
        with writing.open_draft(self.instance, user) as draft:
            values = self.merged_with(draft)
            if values is None or not self.is_a_moment(values):
                return False
            writing.move_to(draft, self.dialogues[values["dialogue"]], user)
            names = ("zone", "readers", "confidential_readers")
            said = {"closes_at": self.closes_at, **{name: values[name] for name in names}}
            writing.write(draft, said, user)
        return True

    def is_a_moment(self, values: Values) -> bool:
        self.closes_at: datetime | None = None
        if values["on"] and values["time"]:
            try:
                self.closes_at = at_local(datetime.combine(values["on"], values["time"]), values["zone"])
            except forms.ValidationError as error:
                self.add_error("time", error)
                return False
            if self.closes_at <= timezone.now():
                self.add_error("on", _("The deadline is over already. Choose a later one."))
                return False
        return True


def who_reads(request: InformationRequest) -> Values:
    return {"readers": request.readers, "confidential_readers": request.confidential_readers}


class OpeningForm(MomentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["when"]
        choices.choices = [("at_once", _("At once")), ("later", _("At a time that I choose"))]


class ExtendForm(DeadlineForm):
    """A later deadline; nothing but the time."""


class WithdrawForm(MergingForm):
    """Why, in every language."""

    translated = {"reason": 4}

    class Meta:
        model = RequestWithdrawal
        fields = localized_names("reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in localized_names("reason"):
            self.fields[name].required = True

    @property
    def reasons(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in localized_names("reason")}


class ReopenForm(DeadlineForm, WithdrawForm):
    """Until when, and why: asked and limited as the reason of a withdrawal is."""

    @property
    def times(self) -> list[forms.BoundField]:
        return [self[name] for name in DeadlineForm.base_fields]
