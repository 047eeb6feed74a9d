"""A body's page for staff: what the register says, its part in dialogues, and what is changed there."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.once import once
from core.permissions import require
from core.told import refusals_in
from dialogues.models import Dialogue
from municipalities import bodies, participation
from municipalities.enums import Kind, ParticipationRole
from municipalities.handled import by_name, countries_for, dialogues_handled
from municipalities.models import EmailDomain, Municipality, Participation
from municipalities.rules import is_in_being
from municipalities.staff_forms import (
    NAMES,
    DomainForm,
    EditBodyForm,
    NewBodyForm,
    NewCompanyForm,
    ParticipationRoleForm,
    TakePartForm,
    ToldReasonForm,
)
from municipalities.views.bodies import BodyMixin

PAGE = "workspace-register-body"


class RegisterMixin(BodyMixin):
    permission = "municipalities.view_in_register"

    @cached_property
    def handled(self) -> QuerySet[Dialogue]:
        return dialogues_handled(self.request.user, self.body)

    @cached_property
    def free(self) -> QuerySet[Dialogue]:
        """Those that the body is not in yet."""
        return self.handled.exclude(participations__municipality=self.body)

    def page(self) -> str:
        return reverse(PAGE, args=[self.body.pk])


class BodyView(RegisterMixin, TemplateView):
    template_name = "municipalities/staff/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, body = self.request.user, self.body
        kwargs.setdefault("domain_form", DomainForm())
        return super().get_context_data(
            **kwargs,
            names=names(body),
            parts=body.participations.select_related("dialogue").order_by("since", "pk"),
            handled={dialogue.pk for dialogue in self.handled},
            free=self.free,
            domains=body.email_domains.all(),
            companies=body.companies.select_related("merged_into").order_by(*by_name()),
            people=body.memberships.count() if user.has_perm("municipalities.view_body", body) else None,
            trail=trail(body, self.handled),
            may_edit=user.has_perm(bodies.EDIT, body) and is_in_being(None, body),
            may_have_companies=body.kind in (Kind.MUNICIPALITY, Kind.REGION),
        )


def names(body: Municipality) -> dict[str, list[str]]:
    """Its names, each with the codes of the languages that call it so; none where all call it the same."""
    found: dict[str, list[str]] = {}
    for field in NAMES:
        if name := getattr(body, field):
            found.setdefault(name, []).append(field.removeprefix("name_"))
    return found if len(found) > 1 else {}


def trail(body: Municipality, dialogues: QuerySet[Dialogue]) -> list[dict[str, Any]]:
    """What changed about its part in these dialogues, the newest first, roles in words."""
    labels = dict(ParticipationRole.choices)
    changes = body.participation_changes.filter(dialogue__in=dialogues).select_related("actor", "dialogue")
    return [
        {"change": change, "before": labels.get(change.from_value), "after": labels.get(change.to_value)}
        for change in changes.order_by("-at", "-pk")
    ]


class ActingView(RegisterMixin, ActingPage):
    """A form about the body: a subclass says its words, and what is done with it."""

    template_name = "municipalities/staff/form.html"
    title: Any = ""
    action: Any = ""
    lead: Any = ""
    is_dangerous = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {name: getattr(self, name) for name in ("title", "action", "lead", "is_dangerous")}
        return super().get_context_data(**kwargs, **words, back=self.page())


# The body itself


class EditBody(ActingView):
    permission = bodies.EDIT
    form_class = EditBodyForm
    title = gettext_lazy("Edit names and figures")
    action = gettext_lazy("Save")
    done = gettext_lazy("The names and figures are changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.body}

    def act(self, form: EditBodyForm) -> str:
        with bodies.held(self.body, self.request.user) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            bodies.edit(current, self.request.user, **values)
        return self.page()


class AddCompany(ActingView):
    """A municipal company of this body."""

    permission = bodies.EDIT
    form_class = NewCompanyForm
    title = gettext_lazy("Add a municipal company")
    action = gettext_lazy("Add the company")

    def act(self, form: NewCompanyForm) -> str:
        company = form.instance
        company.kind, company.parent, company.country = Kind.COMPANY, self.body, self.body.country
        return once(form.cleaned_data["key"], lambda: self.add(company))

    def add(self, company: Municipality) -> str:
        bodies.add(company, self.request.user)
        self.done = _("The company is in the register.")
        return reverse(PAGE, args=[company.pk])


class AddBody(ActingPage):
    """A region or a central purchasing body; municipalities come from the offices' registers."""

    template_name = "municipalities/staff/add.html"
    form_class = NewBodyForm
    refused_at = "official_name"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "municipalities.list_bodies")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "countries": countries_for(self.request.user)}

    def act(self, form: NewBodyForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.add(form.instance))

    def add(self, body: Municipality) -> str:
        bodies.add(body, self.request.user)
        self.done = _("The body is in the register.")
        return reverse(PAGE, args=[body.pk])


class AddDomain(BodyView):
    """Sent from the body's page, which shows what was wrong with it."""

    permission = bodies.EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DomainForm(request.POST)
        if form.is_valid():
            with refusals_in(form, "domain"):
                bodies.add_domain(self.body, form.cleaned_data["domain"], request.user)
                messages.success(request, _("The e-mail domain is added."))
                return redirect(self.page())
        return self.render_to_response(self.get_context_data(domain_form=form))


@require_POST
def remove_domain(request: HttpRequest, pk: int, domain: int) -> HttpResponse:
    body = get_object_or_404(Municipality, pk=pk)
    require(request.user, bodies.EDIT, body)
    for found in EmailDomain.objects.filter(pk=domain, municipality=body).select_related("municipality"):
        bodies.remove_domain(found, request.user)
    messages.success(request, _("The e-mail domain is removed."))
    return redirect(PAGE, pk)


# Its part in dialogues


class TakePart(ActingView):
    form_class = TakePartForm
    title = gettext_lazy("Let the body take part")
    action = gettext_lazy("Let it take part")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dialogues": self.handled, "free": self.free}

    def act(self, form: TakePartForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.take_part(form.cleaned_data))

    def take_part(self, data: dict[str, Any]) -> str:
        words = {name: data[name] for name in ("since", "reason")}
        participation.let_in(self.body, data["dialogue"], data["role"], by=self.request.user, **words)
        self.done = _("The body takes part.")
        return self.page()


class PartMixin(ActingView):
    """About one participation, of those that she handles."""

    @cached_property
    def part(self) -> Participation:
        parts = self.body.participations.select_related("municipality", "dialogue")
        return get_object_or_404(parts.filter(dialogue__in=self.handled), pk=self.kwargs["part"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, dialogue=self.part.dialogue)


class ChangePart(PartMixin):
    form_class = ParticipationRoleForm
    title = gettext_lazy("Change the role")
    action = gettext_lazy("Change the role")
    done = gettext_lazy("The role is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.part}

    def act(self, form: ParticipationRoleForm) -> str:
        participation.change_role(self.part, by=self.request.user, **form.cleaned_data)
        return self.page()


class EndPart(PartMixin):
    form_class = ToldReasonForm
    title = gettext_lazy("End the participation")
    action = gettext_lazy("End the participation")
    lead = gettext_lazy("What the body has written, signed and published in this dialogue stays.")
    done = gettext_lazy("The body takes part no more.")
    is_dangerous = True

    def act(self, form: ToldReasonForm) -> str:
        participation.end(self.part, self.request.user, form.cleaned_data["reason"])
        return self.page()
