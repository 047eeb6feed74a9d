"""Staff's consent to invitations that go outside of a body's known domains."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from core.acting_views import ActingPage
from core.permissions import require
from core.told import told
from municipalities import invitations
from municipalities.enums import InvitationState
from municipalities.models import Invitation
from municipalities.people_forms import RefuseForm


class WaitingList(ListView):
    """What waits for her consent, the longest first."""

    template_name = "municipalities/colleagues/waiting.html"
    paginate_by = 50
    request: Any

    def get_queryset(self) -> QuerySet[Invitation]:
        require(self.request.user, "municipalities.list_bodies")
        waiting = Invitation.objects.waiting_for(self.request.user)
        return waiting.select_related("municipality", "invited_by").order_by("created_at", "pk")


def handled(request: HttpRequest, pk: int) -> Invitation:
    """An invitation to a body that she handles as staff."""
    invitation = get_object_or_404(Invitation.objects.select_related("municipality", "invited_by"), pk=pk)
    require(request.user, "municipalities.consent", invitation)
    return invitation


class InvitationView(ActingPage):
    """One invitation: staff read it, consent with one button or refuse with a reason."""

    template_name = "municipalities/colleagues/consent.html"
    form_class = RefuseForm
    done = gettext_lazy("The invitation is refused. Whoever wanted it is told why.")
    request: Any

    invitation: Invitation

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            invitation=self.invitation,
            is_waiting=self.invitation.state == InvitationState.NEEDS_CONSENT,
            domains=self.invitation.municipality.email_domains.all(),
            trail=self.invitation.trail.select_related("actor"),
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.invitation = handled(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: RefuseForm) -> str:
        invitations.refuse(self.invitation, self.request.user, form.cleaned_data["reason"])
        return reverse("workspace-invitations")


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = handled(request, pk)
    done = _("The invitation to %(address)s is sent.") % {"address": invitation.address}
    return told(request, lambda: invitations.consent(invitation, request.user), done, "workspace-invitations")
