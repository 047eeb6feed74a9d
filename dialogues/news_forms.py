"""What is asked where news is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.merging_forms import MergingForm
from core.once import OnceForm
from core.texts import localized_names
from dialogues.models import Dialogue, News


class NewsForm(MergingForm):
    """News in all languages; two who write at once do not overwrite each other."""

    translated = {"title": 1, "text": 8}

    class Meta:
        model = News
        fields = [*localized_names("title"), *localized_names("text")]


class NewNewsForm(OnceForm, NewsForm):
    dialogue = forms.ModelChoiceField(Dialogue.objects.none(), label=_("Dialogue"), empty_label=_("Choose"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine: Any = self.fields["dialogue"]
        mine.queryset = Dialogue.objects.managed_by(user)
