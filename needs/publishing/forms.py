"""Forms about publishing: a body's step, and the moment of publication."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_fields import DayField
from core.zones import TimeZone, at_local
from needs.enums import IntentStep
from needs.market import WITH_NOTICE
from needs.models import Intent

LONGEST_WAIT = timedelta(days=366)


def web_address(**kwargs: Any) -> forms.URLField:
    field = forms.URLField(max_length=500, required=False, assume_scheme="https", **kwargs)
    field.validators = [URLValidator(schemes=["http", "https"])]
    return field


class IntentForm(forms.ModelForm):
    """What a body says of itself, or a manager for it (`reason_needed`); "signed" only if it `has_signed`."""

    since = DayField(label=gettext_lazy("Since"))
    notice_on = DayField(label=gettext_lazy("Notice published on"), required=False)
    awarded_on = DayField(label=gettext_lazy("Contract awarded on"), required=False)
    notice_url = web_address(label=gettext_lazy("Address of the notice"))
    award_url = web_address(label=gettext_lazy("Address of the award"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Intent
        fields = (
            "step",
            "since",
            "notice_number",
            "notice_url",
            "notice_on",
            "buyer_group",
            "award_url",
            "awarded_on",
        )
        widgets = {"step": forms.RadioSelect}
        help_texts = {
            "notice_number": gettext_lazy("As in TED or the national register, such as 123456-2027."),
            "buyer_group": gettext_lazy("The bodies that buy together in this notice, if it is not you alone."),
        }

    def __init__(self, *args: Any, reason_needed: bool, has_signed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(step, label) for step, label in IntentStep.choices if has_signed or step != IntentStep.SIGNED]
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
        if not has_signed:
            self.fields["step"].help_text = _("“Signed” is offered once a version of the challenge is signed.")
        self.fields["reason"].required = reason_needed
        self.fields["reason"].help_text = (
            _("Write how you know this: you say it for somebody else.")
            if reason_needed
            else _("For your colleagues and the dialogue's staff. It is not public.")
        )

    @property
    def of_every_step(self) -> list[Any]:
        return [self[name] for name in ("step", "since")]

    @property
    def of_notice(self) -> list[Any]:
        """Of the steps `WITH_NOTICE` alone, as the page shows it."""
        return [self[name] for name in ("notice_number", "notice_url", "notice_on", "buyer_group")]

    @property
    def of_award(self) -> list[Any]:
        return [self[name] for name in ("award_url", "awarded_on")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        step = data.get("step")
        if step in WITH_NOTICE:
            if not data.get("notice_number") and not data.get("notice_url"):
                self.add_error(
                    "notice_number", _("Give the notice's number or its address, so that suppliers find it.")
                )
            self.must_have("notice_on")
        if step == IntentStep.CONTRACT_AWARDED:
            self.must_have("awarded_on")
            noticed, awarded = data.get("notice_on"), data.get("awarded_on")
            if noticed and awarded and awarded < noticed:
                self.add_error("awarded_on", _("A contract is not awarded before its notice."))
        for name in ("since", "notice_on", "awarded_on"):
            if data.get(name) and data[name] > timezone.localdate():
                self.add_error(name, _("This day is still to come. Say it when it is so."))
        return data

    def must_have(self, name: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, _("This day belongs to the step that you chose."))


class MomentForm(forms.Form):
    """At once, or at a moment of one of the zones. `moment` is the cleaned answer: None for at once."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            ("at_once", gettext_lazy("At once, when all six briefs are ready")),
            ("later", gettext_lazy("At a time that I choose")),
        ],
        widget=forms.RadioSelect,
        initial="at_once",
    )
    on = DayField(label=gettext_lazy("Day"), required=False)
    time = forms.TimeField(
        label=gettext_lazy("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=TimeZone.choices, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data.get("moment")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["zone"] = data.get("zone") or TimeZone.OSLO
        if data.get("when") != "later":
            return data
        for name, sentence in (("on", _("Choose a day.")), ("time", _("Choose a time."))):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("on") and data.get("time"):
            self.settle(data)
        return data

    def settle(self, data: dict[str, Any]) -> None:
        try:
            moment = at_local(datetime.combine(data["on"], data["time"]), data["zone"])
        except ValidationError as error:
            self.add_error("time", error)
            return
        now = timezone.now()
        if moment <= now:
            self.add_error("time", _("This moment is over. Choose a later one, or publish at once."))
        elif moment > now + LONGEST_WAIT:
            self.add_error("on", _("That is more than a year ahead. Choose an earlier day."))
        else:
            data["moment"] = moment
