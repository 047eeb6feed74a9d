"""What all pages of one company share; its start page, its facts, and how it is closed."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped, forget, keeps_typed, kept
from core.limits import Limit
from core.once import once
from core.sorting import in_alphabet
from core.told import told
from core.workflow import Refused
from suppliers.companies import checking, numbers, registering, representing
from suppliers.companies.acting import company_for
from suppliers.companies.forms import EditForm, ReasonForm, RegisterForm
from suppliers.companies.waiting import waiting_for
from suppliers.enums import JoinState
from suppliers.models import Company

OF_PERSON = Limit("company-registered-person", most=5, seconds=24 * 3600)


class CompanyMixin(ContextMixin, View):
    """A page of the company whose key is in the address; nobody but its representatives learns that there is one."""

    request: Any

    @cached_property
    def company(self) -> Company:
        return company_for(self.request, self.kwargs["key"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.company  # noqa: B018 - refuses before anything is done
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, company=self.company)


class CompanyView(CompanyMixin, TemplateView):
    template_name = "suppliers/companies/company.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = self.company.people.select_related("user").order_by(*in_alphabet("user__name"), "pk")
        joins = self.company.joins_asked.filter(state=JoinState.ASKED).select_related("company")
        return super().get_context_data(
            **kwargs,
            waiting=waiting_for(self.company),
            people=people,
            number=numbers.written(self.company.country, self.company.organisation_number),
            joins=[(join, join.company.people.select_related("user")) for join in joins],
        )


class RegisterView(ActingPage):
    """Anybody who is signed in may register a company."""

    template_name = "suppliers/companies/register.html"
    form_class = RegisterForm

    def act(self, form: RegisterForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.register(form.cleaned_data))

    def register(self, typed: dict[str, Any]) -> str:
        if OF_PERSON.wait(str(self.request.user.pk)):
            raise Refused(_("You have registered five companies within a day. Register this one tomorrow."))
        company = registering.register(self.request.user, typed)
        self.done = _("%(company)s is registered. You represent it.") % {"company": company}
        return company.get_absolute_url()


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit_company(request: HttpRequest, key: str) -> HttpResponse:
    """Who was signed out meanwhile finds what she typed."""
    company = company_for(request, key)
    form = EditForm(company, request.POST if request.method == "POST" else kept(request))
    if request.method == "POST" and form.is_valid():
        held = representing.locked(company)
        if (values := form.merged_with(held)) is not None:
            registering.edit(held, request.user, values)
            forget(request)
            messages.success(request, _("The company's facts are changed."))
            return redirect("workspace-company", key)
    return render(request, "suppliers/companies/edit.html", {"company": company, "form": form})


class CloseView(KeepsTyped, CompanyMixin, ActingPage):
    template_name = "suppliers/companies/close.html"
    form_class = ReasonForm
    done = gettext_lazy("The company is closed.")

    def act(self, form: ReasonForm) -> str:
        checking.close(self.company, self.request.user, form.cleaned_data["reason"])
        return reverse("workspace")


@require_POST
def answer_join(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Whether the people who registered the same number are colleagues."""
    company = company_for(request, key)
    join = get_object_or_404(company.joins_asked.select_related("company", "into", "asked_by"), key=number)
    agreed = request.POST.get("answer") == "yes"
    done = _("They represent the company with you now.") if agreed else _("Nothing changed for your company.")
    return told(request, lambda: checking.answer(join, request.user, agreed=agreed), done, "workspace-company", key)
