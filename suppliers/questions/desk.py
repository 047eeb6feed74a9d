"""The desk's list of questions: what it shows, how it is narrowed, and for whom or what each question waits."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.lists import ALL, Column, ListFilter
from core.search import Fold
from core.sorting import in_alphabet, in_order
from core.texts import localized_names
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import AnswerVersion, Question, QuestionTerms
from suppliers.models.answer import TEXTS
from suppliers.questions.enums import QuestionState, Source, VersionState
from suppliers.questions.subjects import challenge_title, title_of, with_subjects

SATURDAY = 5
USUAL_DAYS = 5
EVERY = "all"


class Waits(models.TextChoices):
    ANSWER = "answer", _("An answer")
    LANGUAGES = "languages", _("Missing languages")
    CHECK = "check", _("A second person")
    RELEASE = "release", _("Its release")
    MOMENT = "moment", _("The moment of release")


STATES = [(state.value, capfirst(state.label)) for state in QuestionState]


class QuestionFilter(ListFilter):
    """Unless a state is chosen, by the tabs, the list has what is neither answered nor over."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All that waits")), (EVERY, ALL), *STATES],
        widget=forms.HiddenInput,
    )
    waits = forms.ChoiceField(label=_("Waits for"), required=False, choices=[("", ALL), *Waits.choices])
    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(), label=_("Dialogue"), required=False, empty_label=ALL, to_field_name="slug"
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), label=_("Challenge"), required=False, empty_label=ALL, to_field_name="slug"
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", ALL), *settings.LANGUAGES])
    source = forms.ChoiceField(label=_("How it came"), required=False, choices=[("", ALL), *Source.choices])

    def prepare(self) -> None:
        plain = self.rows.order_by()
        dialogues = Dialogue.objects.filter(pk__in=plain.values("dialogue"))
        challenges = Challenge.objects.filter(pk__in=plain.exclude(challenge=None).values("challenge"))
        self.fields["dialogue"].queryset = dialogues  # type: ignore[attr-defined]
        self.fields["challenge"].queryset = challenges  # type: ignore[attr-defined]
        self.fields["challenge"].label_from_instance = challenge_title  # type: ignore[attr-defined]

    def found(self) -> QuerySet[Any]:
        rows = super().found()
        return rows if self.chosen.get("state") else rows.filter(state__in=QuestionState.open())

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name == "q":
            return rows.filter(folded__contains=Fold(Value(value)))
        if name == "waits":
            return waiting_for(rows, Waits(value))
        return rows if value == EVERY else rows.filter(**{name: value})

    def in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(challenge_title(value)) if name == "challenge" else super().in_words(name)


def waiting_for(rows: QuerySet[Any], what: Waits) -> QuerySet[Any]:
    if what == Waits.ANSWER:
        return rows.filter(state=QuestionState.RECEIVED)
    versions = AnswerVersion.objects.filter(answer=OuterRef("answer"))
    if what == Waits.MOMENT:
        return rows.filter(Exists(versions.filter(state=VersionState.DUE)), state=QuestionState.BUNDLED)
    drafts = versions.filter(state=VersionState.DRAFT)
    four_eyes = QuestionTerms.objects.filter(dialogue=OuterRef("answer__dialogue"), four_eyes=True)
    unchecked = Q(Exists(four_eyes), checked_at__isnull=True)
    narrowed = {
        Waits.LANGUAGES: drafts.filter(lacking()),
        Waits.CHECK: drafts.exclude(lacking()).filter(unchecked),
        Waits.RELEASE: drafts.exclude(lacking()).exclude(unchecked),
    }
    return rows.filter(Exists(narrowed[what]), state=QuestionState.BUNDLED)


def lacking() -> Q:
    """A text that is missing in some language."""
    missing = Q()
    for name in (name for field in TEXTS for name in localized_names(field)):
        missing |= Q(**{f"{name}__isnull": True}) | Q(**{name: ""})
    return missing


def waits_for(question: Question) -> Waits | None:
    """The same of one row of the list, without a query (`with_answers`)."""
    if question.state == QuestionState.RECEIVED:
        return Waits.ANSWER
    if question.state != QuestionState.BUNDLED:
        return None
    version = question.answer.versions.all()[0]  # type: ignore[union-attr]
    if version.state == VersionState.DUE:
        return Waits.MOMENT
    if version.missing:
        return Waits.LANGUAGES
    terms = getattr(question.dialogue, "question_terms", None)
    return Waits.CHECK if terms and terms.four_eyes and not version.is_checked else Waits.RELEASE


def with_answers(rows: QuerySet[Question]) -> QuerySet[Question]:
    """What a row shows, in a constant number of queries."""
    versions = Prefetch("answer__versions", AnswerVersion.objects.order_by("-number"))
    related = ("dialogue__question_terms", "challenge", "company", "answer", "asked_by", "taken_down_by")
    return with_subjects(rows.select_related(*related).prefetch_related(versions))


def columns() -> list[Column]:
    return [
        Column("text", _("Question"), lambda row: row.text),
        Column("about", _("About"), lambda row: str(title_of(row.subject)), shown=False),
        Column("company", _("Company"), lambda row: row.company, in_alphabet("company__name")),
        Column("language", _("Language"), lambda row: row.get_language_display(), shown=False),
        Column("asked", _("Asked"), lambda row: row.asked_at, ["asked_at"]),
        Column("source", _("How it came"), lambda row: row.get_source_display(), shown=False),
        Column("state", _("State"), lambda row: row.get_state_display(), in_order("state", QuestionState)),
        Column("waits", _("Waits for"), lambda row: getattr(waits_for(row), "label", "")),
        Column("late", _("Late"), lambda row: is_late(row), shown=False),
    ]


def tabs(rows: QuerySet[Question]) -> list[tuple[str, Any, int]]:
    """The states one click away: the filter's value, its name, how many there are."""
    counted = dict(rows.order_by().values_list("state").annotate(number=models.Count("pk")))
    waiting = sum(counted.get(state, 0) for state in QuestionState.open())
    states = [(value, label, counted.get(value, 0)) for value, label in STATES]
    return [("", _("All that waits"), waiting), *states, (EVERY, ALL, sum(counted.values()))]


# How long a question may wait


def is_late(question: Question) -> bool:
    """Whether it waits for longer than the dialogue's terms say; Saturdays and Sundays are not counted."""
    terms = getattr(question.dialogue, "question_terms", None)
    days = terms.working_days if terms else USUAL_DAYS
    return question.state in QuestionState.open() and question.asked_at < before(timezone.now(), days)


def before(now: datetime, working_days: int) -> datetime:
    """What came before this moment has waited for more than so many working days."""
    moment, left = now, working_days
    while left:
        moment -= timedelta(days=1)
        left -= timezone.localtime(moment).weekday() < SATURDAY
    return moment
