"""The people of a public buyer: who they are, who is invited, and what changed."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from accounts.invitations import links_seen
from core.acting_views import ActingPage
from core.addresses import NOWHERE
from core.kept_forms import KeepsTyped
from core.languages import readers_language
from core.numbers import row_number
from core.once import once
from core.sorting import collation_key
from core.told import told
from municipalities import invitations
from municipalities.enums import InvitationState, MembershipRole
from municipalities.models import Invitation, Membership, MembershipChange
from municipalities.people_forms import InviteForm, roles_to_give
from municipalities.views.bodies import BodyMixin

PER_PAGE = 50


class ColleagueList(BodyMixin, ListView):
    template_name = "municipalities/colleagues/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> list[Membership]:  # type: ignore[override]
        key = collation_key(readers_language())
        return sorted(self.body.memberships.select_related("user"), key=lambda row: key(str(row.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            invitations=invited(self.body.invitations.all()),
            roles_to_give=dict(roles_to_give(user, self.body)),
            may_change=user.has_perm("municipalities.change_colleague", self.body),
            may_remove=user.has_perm("municipalities.remove_colleague", self.body),
            may_consent=user.has_perm("municipalities.consent", self.body),
            may_move=user.has_perm("municipalities.move_colleagues", self.body),
        )


def invited(rows: QuerySet[Invitation]) -> list[Invitation]:
    """Those that are open, and those that ran out lately without a newer one; newest first."""
    lately = timezone.now() - timedelta(days=60)
    ran_out = Q(state=InvitationState.EXPIRED, expires_at__gte=lately)
    newest: dict[str, Invitation] = {}
    known = rows.filter(Q(state__in=InvitationState.open()) | ran_out).exclude(email__endswith=NOWHERE)
    for row in known.select_related("invited_by"):
        newest.setdefault(row.email, row)
    return list(newest.values())


class InviteView(KeepsTyped, BodyMixin, ActingPage):
    """`?invitation=` fills the form with what one says that ran out."""

    permission = "municipalities.invite"
    template_name = "municipalities/colleagues/invite.html"
    form_class = InviteForm
    refused_at = "email"

    def get_initial(self) -> dict[str, Any]:
        old = self.body.invitations.filter(pk=row_number(self.request.GET.get("invitation", "")) or 0).first()
        shown = {name: getattr(old, name) for name in ("email", "name", "language", "role")} if old else {}
        return {"language": get_language(), **super().get_initial(), **shown}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "roles": roles_to_give(self.request.user, self.body)}

    def act(self, form: InviteForm) -> str:
        data = dict(form.cleaned_data)
        return once(data.pop("key"), lambda: self.invite(data))

    def invite(self, data: dict[str, Any]) -> str:
        invitation = invitations.invite(self.body, by=self.request.user, **data)
        if invitation.state == InvitationState.SENT:
            said = _("The invitation to %(address)s is sent.")
        else:
            said = _(
                "%(address)s is outside of the body's known e-mail domains. It is invited as soon as staff consent."
            )
        self.done = said % {"address": invitation.address}
        return reverse("workspace-colleagues", args=[self.body.pk])


class ChangeList(BodyMixin, ListView):
    """Every change of a role, the newest first."""

    template_name = "municipalities/colleagues/history.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[MembershipChange]:
        return self.body.membership_changes.select_related("user", "actor").order_by("-at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "changes": [(row, what(row)) for row in context["page_obj"]]}


def what(change: MembershipChange) -> str:
    before, after = (MembershipRole(value).label if value else "" for value in (change.from_value, change.to_value))
    if not before:
        return _("joined as %(role)s") % {"role": after}
    if not after:
        return _("left; was %(role)s") % {"role": before}
    return _("%(before)s before, %(after)s now") % {"before": before, "after": after}


# One invitation


def invitation_for(request: HttpRequest, pk: int, number: int) -> Invitation:
    visible = Invitation.objects.visible_to(request.user).select_related("municipality", "invited_by")
    return get_object_or_404(visible, pk=number, municipality=pk)


@require_POST
def send_again(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    invitation = invitation_for(request, pk, number)
    done = _("A new link is on its way to %(address)s. The one before works no more.") % {"address": invitation.address}
    again = partial(invitations.send_again, invitation, request.user, links_seen(request))
    return told(request, again, done, "workspace-colleagues", pk)


@require_POST
def revoke(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    invitation = invitation_for(request, pk, number)
    done = _("The invitation to %(address)s is taken back; its link works no more.") % {"address": invitation.address}
    return told(request, lambda: invitations.revoke(invitation, request.user), done, "workspace-colleagues", pk)
