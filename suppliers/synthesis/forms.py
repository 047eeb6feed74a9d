"""The forms of a synthesis: what it is of, and its texts in all languages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.merging_forms import MergingForm
from core.once import OnceForm
from core.texts import text_of
from needs.models import Challenge
from suppliers.models import InformationRequest, Synthesis, SynthesisVersion
from suppliers.synthesis import writing
from suppliers.synthesis.checking import all_fields


class ChallengeField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(text_of(obj.published, "title"))


class BeginForm(OnceForm):
    challenge = ChallengeField(
        Challenge.objects.none(),
        label=_("What it is about"),
        required=False,
        empty_label=_("The whole dialogue"),
        to_field_name="slug",
    )

    def __init__(self, *args: Any, request: InformationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["challenge"]
        field.queryset = Challenge.objects.public().filter(dialogue=request.dialogue).select_related("published")


class TextsForm(MergingForm):
    translated = {"title": 1, "heard": 12, "changed": 8}

    class Meta:
        model = SynthesisVersion
        fields = all_fields()

    def save_by(self, synthesis: Synthesis, user: Any) -> bool:
        """Raises WrongState where it is published meanwhile; False if there are conflicts."""
        with writing.open_draft(synthesis, user) as draft:
            values = self.merged_with(draft)
            if values is not None:
                writing.write(draft, values, user)
        return values is not None
