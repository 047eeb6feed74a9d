"""The forms of who asks, and of the desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.day_fields import DayField
from core.merging import marks
from core.merging_forms import Merging, MergingForm
from core.once import OnceForm
from core.zones import TimeZone, at_local
from needs.models import Challenge
from needs.publishing.forms import MomentForm
from suppliers.models import AnswerVersion, Company, Question, QuestionAnswer, QuestionTerms
from suppliers.models.question import LONGEST
from suppliers.questions import answering
from suppliers.questions.bundling import lock_draft
from suppliers.questions.enums import Source, VersionState
from suppliers.questions.subjects import challenge_title


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        widget=text_area(8),
        help_text=gettext_lazy(
            "Do not write who you are: no company, person or product of yours. Others read the answer, and perhaps "
            "your words."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language that you write in"), choices=settings.LANGUAGES, initial=get_language
    )


class NewQuestionForm(QuestionForm, OnceForm):
    """Sent twice, it is one question."""


class TakeDownForm(OnceForm):
    """What staff heard in a meeting or a call."""

    subject = forms.ChoiceField(label=gettext_lazy("What it was about"))
    text = forms.CharField(label=gettext_lazy("The question"), max_length=LONGEST, widget=text_area(6))
    language = forms.ChoiceField(
        label=gettext_lazy("Language that you write in"), choices=settings.LANGUAGES, initial=get_language
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(source.value, source.label) for source in Source.taken_down()],
        widget=forms.RadioSelect,
    )
    heard_on = DayField(label=gettext_lazy("On"))
    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=gettext_lazy("Company"),
        required=False,
        empty_label=gettext_lazy("Not known, or of no matter"),
        to_field_name="key",
        help_text=gettext_lazy("Its representatives then see the question as theirs, and are told of the answer."),
    )
    oral_answer = forms.CharField(
        label=gettext_lazy("What was answered there"),
        max_length=LONGEST,
        required=False,
        widget=text_area(4),
        help_text=gettext_lazy("What one was told, all must be told: release an answer that says it soon."),
    )

    def __init__(
        self, *args: Any, subjects: list[tuple[str, Any]], companies: QuerySet[Company], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]

    def clean_heard_on(self) -> Any:
        day = self.cleaned_data["heard_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it not answered?"),
        max_length=LONGEST,
        widget=text_area(5),
        help_text=gettext_lazy("Who asked reads it, and nobody else."),
    )


class TermsForm(Merging):
    """Two who set the terms at once keep what each changed."""

    merged = ("four_eyes", "working_days")
    four_eyes = forms.BooleanField(
        label=gettext_lazy("A second person checks every answer before it is released"),
        required=False,
        help_text=gettext_lazy("Who wrote an answer last cannot check it. A change after the check asks for another."),
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Working days within which a question should be answered"), min_value=1, max_value=60
    )

    def __init__(self, *args: Any, terms: QuestionTerms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.stored(terms)
        self.initial.update(stored, seen=marks(stored))


class DeadlineForm(forms.Form):
    """Of one challenge, or of the dialogue where a challenge has none of its own."""

    challenge = forms.ModelChoiceField(
        Challenge.objects.none(),
        label=gettext_lazy("For questions about"),
        required=False,
        empty_label=gettext_lazy("Everything in the dialogue that has no deadline of its own"),
        to_field_name="slug",
    )
    on = DayField(label=gettext_lazy("Day"))
    time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=TimeZone.choices, initial=TimeZone.OSLO)

    def __init__(self, *args: Any, challenges: QuerySet[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = challenges  # type: ignore[attr-defined]
        self.fields["challenge"].label_from_instance = challenge_title  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("on") and data.get("time") and data.get("zone"):
            try:
                data["closes_at"] = at_local(datetime.combine(data["on"], data["time"]), data["zone"])
            except ValidationError as error:
                self.add_error("time", error)
                return data
            if data["closes_at"] <= timezone.now():
                self.add_error("time", _("This moment is over. Choose a later one."))
        return data


class ReleaseForm(MomentForm):
    """At once, or at a moment of one of the zones."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("at_once", gettext_lazy("At once")), ("later", gettext_lazy("At a time that I choose"))],
        widget=forms.RadioSelect,
        initial="at_once",
    )


class AnswerForm(MergingForm):
    """Question and answer in every language, side by side; two who write at the same time lose nothing."""

    translated = {"question": 3, "text": 8}

    class Meta:
        model = AnswerVersion
        fields = answering.FIELDS
        labels = {"language": gettext_lazy("Original language")}

    def speak(self, name: str, code: str, language: str, rows: int) -> None:
        """The language stands over both fields of it; a list of errors has it in each label."""
        super().speak(name, code, language, rows)
        what = _("Question") if name.startswith("question") else _("Answer")
        self.fields[name].label = format_html('{} <span class="ds-sr-only" lang="{}">({})</span>', what, code, language)

    def say_whose(self, name: str, legend: str) -> None:
        """Its label says it."""

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if nothing can be written any more; False if there are conflicts."""
        with transaction.atomic():
            draft = lock_draft(self.instance.answer, self.instance.number)
            values = self.merged_with(draft)
            if values is not None:
                answering.write(draft, values, user)
        return values is not None

    def pairs(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """For each language, the original first: its code and name, the question's field and the answer's."""
        original = self.instance.language
        codes = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != original)
        return [(code, name, self[f"question_{code}"], self[f"text_{code}"]) for code, name in codes]


class IntoForm(forms.Form):
    """What the desk sends to bundle: questions, and perhaps the answer that they go into."""

    question = forms.ModelMultipleChoiceField(Question.objects.none(), to_field_name="key")
    answer = forms.ModelChoiceField(QuestionAnswer.objects.none(), to_field_name="key", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = Question.objects.managed_by(user)  # type: ignore[attr-defined]
        answers = QuestionAnswer.objects.managed_by(user).filter(versions__state=VersionState.DRAFT)
        self.fields["answer"].queryset = answers.distinct()  # type: ignore[attr-defined]
