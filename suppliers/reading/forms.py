"""The forms of those who read: what narrows the answers, notes, tags and translations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.lists import ALL
from core.merging import mark
from core.names import clean_name
from core.once import OnceForm
from suppliers.enums import SizeClass
from suppliers.models import Answer, InformationRequest


class ReadingFilter(forms.Form):
    """Managers narrow by tag too; nobody else knows of them."""

    q = forms.CharField(label=_("Search the answers"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", ALL), *Country.choices])
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[("", ALL), *SizeClass.choices])
    tag = forms.ModelChoiceField(None, label=_("Tag"), required=False, empty_label=ALL)

    def __init__(self, *args: Any, request: InformationRequest, manages: bool, **kwargs: Any) -> None:
        kwargs["auto_id"] = "narrow-%s"
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"  # type: ignore[attr-defined]
        tags: Any = self.fields["tag"]
        tags.queryset = request.tags.all()
        if not manages:
            del self.fields["tag"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen and makes sense; the rest narrows nothing."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}

    def full_clean(self) -> None:
        super().full_clean()
        if not hasattr(self, "cleaned_data"):
            self.cleaned_data = {}


class NoteForm(OnceForm):
    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea({"rows": 3}), help_text=_("Suppliers never see it.")
    )


class TagNameForm(forms.Form):
    name = forms.CharField(label=_("Tag"), max_length=60)

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a word that can be seen."))
        return name


class AnswerTagsForm(forms.Form):
    """A tag of the request, or a new one in words."""

    tag = forms.ModelChoiceField(None, label=_("Tag"), required=False, empty_label=_("Choose a tag"))
    name = forms.CharField(label=_("Or a new tag"), required=False, max_length=60)

    def __init__(self, *args: Any, request: InformationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags: Any = self.fields["tag"]
        tags.queryset = request.tags.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["name"] = clean_name(data.get("name") or "")
        if not data["name"] and not data.get("tag"):
            self.add_error("tag", _("Choose a tag, or write a new one."))
        return data


class TranslationForm(forms.Form):
    """Staff's translation into one language. An empty text takes it away."""

    data: Any
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Translation"), required=False, max_length=20000, widget=forms.Textarea({"rows": 10})
    )

    def __init__(self, *args: Any, answer: Answer, language: str, **kwargs: Any) -> None:
        row = answer.translations.filter(language=language).first()
        self.stored = row.text if row else ""
        kwargs["initial"] = {"text": self.stored, "seen": mark(self.stored)}
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"lang": language, "spellcheck": "true"}

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def show_theirs(self) -> None:
        """What is stored now stands beside what was typed; the next save is meant for both."""
        bound: Any = self["text"]
        bound.theirs = self.stored
        self.data = {**self.data.dict(), "seen": mark(self.stored)}


def languages_besides(language: str) -> list[tuple[str, str]]:
    """Into which an answer may be translated."""
    return [(code, name) for code, name in settings.LANGUAGES if code != language]
