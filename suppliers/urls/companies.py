"""Companies: coming in, one's own company, staff's list."""

from django.urls import URLPattern, path

from suppliers.views import checking, company, people, registering

COMPANY = "companies/<slug:key>/"

account: list[URLPattern] = [
    path("companies/<str:token>/", people.AcceptCompany.as_view(), name="account-company-invitation")
]
public: list[URLPattern] = [
    path("companies/register/", registering.register, name="company-register"),
    path("companies/sent/", registering.sent, name="company-sent"),
]
workspace: list[URLPattern] = [
    path("companies/", checking.CompanyList.as_view(), name="workspace-companies"),
    path("companies/new/", company.RegisterView.as_view(), name="workspace-company-new"),
    path(COMPANY, company.CompanyView.as_view(), name="workspace-company"),
    path(COMPANY + "edit/", company.edit_company, name="workspace-company-edit"),
    path(COMPANY + "close/", company.CloseView.as_view(), name="workspace-company-close"),
    path(COMPANY + "same/<slug:number>/", company.answer_join, name="workspace-company-join-answer"),
    path(COMPANY + "people/", people.PeopleView.as_view(), name="workspace-company-people"),
    path(COMPANY + "people/invite/", people.InviteView.as_view(), name="workspace-company-invite"),
    path(COMPANY + "people/history/", people.HistoryView.as_view(), name="workspace-company-history"),
    path(COMPANY + "people/<slug:number>/end/", people.EndView.as_view(), name="workspace-company-end"),
    path(COMPANY + "invited/<slug:number>/again/", people.send_again, name="workspace-company-invitation-again"),
    path(COMPANY + "invited/<slug:number>/revoke/", people.revoke, name="workspace-company-invitation-revoke"),
    path(COMPANY + "check/", checking.CheckView.as_view(), name="workspace-company-check"),
    path(COMPANY + "check/confirm/", checking.confirm, name="workspace-company-confirm"),
    path(COMPANY + "check/join/", checking.propose_join, name="workspace-company-join"),
    path(COMPANY + "check/close/", checking.CloseView.as_view(), name="workspace-company-check-close"),
]
