"""The forms of what is done with chosen needs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.numbers import NumberField
from core.once import OnceForm
from core.texts import text_of
from needs.curation.locks import Seen
from needs.figures.pictures import figure
from needs.models import Category, Challenge, DemandLine, Need
from needs.models.challenge import ChallengeQuerySet


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


class ActForm(ChosenNeedsForm, OnceForm):
    """`seen`: how far the desk had come on the page where the needs were chosen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, challenges: ChallengeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ChallengeField):
                field.queryset = self.offered(challenges, field).prefetch_related("statements")

    def offered(self, challenges: ChallengeQuerySet, field: "ChallengeField") -> ChallengeQuerySet:
        """What was chosen while it took needs is refused by the act, with the reason."""
        return challenges.taking_needs() if field.is_goal and not self.is_bound else challenges

    def clean_seen(self) -> Seen | None:
        return Seen.read(self.cleaned_data["seen"])

    @property
    def visible(self) -> list[forms.BoundField]:
        """What the page shows beside the needs."""
        return [field for field in self if not field.is_hidden and field.name != "need"]


class ChallengeField(forms.ModelChoiceField):
    """`is_goal`: needs go there, so that those are not offered whose statement is circulated."""

    def __init__(self, label: Any, *, is_goal: bool = False, **kwargs: Any) -> None:
        self.is_goal = is_goal
        if is_goal:
            kwargs.setdefault("help_text", gettext_lazy("A challenge whose statement is circulated takes no needs."))
        kwargs = {"empty_label": gettext_lazy("Choose"), "to_field_name": "slug", **kwargs}
        super().__init__(Challenge.objects.none(), label=label, **kwargs)

    def label_from_instance(self, challenge: Any) -> str:
        statements = challenge.statements.all()
        return (str(text_of(statements[0], "title")) if statements else "") or challenge.slug


def reason(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, help_text=help_text, widget=area, max_length=2000, required=required)


OWNERS_READ_IT = gettext_lazy("The municipalities whose needs they are read this.")


class AcceptForm(ActForm):
    pass


class DeclineForm(ActForm):
    reason = reason(gettext_lazy("Why are they declined?"), OWNERS_READ_IT)


class JoinForm(ActForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the title"), choices=settings.LANGUAGES, initial=get_language
    )
    category = forms.ModelChoiceField(Category.objects.all(), label=gettext_lazy("Category"))


class AddForm(ActForm):
    challenge = ChallengeField(gettext_lazy("Challenge"), is_goal=True)


class RemoveForm(ActForm):
    challenge = ChallengeField(gettext_lazy("From the challenge"))
    reason = reason(
        gettext_lazy("Why are they left out?"),
        gettext_lazy("The challenge keeps the reason, and the municipalities whose needs they are read it."),
    )


class MoveForm(ActForm):
    origin = ChallengeField(gettext_lazy("From the challenge"))
    challenge = ChallengeField(gettext_lazy("To the challenge"), is_goal=True)
    reason = reason(gettext_lazy("Why?"), OWNERS_READ_IT, required=False)


class SplitForm(ActForm):
    """What of one need's demand stays in a challenge; the rest goes to another.

    `quantities`: what is to be divided, by number of the demand line. `there`: where the rest may go.
    """

    challenge = ChallengeField(gettext_lazy("The rest goes to the challenge"), is_goal=True)

    def __init__(self, *args: Any, quantities: dict[int, Decimal], there: ChallengeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["challenge"]
        field.queryset = self.offered(there, field).prefetch_related("statements")
        lines = DemandLine.objects.filter(pk__in=quantities).select_related("unit").order_by("year", "unit")
        for line in lines:
            self.fields[f"line-{line.pk}"] = NumberField(
                label=f"{line.year}, {text_of(line.unit, 'name')}",
                help_text=_("of %(quantity)s") % {"quantity": figure(quantities[line.pk])},
                digits=14,
                places=2,
                at_least=0,
            )
        self.order_fields([name for name in self.fields if name != "challenge"])
        self.lines = [(self[f"line-{line.pk}"], quantities[line.pk]) for line in lines]
