"""Staff's list of companies, and one of them with what staff decide of it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import StaffList
from core.permissions import require
from core.sorting import in_alphabet
from core.told import told
from suppliers.companies import checking, listing, numbers
from suppliers.companies.forms import ReasonNeededForm
from suppliers.enums import CompanyState
from suppliers.models import Company

PAGE = "workspace-company-check"


class CompanyList(StaffList):
    columns = listing.COLUMNS
    filter_class = listing.CompanyFilter
    row_template = "suppliers/companies/_row.html"
    permission = "suppliers.list_companies"
    title = export_name = gettext_lazy("Companies")
    none_yet = gettext_lazy("No company has registered yet.")
    first_sort = "-registered"

    def get_queryset(self) -> QuerySet[Company]:
        return listing.companies_for(self.request.user)

    def counted(self, number: int) -> str:
        return ngettext("%(count)s company", "%(count)s companies", number) % {"count": localize(number)}


def company_of(request: HttpRequest, key: str) -> Company:
    """Staff of no dialogue are refused; of another country's company a coordinator learns nothing."""
    require(request.user, "suppliers.list_companies")
    return get_object_or_404(Company.objects.visible_to(request.user), key=key)


class CheckView(TemplateView):
    template_name = "suppliers/companies/check.html"

    @cached_property
    def company(self) -> Company:
        return company_of(self.request, self.kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        company = self.company
        is_new = company.state == CompanyState.UNCHECKED
        return super().get_context_data(
            **kwargs,
            company=company,
            number=numbers.written(company.country, company.organisation_number),
            people=company.people.select_related("user").order_by(*in_alphabet("user__name"), "pk"),
            twin=checking.confirmed_twin(company) if is_new else None,
            join=company.joins.select_related("into", "answered_by").order_by("-pk").first(),
            trail=company.trail.select_related("actor").order_by("-at", "-pk"),
            may_confirm=is_new,
        )


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    company = company_of(request, key)
    done = _("%(company)s is confirmed. Its people are told.") % {"company": company}
    return told(request, lambda: checking.confirm(company, request.user), done, PAGE, key)


@require_POST
def propose_join(request: HttpRequest, key: str) -> HttpResponse:
    company = company_of(request, key)
    done = _("The people of the confirmed company are asked.")
    return told(request, lambda: checking.propose_join(company, request.user), done, PAGE, key)


class CloseView(KeepsTyped, ActingPage):
    template_name = "suppliers/companies/check_close.html"
    form_class = ReasonNeededForm
    done = gettext_lazy("The company is closed. Its people are told.")

    @cached_property
    def company(self) -> Company:
        company = company_of(self.request, self.kwargs["key"])
        if not company.is_open:
            raise Http404
        return company

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, company=self.company)

    def act(self, form: ReasonNeededForm) -> str:
        checking.close(self.company, self.request.user, form.cleaned_data["reason"])
        return reverse(PAGE, args=[self.company.key])
