"""Staff's lists of bodies, people and participation, and a body's page."""

from django.urls import URLPattern, URLResolver, include, path

from municipalities.views import register
from municipalities.views import staff as lists

body: list[URLPattern] = [
    path("", register.BodyView.as_view(), name="workspace-register-body"),
    path("edit/", register.EditBody.as_view(), name="workspace-register-edit"),
    path("companies/add/", register.AddCompany.as_view(), name="workspace-register-company-add"),
    path("domains/", register.AddDomain.as_view(), name="workspace-register-domain-add"),
    path("domains/<int:domain>/remove/", register.remove_domain, name="workspace-register-domain-remove"),
    path("participation/add/", register.TakePart.as_view(), name="workspace-part-add"),
    path("participation/<int:part>/", register.ChangePart.as_view(), name="workspace-part-change"),
    path("participation/<int:part>/end/", register.EndPart.as_view(), name="workspace-part-end"),
]

staff: list[URLPattern | URLResolver] = [
    path("bodies/", lists.BodyList.as_view(), name="workspace-bodies"),
    path("bodies/add/", register.AddBody.as_view(), name="workspace-register-add"),
    path("bodies/<int:pk>/", include(body)),
    path("people/", lists.PeopleList.as_view(), name="workspace-people"),
    path("participation/", lists.ParticipationList.as_view(), name="workspace-participation"),
]
