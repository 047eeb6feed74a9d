"""The people of a company: who they are, inviting, removing, leaving, and what changed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView, TemplateView

from accounts.invitation_forms import NewcomerForm
from accounts.invitations import links_seen
from accounts.views.invitation import AcceptInvitation
from core.acting_views import ActingPage
from core.once import once
from core.sorting import in_alphabet
from core.told import told
from suppliers.companies import invitations, representing
from suppliers.companies.acting import company_for
from suppliers.companies.forms import InviteForm, ReasonForm
from suppliers.models import CompanyInvitation, Representative, RepresentativeChange
from suppliers.views.company import CompanyMixin

PEOPLE = "workspace-company-people"


class PeopleView(CompanyMixin, TemplateView):
    template_name = "suppliers/companies/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = self.company.people.select_related("user").order_by(*in_alphabet("user__name"), "pk")
        invited = self.company.invitations.open().select_related("invited_by")
        return super().get_context_data(**kwargs, people=people, invitations=invited)


class InviteView(CompanyMixin, ActingPage):
    template_name = "suppliers/companies/invite.html"
    form_class = InviteForm
    refused_at = "email"

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language(), **super().get_initial()}

    def act(self, form: InviteForm) -> str:
        data = dict(form.cleaned_data)
        return once(data.pop("key"), lambda: self.invite(data))

    def invite(self, data: dict[str, Any]) -> str:
        invitation = invitations.invite(self.company, by=self.request.user, **data)
        self.done = _("The invitation to %(address)s is sent.") % {"address": invitation.address}
        return reverse(PEOPLE, args=[self.company.key])


class EndView(CompanyMixin, ActingPage):
    """Leave, or remove a colleague."""

    template_name = "suppliers/companies/end.html"
    form_class = ReasonForm

    def representative(self) -> Representative:
        return get_object_or_404(self.company.people.select_related("user", "company"), key=self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.representative()
        return super().get_context_data(**kwargs, row=row, is_own=row.user == self.request.user)

    def act(self, form: ReasonForm) -> str:
        row = self.representative()
        representing.remove(row, self.request.user, form.cleaned_data["reason"])
        if row.user == self.request.user:
            self.done = _("You represent %(company)s no more.") % {"company": self.company}
            return reverse("workspace")
        self.done = _("%(person)s represents the company no more.") % {"person": row.user}
        return reverse(PEOPLE, args=[self.company.key])


class HistoryView(CompanyMixin, ListView):
    """Who began and ceased to represent it, the newest first."""

    template_name = "suppliers/companies/history.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[RepresentativeChange]:
        return self.company.representative_changes.select_related("user", "actor").order_by("-at", "-pk")


# One invitation


def invitation_for(request: HttpRequest, key: str, number: str) -> CompanyInvitation:
    company = company_for(request, key)
    return get_object_or_404(company.invitations.select_related("company", "invited_by"), key=number)


@require_POST
def send_again(request: HttpRequest, key: str, number: str) -> HttpResponse:
    invitation = invitation_for(request, key, number)
    done = _("A new link is on its way to %(address)s. The one before works no more.") % {"address": invitation.address}
    again = partial(invitations.send_again, invitation, request.user, links_seen(request))
    return told(request, again, done, PEOPLE, key)


@require_POST
def revoke(request: HttpRequest, key: str, number: str) -> HttpResponse:
    invitation = invitation_for(request, key, number)
    done = _("The invitation to %(address)s is taken back; its link works no more.") % {"address": invitation.address}
    return told(request, lambda: invitations.revoke(invitation, request.user), done, PEOPLE, key)


class AcceptCompany(AcceptInvitation):
    """The link of an invitation to a company, and that of whoever registers one."""

    model = CompanyInvitation

    def page(self, request: HttpRequest, form: NewcomerForm, status: int = 200) -> HttpResponse:
        if self.invitation.is_registration:
            self.folder = "suppliers/registration"
        return super().page(request, form, status)

    def take(self, user: Any) -> None:
        invitations.accept(self.invitation, user)

    def landing(self) -> str:
        return self.invitation.company.get_absolute_url()

    def welcome(self, request: HttpRequest) -> None:
        messages.success(request, _("Welcome. You represent %(company)s now.") % {"company": self.invitation.company})
