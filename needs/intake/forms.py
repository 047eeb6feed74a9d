"""The forms of a need: its texts, section by section, and its steps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.day_fields import DayField
from core.merging import Values, marks
from core.merging_forms import Merging
from core.once import OnceForm
from core.workflow import Refused
from needs.intake.advice import ADVICE
from needs.intake.sections import TEXTS
from needs.models import Category, Need

LONGEST_TITLE, LONGEST = 200, 10_000


def text_field(name: str, language: str) -> forms.CharField:
    """A text of a need, in its language to spelling and screen reader."""
    is_title = name == "title"
    attrs = {"lang": language, "spellcheck": "true"}
    widget = forms.TextInput(attrs) if is_title else forms.Textarea({"rows": 9, **attrs})
    described: Any = Need._meta.get_field(name)
    return forms.CharField(
        label=described.verbose_name.capitalize(),
        help_text=ADVICE[name].hint,
        max_length=LONGEST_TITLE if is_title else LONGEST,
        required=is_title,
        widget=widget,
    )


def categories() -> list[tuple[str, str]]:
    return [(category.slug, category.name) for category in Category.objects.all()]


class TextsForm(Merging):
    """Texts of a need in one language, or in its own where none is named."""

    def __init__(self, *args: Any, need: Need, fields: Sequence[str], language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.into = language
        self.merged = list(fields)
        for name in fields:
            self.fields[name] = text_field(name, language or need.language)
        self.order_fields([*fields, *self.fields])
        stored = self.stored(need)
        self.initial.update(stored, seen=marks(stored))

    def stored(self, thing: Any) -> Values:
        language = self.into or thing.language
        return {name: getattr(thing, build_localized_fieldname(name, language)) or "" for name in self.merged}

    def put(self, need: Need, values: Values) -> None:
        """Write the values into the need, which the caller saves."""
        for name, value in values.items():
            setattr(need, build_localized_fieldname(name, self.into or need.language), value)


class TranslationForm(TextsForm):
    """Texts in another language than the need's own; nothing of it is required. `original` marks what it translates."""

    original = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)

    def __init__(self, *args: Any, need: Need, original: str = "", **kwargs: Any) -> None:
        super().__init__(*args, need=need, **kwargs)
        self.initial["original"] = original
        for name in self.merged:
            self.fields[name].required = False
            self.fields[name].help_text = ""


class TitleForm(TextsForm):
    """The title, and what is chosen once: category and language. The texts move along into another language."""

    chosen = ("category", "language")
    category = forms.ChoiceField(label=_("Category"), choices=categories)
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Write in your own language. The original stays the authority, whatever is translated."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, *args: Any, need: Need, fields: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, need=need, fields=fields, **kwargs)
        self.merged = [*fields, *self.chosen]
        stored = self.stored(need)
        self.initial.update(stored, seen=marks(stored))

    def stored(self, thing: Any) -> Values:
        texts = {
            name: getattr(thing, build_localized_fieldname(name, thing.language)) or ""
            for name in self.merged
            if name not in self.chosen
        }
        return {**texts, "category": thing.category.slug, "language": thing.language}

    def put(self, need: Need, values: Values) -> None:
        need.category = Category.objects.get(slug=values["category"])
        setattr(need, build_localized_fieldname("title", need.language), values["title"])
        move_texts(need, values["language"])


def move_texts(need: Need, language: str) -> None:
    """A need that was begun in the wrong language: its texts are those of another one."""
    if language == need.language:
        return
    if any(getattr(need, build_localized_fieldname(name, language)) for name in TEXTS):
        raise Refused(gettext("There is a translation into this language already. Remove it before you choose that."))
    for name in TEXTS:
        before = build_localized_fieldname(name, need.language)
        setattr(need, build_localized_fieldname(name, language), getattr(need, before))
        setattr(need, before, None if name == "title" else "")
    need.language = language


class WhenForm(Merging):
    """When the contract of today ends and a new one may start: the same for all of a need's demand."""

    merged = ("contract_ends", "earliest_start")
    contract_ends = DayField(
        label=_("When does your current contract end?"),
        help_text=_("With options that you are going to use. Suppliers plan for this day."),
        required=False,
    )
    earliest_start = DayField(
        label=_("When could something new start at the earliest?"),
        required=False,
    )

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.stored(need)
        self.initial.update(stored, seen=marks(stored))

    def stored(self, thing: Any) -> Values:
        """What all lines have in common; None where they differ."""
        lines = list(thing.demand_lines.all())
        return {name: self.common([getattr(line, name) for line in lines]) for name in self.merged}

    @staticmethod
    def common(values: list[Any]) -> Any:
        return values[0] if len(set(values)) == 1 else None

    def put(self, need: Need, values: Values) -> None:
        """Where the lines differ and nothing was typed, they go on to differ."""
        stored = self.stored(need)
        changed = {name: value for name, value in values.items() if value != stored[name]}
        if not need.demand_lines.exists():
            raise Refused(gettext("State how much you need first; the dates belong to it."))
        if changed:
            need.demand_lines.update(**changed)


def categories_to_choose() -> list[tuple[str, str]]:
    return [("", "–"), *categories()]


class NewNeedForm(OnceForm):
    """A need begins with a title; everything else has time."""

    dialogue = forms.ChoiceField(label=_("Dialogue"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), help_text=ADVICE["title"].hint, max_length=LONGEST_TITLE)
    category = forms.ChoiceField(label=_("Category"), choices=categories_to_choose)
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Write in your own language. The original stays the authority, whatever is translated."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, *args: Any, dialogues: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["dialogue"]
        field.choices = [(dialogue.slug, str(dialogue)) for dialogue in dialogues]
        if len(dialogues) == 1:
            field.widget = forms.HiddenInput()
            self.initial["dialogue"] = dialogues[0].slug


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("Programme managers whose challenges use the need read this."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
    )


class AnswerForm(forms.Form):
    """An answer of staff that wants a reason: returned, declined."""

    reason = forms.CharField(
        label=_("What do you write to the municipality?"),
        help_text=_("It is sent by mail and stays on the need’s page."),
        widget=forms.Textarea({"rows": 6}),
        max_length=2000,
    )


class CommentForm(OnceForm):
    text = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea({"rows": 4}),
        max_length=5000,
    )

    def __init__(self, *args: Any, as_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = (
            gettext("The municipality’s editors and signatories get it by mail.")
            if as_staff
            else gettext("The staff who handle the need get it by mail.")
        )
