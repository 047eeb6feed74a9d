"""What companies and bodies fill in; nothing typed is lost."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.meetings.enums import Answer
from events.meetings.forms import lines, slot_label
from events.meetings.minutes import mark
from events.models import MeetingBody, MeetingCompany, MeetingDay, MeetingMinutes
from municipalities.rules import EDITORS


class SlotsField(forms.ModelMultipleChoiceField):
    def __init__(self, day: MeetingDay) -> None:
        label = gettext_lazy("When you can not be there")
        super().__init__(day.slots.all(), label=label, required=False, widget=forms.CheckboxSelectMultiple)
        self.event = day.event

    def label_from_instance(self, obj: Any) -> str:
        return slot_label(obj, self.event)


class WishForm(forms.Form):
    """Bodies in the order of the wishes, each with what about. `asker` is None before its first wish."""

    def __init__(self, day: MeetingDay, asker: MeetingCompany | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        known = {wish.rank: wish for wish in asker.wishes.all()} if asker else {}
        bodies = {str(body.pk): body for body in day.bodies.select_related("municipality")}
        choices = [("", _("No wish")), *((pk, str(body)) for pk, body in bodies.items())]
        for rank in range(1, day.most_wishes + 1):
            self.fields[f"body_{rank}"] = forms.TypedChoiceField(
                label=_("Wish %(rank)d") % {"rank": rank},
                choices=choices,
                coerce=bodies.get,
                empty_value=None,
                required=False,
            )
            self.fields[f"about_{rank}"] = forms.CharField(
                label=_("What about (wish %(rank)d)") % {"rank": rank},
                widget=forms.Textarea({"rows": 2}),
                max_length=1000,
                required=False,
            )
            if rank in known:
                self.initial[f"body_{rank}"] = known[rank].body_id
                self.initial[f"about_{rank}"] = known[rank].about
        self.fields["away"] = SlotsField(day)
        self.initial["away"] = list(asker.away.all()) if asker else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[MeetingBody, int] = {}
        for rank in range(1, self.day.most_wishes + 1):
            body, about = cleaned.get(f"body_{rank}"), (cleaned.get(f"about_{rank}") or "").strip()
            if body and not about:
                self.add_error(f"about_{rank}", _("Write what you want to talk about: the body prepares for it."))
            if about and not body:
                self.add_error(f"body_{rank}", _("Choose whom you want to meet."))
            if body in seen:
                self.add_error(
                    f"body_{rank}", _("You wish for this one already, as wish %(rank)d.") % {"rank": seen[body]}
                )
            elif body:
                seen[body] = rank
        return cleaned

    @property
    def wishes(self) -> list[tuple[MeetingBody, str]]:
        ranks = range(1, self.day.most_wishes + 1)
        typed = [(self.cleaned_data[f"body_{rank}"], self.cleaned_data[f"about_{rank}"].strip()) for rank in ranks]
        return [(body, about) for body, about in typed if body]


class ThereForm(forms.Form):
    """When a body is there, and who of it sits at the table."""

    def __init__(self, body: MeetingBody, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["away"] = SlotsField(body.day)
        members = body.municipality.memberships.filter(role__in=EDITORS, user__is_active=True).select_related("user")
        self.people = {row.user_id: row.user for row in members}
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label=_("Who sits at the table"),
            help_text=_("They get the meetings into their calendars. Where nobody is chosen, all of these do."),
            choices=[(pk, str(user)) for pk, user in self.people.items()],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial = {
            "away": list(body.away.all()),
            "people": [pk for pk in body.people.values_list("pk", flat=True) if pk in self.people],
        }


class AnswersForm(forms.Form):
    """Whom a body must or may not meet, of those that wish to meet it."""

    def __init__(self, body: MeetingBody, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {answer.asker_id: answer for answer in body.answers.all()}
        self.wishes = list(body.wishes.select_related("asker__company").order_by("asker__company__name", "pk"))
        for wish in self.wishes:
            key, name = wish.asker.key, str(wish.asker.company)
            self.fields[f"answer_{key}"] = forms.ChoiceField(label=name, choices=Answer.choices, initial=Answer.MAY)
            label = _("Reason for %(company)s") % {"company": name}
            self.fields[f"reason_{key}"] = forms.CharField(label=label, max_length=300, required=False)
            if answer := known.get(wish.asker_id):
                self.initial[f"answer_{key}"], self.initial[f"reason_{key}"] = answer.answer, answer.reason

    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        keys = [(wish, wish.asker.key) for wish in self.wishes]
        return [(wish, self[f"answer_{key}"], self[f"reason_{key}"]) for wish, key in keys]

    @property
    def answers(self) -> dict[MeetingCompany, tuple[str, str]]:
        typed = self.cleaned_data
        return {
            wish.asker: (typed[f"answer_{wish.asker.key}"], typed[f"reason_{wish.asker.key}"]) for wish in self.wishes
        }


class MinutesForm(forms.Form):
    """An answer to each question of the sheet, what was asked, and what matters to all."""

    def __init__(self, minutes: MeetingMinutes, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(minutes.meeting.day.questions.all())
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["seen"] = mark(minutes)
        for question in self.questions:
            self.fields[f"answer_{question.number}"] = area(f"{question.number}. {question}")
            self.initial[f"answer_{question.number}"] = minutes.answers.get(str(question.number), "")
        self.fields["asked"] = area(
            _("Questions of the company that came up"),
            _("One per line. The organisers take them to the question desk."),
        )
        self.fields["for_all"] = area(
            _("What matters to all"),
            _("What the company learned and others did not. The organisers tell it to everybody."),
        )
        self.initial["asked"], self.initial["for_all"] = minutes.asked, minutes.for_all

    @property
    def answers(self) -> dict[str, str]:
        return {str(one.number): self.cleaned_data[f"answer_{one.number}"].strip() for one in self.questions}

    def see(self, minutes: MeetingMinutes) -> None:
        """Sent once more, it goes over what somebody else wrote meanwhile, as it is shown now."""
        self.data = {**self.data.dict(), "seen": mark(minutes)}  # type: ignore[attr-defined]

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("asked", "for_all", "seen")}


class ObjectionForm(forms.Form):
    """What the company says is wrong with the minutes."""

    reason = forms.CharField(
        label=gettext_lazy("What is not right?"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )


class TakeDownForm(forms.Form):
    """A line of the minutes, as it goes to the question desk."""

    line = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    text = forms.CharField(
        label=gettext_lazy("Question, without naming the company"), widget=forms.Textarea({"rows": 2}), max_length=4000
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


def to_take_down(minutes: MeetingMinutes, taken: set[str]) -> list[TakeDownForm]:
    """A form for each question that came up and is not `taken` down yet, in the language of who wrote it."""
    written_in = minutes.written_by.language if minutes.written_by else get_language()
    return [
        TakeDownForm(auto_id=f"asked-{number}-%s", initial={"line": line, "text": line, "language": written_in})
        for number, line in enumerate(lines(minutes.asked), 1)
        if line not in taken
    ]


def area(label: str, hint: str = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=4000, required=False)
