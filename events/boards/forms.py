"""What is asked of participants and of those who run boards."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.once import OnceForm
from core.texts import text_of
from events.boards.joining import bodies_at
from events.boards.keeping import FIELDS
from events.models import Board, Event
from events.models.board import MOST_DOTS, MOST_LETTERS
from municipalities.handled import by_name


class CodeForm(OnceForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands on the wall, such as K7M 2QX."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class WhoForm(forms.Form):
    """Asked where only public buyers are; all of it may be left empty."""

    name = forms.CharField(
        label=_("First name"),
        help_text=_("Shown with your notes."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    body = forms.ModelChoiceField(
        None, label=_("Public buyer"), required=False, empty_label=pgettext_lazy("public buyer", "None")
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["body"]
        bodies.queryset = bodies_at(event).order_by(*by_name())


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Your note"), max_length=MOST_LETTERS, widget=forms.Textarea({"rows": 3, "maxlength": MOST_LETTERS})
    )
    language = forms.ChoiceField(label=_("Language of the note"), choices=settings.LANGUAGES, initial=get_language)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class BoardForm(forms.ModelForm):
    class Meta:
        model = Board
        fields = FIELDS
        widgets = {"dots": forms.NumberInput({"max": MOST_DOTS})}

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.fields["session"]
        session.queryset = event.sessions.order_by("starts_at", "track", "pk")
        session.label_from_instance = in_words
        session.empty_label = _("The whole event")
        self.initial.setdefault("language", get_language())

    def fields_of_board(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewBoardForm(BoardForm, OnceForm):
    pass


def in_words(session: Any) -> str:
    title, track = text_of(session, "title"), text_of(session, "track")
    return f"{title}: {track}" if str(track) else str(title)


class FacilitatorForm(OnceForm):
    name = forms.CharField(label=_("Name"), max_length=60)
