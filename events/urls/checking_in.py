"""The door of an event."""

from django.urls import path

from events.views import checking_in

DOOR = "events/<slug:slug>/check-in/"

public = [path("registration/<str:key>/participants/", checking_in.participant_list, name="registration-participants")]
workspace = [
    path(DOOR, checking_in.check_in, name="workspace-event-check-in"),
    path(DOOR + "worker.js", checking_in.worker, name="workspace-event-check-in-worker"),
    path(DOOR + "<slug:code>/", checking_in.check_in, name="workspace-event-check-in-one"),
    path("events/<slug:slug>/badges-<int:part>.pdf", checking_in.badges_file, name="workspace-event-badges"),
]
