"""What is asked where a dialogue's phase, texts, dates, contacts, themes and partners are written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.day_fields import DayField
from core.enums import Country
from core.merging import Values, marks
from core.merging_forms import Group, Merging, MergingForm, Optional
from core.once import OnceForm
from core.texts import localized_name, localized_names
from dialogues.enums import PartnerRole, Phase, Precision
from dialogues.models import Contact, Dialogue, Milestone, Partner, Theme
from dialogues.staff_forms import ReasonForm


class PhaseForm(ReasonForm, Merging):
    """Each phase with what it opens and closes."""

    field_order = ["phase", "reason"]
    merged = ["phase"]
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["phase"]
        choice.choices = [(phase.value, f"{phase.label}. {phase.opens}") for phase in Phase]
        self.initial.update(phase=dialogue.phase, seen=marks(self.stored(dialogue)))


class KeptForm(MergingForm):
    """A dialogue, or a row on its page. Each text but an `optional` one is asked for in at least one language."""

    optional: tuple[str, ...] = ()

    def facts(self) -> list[forms.BoundField]:
        """What is the same in all languages."""
        return [self[name] for name in self.merged_names() if name not in self.texts()]

    def texts(self) -> list[str]:
        return [name for field in self.translated for name in localized_names(field)]

    def group(self, field: str) -> Group:
        group = super().group(field)
        return Optional(group.legend, group.hint, group.fields) if field in self.optional else group

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for field in self.translated:
            said = any((cleaned.get(name) or "").strip() for name in localized_names(field))
            if not said and field not in self.optional:
                self.add_error(localized_name(field), _("Write this in at least one language."))
        return cleaned

    def _post_clean(self) -> None:
        """Nothing is written to the row here: its doors do that, all or nothing."""

    def fields_of(self, values: Values) -> Values:
        """What the door stores of merged values."""
        texts = self.texts()
        return {name: value or "" if name in texts else value for name, value in values.items()}


class DialogueForm(KeptForm):
    translated = {"title": 1, "theme": 1, "summary": 3, "background": 8}
    optional = ("background",)

    class Meta:
        model = Dialogue
        fields = [
            *localized_names("title"),
            *localized_names("theme"),
            *localized_names("summary"),
            *localized_names("background"),
            "starts_on",
            "ends_on",
        ]
        field_classes = {"starts_on": DayField, "ends_on": DayField}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The dialogue ends before it starts. Give a later date."))
        return cleaned


class RowForm(OnceForm, KeptForm):
    """A row on the dialogue's page; `title` is what these rows are together, `new` what adds one."""

    title: Any
    new: Any


class MilestoneForm(RowForm):
    title = gettext_lazy("Milestones")
    new = gettext_lazy("Add a milestone")
    translated = {"title": 1}

    class Meta:
        model = Milestone
        fields = [*localized_names("title"), "on", "precision"]
        field_classes = {"on": DayField}
        labels = {"precision": gettext_lazy("How exactly the date is known")}
        help_texts = {"on": gettext_lazy("Where only the month is known, any day of it.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, precision = cleaned.get("on"), cleaned.get("precision")
        if precision == Precision.UNDECIDED:
            return {**cleaned, "on": None}
        if on is None and "on" not in self.errors:
            self.add_error("on", _("Give the date, or say that it is to be decided."))
        if on and precision == Precision.MONTH:
            return {**cleaned, "on": on.replace(day=1)}
        return cleaned


class ContactForm(RowForm):
    title = gettext_lazy("Contacts")
    new = gettext_lazy("Add a contact")
    translated = {"role": 1}

    class Meta:
        model = Contact
        fields = [*localized_names("role"), "organisation", "email"]
        help_texts = {"email": gettext_lazy("Everybody reads it. Best is an address that several people read.")}


class ThemeForm(RowForm):
    title = gettext_lazy("Themes")
    new = gettext_lazy("Add a theme")
    translated = {"name": 1}

    class Meta:
        model = Theme
        fields = localized_names("name")


class PartnerForm(RowForm):
    title = gettext_lazy("Partners")
    new = gettext_lazy("Add a partner")
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose")), *PartnerRole.choices])
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("", pgettext_lazy("country", "None")), *Country.choices],
        required=False,
    )
    website = forms.URLField(label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Partner
        fields = ["name", "role", "country", "website"]


ROWS: dict[str, type[RowForm]] = {
    "milestones": MilestoneForm,
    "contacts": ContactForm,
    "themes": ThemeForm,
    "partners": PartnerForm,
}
