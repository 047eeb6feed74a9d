"""What somebody who is signed in fills in to come to an event."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.addresses import tidy
from core.once import OnceForm
from core.sorting import in_alphabet
from events.enums import Audience
from events.models import Event, Registration
from events.registering import pasted
from events.registering.forms import ASKED, MOST_SEATS, PartyForm, Wishes


def known_people(user: Any, choices: list[tuple[str, str]]) -> list[Any]:
    """The other people of the body that she comes for, where there is only one that she may come for."""
    bodies = [int(value.partition(":")[2]) for value, _label in choices if value.startswith("body:")]
    others = [value for value, _label in choices if value.startswith("company:")]
    if len(bodies) != 1 or others:
        return []
    people = User.objects.filter(memberships__municipality=bodies[0], is_active=True).exclude(pk=user.pk)
    return list(people.order_by(*in_alphabet("name"), "email"))


class MemberForm(PartyForm, Wishes, OnceForm):
    """Somebody who is signed in comes for a body or company of hers, with those of its people whom she ticks."""

    field_order = ["acts_for", *ASKED, "known", "colleagues", "reserve"]

    acts_for = forms.ChoiceField(label=_("You come for"))
    known = forms.MultipleChoiceField(
        label=_("Colleagues whom you register too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, event: Event, user: Any, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        self.user = user
        self.fields["acts_for"].choices = choices  # type: ignore[attr-defined]
        self.know(known_people(user, choices))
        self.order_fields(self.field_order)

    def know(self, people: list[Any]) -> None:
        self.people = {tidy(person.email): person.name or person.email for person in people}
        if self.people:
            self.fields["known"].choices = list(self.people.items())  # type: ignore[attr-defined]
            self.fields["colleagues"].label = _("Others whom you register too")
        else:
            del self.fields["known"]

    def clean_colleagues(self) -> list[pasted.Line]:
        """With those who are ticked: an address that was typed as well counts once."""
        typed = super().clean_colleagues()
        ticked = {address: self.people[address] for address in self.cleaned_data.get("known", [])}
        lines = [line for line in typed if line.email not in ticked]
        lines += [pasted.Line(0, "", name, address) for address, name in ticked.items()]
        if len(lines) > MOST_SEATS:
            raise forms.ValidationError(_("You can register %(most)d colleagues at a time.") % {"most": MOST_SEATS})
        return lines

    def registration(self) -> Registration:
        kind, _colon, number = self.cleaned_data["acts_for"].partition(":")
        label = dict(self.fields["acts_for"].choices)[self.cleaned_data["acts_for"]]  # type: ignore[attr-defined]
        audience = {"body": Audience.MUNICIPALITIES, "company": Audience.SUPPLIERS}.get(kind, Audience.EVERYONE)
        return Registration(
            event=self.event,
            user=self.user,
            name=self.user.name or self.user.email,
            email=tidy(self.user.email),
            language=self.user.language,
            audience=audience,
            organisation=str(label) if number else "",
            municipality_id=int(number) if kind == "body" else None,
            company_id=int(number) if kind == "company" else None,
            confirmed_at=timezone.now(),
            is_listed=self.cleaned_data["is_listed"],
            **self.needs,
        )
