"""The suppliers' part of the workspace: its navigation, and a company's name over its pages."""

from typing import Any

from django import template
from django.urls import reverse

from suppliers.companies import numbers
from suppliers.companies.acting import companies_of
from suppliers.companies.waiting import waiting_for
from suppliers.models import Company

register = template.Library()


@register.inclusion_tag("suppliers/companies/_links.html", takes_context=True)
def company_links(context: template.Context) -> dict[str, Any]:
    """Links of the workspace to the reader's companies."""
    user = context["request"].user
    return {"request": context["request"], "companies": companies_of(user)}


@register.inclusion_tag("suppliers/companies/_acting_for.html", takes_context=True)
def acting_for_company(context: template.Context, company: Company, url_name: str = "workspace-company") -> dict:
    """The company of this page, and the same page of the reader's other companies."""
    others = [row for row in companies_of(context["request"].user) if row != company]
    return {"company": company, "others": [(row, reverse(url_name, args=[row.key])) for row in others]}


@register.inclusion_tag("suppliers/companies/_start.html")
def companies_start(user: Any) -> dict[str, Any]:
    """Of each company of hers, what waits."""
    return {"user": user, "companies": [(company, waiting_for(company)) for company in companies_of(user)]}


@register.filter
def number_of(company: Company) -> str:
    """Its organisation number as people of its country write it."""
    return numbers.written(company.country, company.organisation_number)
