"""Companies: coming in, one's own company, staff's list."""

from django.urls import URLPattern, path

from suppliers.views import company

COMPANY = "companies/<slug:key>/"

account: list[URLPattern] = []
public: list[URLPattern] = []
workspace: list[URLPattern] = [path(COMPANY, company.CompanyView.as_view(), name="workspace-company")]
