"""The forms of what is made of chosen needs."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy

from core.once import OnceForm
from needs.models import Category, Challenge, Need


class ChosenNeedsForm(forms.Form):
    """Needs that were chosen in the list, of those that the person may read."""

    need = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Needs"),
        error_messages={"required": gettext_lazy("Choose at least one need.")},
    )

    def __init__(self, *args: Any, needs: QuerySet[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]


class JoinForm(ChosenNeedsForm, OnceForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the title"), choices=settings.LANGUAGES, initial=get_language
    )
    category = forms.ModelChoiceField(Category.objects.all(), label=gettext_lazy("Category"))


class AddForm(ChosenNeedsForm):
    challenge = forms.ModelChoiceField(Challenge.objects.none(), label=gettext_lazy("Challenge"), to_field_name="slug")

    def __init__(self, *args: Any, challenges: QuerySet[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["challenge"]
        field.queryset = challenges.prefetch_related("statements")  # type: ignore[attr-defined]
        field.label_from_instance = lambda challenge: challenge.latest.title or challenge.slug  # type: ignore[attr-defined]
