"""Forms about a body's people: inviting them, their roles, and the reasons for a change."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.invitation_forms import NameField
from core.addresses import tidy
from core.once import OnceForm
from core.sorting import in_alphabet
from municipalities.enums import MembershipRole
from municipalities.models import Invitation, Membership, Municipality

LONGEST_REASON = 1000


def roles_to_give(user: Any, body: Municipality) -> list[tuple[str, Any]]:
    """The roles that she may invite somebody with."""
    invitations = [Invitation(municipality=body, role=role) for role in MembershipRole]
    return [
        (invitation.role, invitation.get_role_display())
        for invitation in invitations
        if user.has_perm("municipalities.invite", invitation)
    ]


class ReasonField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        options = {"label": _("Reason"), "max_length": LONGEST_REASON, "widget": forms.Textarea(attrs={"rows": 3})}
        super().__init__(**{**options, **kwargs})


class InviteForm(OnceForm):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = NameField(label=_("Name"), max_length=150, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The invitation is written in this language.")
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, roles: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        return tidy(self.cleaned_data["email"])


class RoleForm(forms.Form):
    """`seen` is the role that stood on the page: a decision about another one is not taken."""

    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole, widget=forms.RadioSelect)
    reason = ReasonField(required=False, help_text=_("Goes to the person in the mail that tells of the change."))
    seen = forms.ChoiceField(choices=MembershipRole, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = ReasonField(required=False, help_text=_("Goes to the person in the mail that tells of the change."))


class LeaveForm(forms.Form):
    """The mail goes to nobody else: the reason is for the body's history."""

    reason = ReasonField(required=False)


class RefuseForm(forms.Form):
    reason = ReasonField(help_text=_("Goes to whoever wanted to invite."))


class HandOverForm(forms.Form):
    NO_ROLE = "none"  # chosen, so that the page does not call the question optional

    to = forms.ModelChoiceField(Membership.objects.none(), label=_("Colleague"), widget=forms.RadioSelect)
    lower_to = forms.ChoiceField(label=_("Afterwards"), initial=NO_ROLE, widget=forms.RadioSelect)

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = membership.municipality.memberships.exclude(pk=membership.pk).select_related("user")
        to: Any = self.fields["to"]
        to.queryset, to.label_from_instance = colleagues.order_by(*in_alphabet("user__name"), "pk"), named
        lower = [
            (role.value, role.label) for role in MembershipRole if role.rank < MembershipRole(membership.role).rank
        ]
        self.fields["lower_to"].choices = [(self.NO_ROLE, _("No role here any more")), *lower]  # type: ignore[attr-defined]

    def clean_lower_to(self) -> str:
        return self.cleaned_data["lower_to"].removeprefix(self.NO_ROLE)


def named(membership: Membership) -> str:
    return f"{membership.user}, {membership.user.email} ({membership.get_role_display()})"
