"""One person's role in a public buyer: changed, ended, handed over; and everybody moved to a successor."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from core.told import told
from municipalities import memberships
from municipalities.models import Membership
from municipalities.people_forms import HandOverForm, LeaveForm, ReasonForm, RoleForm
from municipalities.views.bodies import BodyMixin


class MembershipMixin(BodyMixin):
    """A colleague of the body; somebody who left meanwhile is not found."""

    @cached_property
    def membership(self) -> Membership:
        there = Membership.objects.visible_to(self.request.user).select_related("user", "municipality")
        return get_object_or_404(there, pk=self.kwargs["number"], municipality=self.body)

    @property
    def is_own(self) -> bool:
        return self.membership.user_id == self.request.user.pk

    def may(self, permission: str) -> bool:
        return self.request.user.has_perm(f"municipalities.{permission}", self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, membership=self.membership, is_own=self.is_own)


class DecisionView(KeepsTyped, MembershipMixin, ActingPage):
    def back(self) -> HttpResponse:
        """To the colleagues, for whoever may see them still."""
        gone = not self.request.user.has_perm(self.permission, self.body)
        return redirect("workspace") if gone else redirect("workspace-colleagues", self.body.pk)


class ColleagueView(DecisionView):
    """Her role, to be changed by whoever may, and the ways to what else can be done."""

    template_name = "municipalities/colleagues/colleague.html"
    form_class = RoleForm

    def check(self) -> None:
        super().check()
        if self.request.method == "POST":
            require(self.request.user, "municipalities.change_colleague", self.membership)

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.membership.role, "seen": self.membership.role}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            may_change=self.may("change_colleague"),
            may_end=self.may("leave") or self.may("remove_colleague"),
            may_hand_over=self.may("hand_over") and self.body.memberships.count() > 1,
        )

    def act(self, form: RoleForm) -> HttpResponse:
        memberships.change_role(self.membership, by=self.request.user, **form.cleaned_data)
        self.done = _("The role is changed. %(person)s is told by mail.") % {"person": self.membership.user}
        return self.back()


class EndView(DecisionView):
    """Leaving, or removing somebody else."""

    template_name = "municipalities/colleagues/end.html"

    def get_form_class(self) -> type[Form]:
        return LeaveForm if self.is_own else ReasonForm

    def check(self) -> None:
        super().check()
        require(self.request.user, f"municipalities.{'leave' if self.is_own else 'remove_colleague'}", self.membership)

    def act(self, form: Any) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        if self.is_own:
            memberships.leave(self.membership, reason)
            self.done = _("You left %(body)s.") % {"body": self.body}
        else:
            memberships.remove(self.membership, self.request.user, reason)
            said = _("%(person)s is no colleague any more and is told by mail.")
            self.done = said % {"person": self.membership.user}
        return self.back()


class HandOverView(DecisionView):
    template_name = "municipalities/colleagues/hand_over.html"
    form_class = HandOverForm
    done = gettext_lazy("The role is handed over. Both of you have it in a mail.")

    def check(self) -> None:
        super().check()
        require(self.request.user, "municipalities.hand_over", self.membership)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "membership": self.membership}

    def act(self, form: HandOverForm) -> HttpResponse:
        data = form.cleaned_data
        memberships.hand_over(self.membership, data["to"], self.request.user, lower_to=data["lower_to"])
        return self.back()


class MoveView(BodyMixin, TemplateView):
    """Staff move the people of a merged body to its successor; nothing does it by itself."""

    permission = "municipalities.move_colleagues"
    template_name = "municipalities/colleagues/move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, people=self.body.memberships.select_related("user"))

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        return told(request, self.move, _("The people are moved, and each is told by mail."), *self.back)

    def move(self) -> None:
        memberships.move_members(self.body, self.request.user)

    @property
    def back(self) -> tuple[str, int]:
        return "workspace-colleagues", self.body.pk
