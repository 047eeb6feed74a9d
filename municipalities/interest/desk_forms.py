"""What staff fill in when they handle an interest."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.addresses import is_within
from municipalities.enums import MembershipRole, ParticipationRole
from municipalities.fields import BodyField
from municipalities.interest.forms import CHOOSE
from municipalities.models import Applicant, Interest

NOBODY = "nobody"


class LetterForm(forms.Form):
    """A text that goes to everybody behind an interest as it is written."""

    text = forms.CharField(
        label=gettext_lazy("What do you want to write to them?"), widget=forms.Textarea({"rows": 6}), max_length=4000
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language that you write in"), choices=settings.LANGUAGES, initial=get_language
    )


class AcceptForm(forms.Form):
    """The body's part in the dialogue, and what each person becomes in the body.

    A role is proposed to those alone whose address is at the body's known domains.
    """

    part = forms.ChoiceField(
        label=gettext_lazy("Its part in the dialogue"),
        choices=ParticipationRole,
        initial=ParticipationRole.PARTICIPANT,
    )

    def __init__(self, interest: Interest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = interest.municipality
        self.domains = list(body.email_domains.values_list("domain", flat=True)) if body else []
        self.people = {f"person_{person.pk}": person for person in interest.people}
        for name, person in self.people.items():
            self.fields[name] = self.role_of(person)

    def role_of(self, person: Applicant) -> forms.ChoiceField:
        is_known = is_within(person.email, self.domains)
        outside = _("%(address)s: not at an e-mail domain that is known as the public buyer's")
        return forms.ChoiceField(
            label=_("Role of %(name)s") % {"name": person.name},
            help_text=person.email if is_known else outside % {"address": person.email},
            choices=[CHOOSE, *MembershipRole.choices, (NOBODY, _("Do not invite"))],
            initial=MembershipRole.EDITOR if is_known else "",
        )

    @property
    def roles(self) -> dict[Applicant, str]:
        """Of those who are to be invited."""
        chosen = {person: self.cleaned_data[name] for name, person in self.people.items()}
        return {person: role for person, role in chosen.items() if role != NOBODY}


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Interest.objects.none(),
        label=gettext_lazy("Join it with"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )

    def __init__(self, others: QuerySet[Interest], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].label_from_instance = in_one_line  # type: ignore[attr-defined]


def in_one_line(interest: Interest) -> str:
    since = date_format(timezone.localtime(interest.waits_since), "DATE_FORMAT") if interest.waits_since else ""
    return f"{interest}, {interest.get_country_display()} ({since})"


class IdentifyForm(forms.Form):
    municipality = BodyField(label=gettext_lazy("Public buyer in the register"))
