"""Staff's desk for interests: the list, one of them, and what is done with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django.views.generic.detail import SingleObjectMixin

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import Column, StaffList
from core.permissions import require
from municipalities.interest import desk, similar, workflow
from municipalities.interest.desk_forms import AcceptForm, IdentifyForm, LetterForm, MergeForm
from municipalities.interest.steps import BUTTONS, actions, labelled_trail
from municipalities.interest.terms import answer_by, is_late
from municipalities.models import Interest
from municipalities.models.interest import HANDLE, WAITING


class InterestList(StaffList):
    template_name = "municipalities/interest/list.html"
    row_template = "municipalities/interest/_row.html"
    filter_class = desk.InterestFilter
    permission = "municipalities.list_interest"
    title = _("Interest")
    export_name = _("Interest")
    none_yet = _("No interest waits for an answer.")
    first_sort = "waits"

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return desk.columns()

    def get_queryset(self) -> QuerySet[Interest]:
        visible = Interest.objects.visible_to(self.request.user)
        return desk.counted(visible).select_related("dialogue", "municipality")

    def for_export(self, rows: QuerySet[Interest]) -> QuerySet[Interest]:
        return rows.prefetch_related("applicants")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible, chosen = Interest.objects.visible_to(self.request.user), self.filter.chosen.get("state", "")
        here = "" if chosen in WAITING else chosen
        tabs = [
            (label, number, self.address(state=value), value == here) for value, label, number in desk.tabs(visible)
        ]
        return super().get_context_data(**kwargs, tabs=tabs, now=timezone.now())


class InterestMixin(SingleObjectMixin):
    context_object_name = "interest"
    object: Interest
    request: HttpRequest

    def get_queryset(self) -> QuerySet[Interest]:
        visible = Interest.objects.visible_to(self.request.user)
        return visible.select_related("dialogue", "municipality__parent", "merged_into__municipality")


class InterestView(InterestMixin, DetailView):
    template_name = "municipalities/interest/one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        interest = self.object
        since = interest.waits_since
        return super().get_context_data(
            **kwargs,
            people=interest.applicants.exclude(confirmed_at=None).prefetch_related("themes"),
            doubles=interest.merged_from.prefetch_related("applicants__themes"),
            others=similar.interests(interest, self.request.user),
            bodies=similar.bodies(interest),
            participations=interest.municipality and interest.municipality.participations.select_related("dialogue"),
            trail=labelled_trail(interest),
            actions=actions(interest, self.request.user),
            answer_by=answer_by(since) if since else None,
            is_late=is_late(interest, timezone.now()),
        )


class InterestAction(KeepsTyped, InterestMixin, ActingPage):
    """A page that asks what is needed for one step, and takes it. A refusal is said on the interest's page."""

    template_name = "municipalities/interest/action.html"
    title: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = ""
    color = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        self.object = self.get_object()
        require(request.user, HANDLE, self.object)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path not in {action.url for action in actions(self.object, request.user)}:
            messages.warning(request, str(_("This cannot be done with it as it stands now.")))
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"title": self.title, "lead": self.lead, "button": self.button, "color": self.color}
        return super().get_context_data(**said, **kwargs)

    def take(self, form: Any) -> None:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        self.take(form)
        return redirect("workspace-interest-one", self.object.pk)


class LetterAction(InterestAction):
    """A step whose reason is written to everybody behind the interest."""

    form_class = LetterForm
    step: Any

    def take(self, form: LetterForm) -> None:
        written = form.cleaned_data
        type(self).step(self.object, self.request.user, written["text"], written["language"])


class AskView(LetterAction):
    step = staticmethod(workflow.ask)
    title = _("Ask back")
    lead = _("Everybody who stands behind it gets your question by mail, and may answer. Then it waits for you again.")
    button = _("Send the question")
    done = _("The question is on its way.")


class HoldView(LetterAction):
    step = staticmethod(workflow.hold)
    title = _("Put on hold")
    lead = _("Everybody who stands behind it is told why by mail. You are not reminded of it meanwhile.")
    button = _("Put on hold")
    done = _("The interest is on hold.")


class DeclineView(LetterAction):
    step = staticmethod(workflow.decline)
    title = _("Decline")
    lead = _("Everybody who stands behind it gets your reason by mail. This cannot be undone.")
    button = _("Decline")
    done = _("The interest is declined.")
    color = "danger"


class ResumeView(InterestAction):
    form_class = forms.Form
    title = _("Take it up again")
    lead = _("Everybody who stands behind it is told by mail, and the five working days begin anew.")
    button = _("Take it up again")
    done = _("The interest waits for an answer again.")

    def take(self, form: Any) -> None:
        workflow.resume(self.object, self.request.user)


class AcceptView(InterestAction):
    form_class = AcceptForm
    title = _("Accept")
    lead = _("The public buyer takes part in the dialogue, and those with a role get an invitation by mail.")
    button = _("Accept")
    done = _("The interest is accepted. The invitations are on their way.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "interest": self.object}

    def take(self, form: AcceptForm) -> None:
        workflow.accept(self.object, self.request.user, form.cleaned_data["part"], form.roles)


class MergeView(InterestAction):
    form_class = MergeForm
    title = _("Join with another interest")
    lead = _(
        "For doubles: everybody who stands behind this one stands behind the other from then on, and is told by mail."
    )
    button = _("Join")
    done = _("The two are one now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        others = similar.mergeable(self.object, self.request.user)
        return {**super().get_form_kwargs(), "others": others}

    def take(self, form: MergeForm) -> None:
        workflow.merge(self.object, form.cleaned_data["into"], self.request.user)


class IdentifyView(InterestAction):
    template_name = "municipalities/interest/identify.html"
    form_class = IdentifyForm
    title = _("Say which public buyer it is")
    lead = _("The interest is then that body's, as if it had been chosen from the register.")
    button = _("This one")
    done = _("The interest has its public buyer.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = BUTTONS["correct"] if self.object.municipality_id else self.title
        return {**super().get_context_data(**kwargs), "title": title}

    def get_initial(self) -> dict[str, Any]:
        return {"municipality": self.object.municipality or similar.best(self.object)}

    def take(self, form: IdentifyForm) -> None:
        workflow.identify(self.object, form.cleaned_data["municipality"], self.request.user)
