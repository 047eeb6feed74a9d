"""Breakouts by ranked wishes."""

from django.urls import path

from events.views import breakouts

STAFF = "events/<slug:slug>/breakouts/"

public = [path("registration/<str:key>/breakouts/", breakouts.wish, name="registration-breakouts")]
workspace = [
    path(STAFF, breakouts.BreakoutsView.as_view(), name="workspace-breakouts"),
    path(STAFF + "distribute/", breakouts.distribute, name="workspace-breakouts-distribute"),
    path(STAFF + "runs/<int:pk>/", breakouts.take, name="workspace-breakouts-take"),
    path(STAFF + "people/<int:pk>/", breakouts.put, name="workspace-breakouts-put"),
]
