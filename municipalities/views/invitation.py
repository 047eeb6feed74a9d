"""The link of an invitation to a public buyer."""

from typing import Any

from django.urls import reverse

from accounts.views.invitation import AcceptInvitation
from municipalities import invitations
from municipalities.models import Invitation


class AcceptColleague(AcceptInvitation):
    model = Invitation

    def take(self, user: Any) -> None:
        invitations.accept(self.invitation, user)

    def landing(self) -> str:
        return reverse("workspace-body", args=[self.invitation.municipality_id])
