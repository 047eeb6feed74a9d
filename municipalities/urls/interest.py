"""Registering interest (public), and staff's desk for it."""

from django.urls import URLPattern, path

from municipalities.views import interest, interest_desk

asking: list[URLPattern] = [
    path("", interest.choose_dialogue, name="interest"),
    path("in/<slug:slug>/", interest.interest_form, name="interest-form"),
    path("in/<slug:slug>/<int:body>/", interest.taking_part, name="interest-taking-part"),
    path("sent/", interest.sent, name="interest-sent"),
    path("again/", interest.send_again, name="interest-again"),
    path("confirm/<str:token>/", interest.confirm, name="interest-confirm"),
    path("mine/<str:token>/", interest.own_page, name="interest-own"),
    path("mine/<str:token>/withdraw/", interest.withdraw, name="interest-withdraw"),
]

desk: list[URLPattern] = [
    path("interest/", interest_desk.InterestList.as_view(), name="workspace-interest"),
    path("interest/<int:pk>/", interest_desk.InterestView.as_view(), name="workspace-interest-one"),
    path("interest/<int:pk>/accept/", interest_desk.AcceptView.as_view(), name="workspace-interest-accept"),
    path("interest/<int:pk>/decline/", interest_desk.DeclineView.as_view(), name="workspace-interest-decline"),
    path("interest/<int:pk>/ask/", interest_desk.AskView.as_view(), name="workspace-interest-ask"),
    path("interest/<int:pk>/hold/", interest_desk.HoldView.as_view(), name="workspace-interest-hold"),
    path("interest/<int:pk>/resume/", interest_desk.ResumeView.as_view(), name="workspace-interest-resume"),
    path("interest/<int:pk>/merge/", interest_desk.MergeView.as_view(), name="workspace-interest-merge"),
    path("interest/<int:pk>/identify/", interest_desk.IdentifyView.as_view(), name="workspace-interest-identify"),
]
