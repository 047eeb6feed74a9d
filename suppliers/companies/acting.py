"""For which company somebody acts. Whoever does not represent it is told nothing, not even that it exists."""

from typing import Any

from django.http import Http404, HttpRequest

from core.sorting import in_alphabet
from suppliers.models import Company
from suppliers.models.company import CompanyQuerySet


def company_for(request: HttpRequest, key: str) -> Company:
    """The company of this address. Raises Http404 unless the person represents it now."""
    company = companies_of(request.user).filter(key=key).first()
    if company is None:
        raise Http404
    return company


def companies_of(user: Any) -> CompanyQuerySet:
    """Those that she represents now, in the order of their names."""
    return Company.objects.acted_for_by(user).order_by(*in_alphabet("name"), "pk")
