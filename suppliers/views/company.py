"""What all pages of one company share, and its start page."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin, View

from suppliers.companies.acting import company_for
from suppliers.companies.waiting import waiting_for
from suppliers.models import Company


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
        people = self.company.people.select_related("user").order_by("user__name", "pk")
        return super().get_context_data(**kwargs, waiting=waiting_for(self.company), people=people)
