"""What a manager fills in to circulate a statement."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.day_fields import DayField
from core.zones import TimeZone, at_local
from municipalities.handled import by_country
from municipalities.models import Municipality
from needs.models import Statement
from needs.signing.asking import in_being, standing_before
from needs.signing.circulating import may_be_asked
from needs.statements.bodies import bodies_of

USUAL_DAYS, USUAL_TIME = 21, time(16)


class DeadlineForm(forms.Form):
    """A moment in a zone; a time that summer time takes away is not taken, one that comes twice is the first."""

    on = DayField(label=_("Last day"))
    time = forms.TimeField(label=_("Until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=_("Time zone"), choices=TimeZone)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("on") and data.get("time") and data.get("zone"):
            try:
                data["deadline"] = at_local(datetime.combine(data["on"], data["time"]), data["zone"])
            except forms.ValidationError as error:
                self.add_error("time", error)
            else:
                self.refuse_past(data["deadline"])
        return data

    def refuse_past(self, deadline: datetime) -> None:
        if deadline <= timezone.now():
            self.add_error("on", _("The deadline is over already. Choose a later one."))


class CirculateForm(DeadlineForm):
    quorum = forms.IntegerField(
        label=_("Signatures needed"),
        min_value=1,
        required=False,
        help_text=_("So many make the statement agreed. Leave it empty if all who are invited must sign."),
    )
    bodies = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Invite the municipalities behind the challenge"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    further = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Invite further participants of the dialogue"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody, before = may_be_asked(statement.challenge), standing_before(statement)
        ours = bodies_of(statement.challenge).select_related("merged_into")
        behind = everybody.filter(pk__in=[body.pk for body in in_being([*ours, *before])])
        self.offer("bodies", behind)
        if before:
            self.fields["bodies"].help_text = _("Those who signed the version before are asked or told in any case.")
        self.offer("further", everybody.exclude(pk__in=behind.order_by().values("pk")))
        first = {"on": timezone.localdate() + timedelta(days=USUAL_DAYS), "time": USUAL_TIME, "zone": TimeZone.OSLO}
        self.initial = {**first, "bodies": behind, **self.initial}

    def offer(self, name: str, bodies: QuerySet[Municipality]) -> None:
        field: Any = self.fields[name]
        if bodies.exists():
            field.queryset = bodies.order_by(*by_country())
        else:
            del self.fields[name]

    @property
    def chosen(self) -> list[Municipality]:
        return [*self.cleaned_data.get("bodies", []), *self.cleaned_data.get("further", [])]


class InviteForm(forms.Form):
    bodies = forms.ModelMultipleChoiceField(
        Municipality.objects.none(), label=_("Invite"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, bodies: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["bodies"]
        field.queryset = bodies.order_by(*by_country())
