"""What those who run events do with them."""

from django.urls import path, re_path

from events.views import agenda, materials, minutes, staff

EVENT = "events/<slug:slug>/"

workspace = [
    path("events/", staff.EventList.as_view(), name="workspace-events"),
    path("events/new/", staff.NewEventView.as_view(), name="workspace-event-new"),
    path(EVENT, staff.event_page, name="workspace-event"),
    path(EVENT + "change/", staff.ChangeView.as_view(), name="workspace-event-change"),
    path(EVENT + "copy/", agenda.copy, name="workspace-event-copy"),
    path(EVENT + "sessions/add/", agenda.NewSessionView.as_view(), name="workspace-session-add"),
    path(EVENT + "sessions/<int:pk>/", agenda.SessionView.as_view(), name="workspace-session"),
    path(EVENT + "sessions/<int:pk>/remove/", agenda.remove, name="workspace-session-remove"),
    path(EVENT + "publish/", staff.publish, name="workspace-event-publish"),
    path(EVENT + "cancel/", staff.CancelView.as_view(), name="workspace-event-call-off"),
    path(EVENT + "held/", staff.hold, name="workspace-event-hold"),
    path(EVENT + "material/add/", materials.AddView.as_view(), name="workspace-material-add"),
    path(EVENT + "material/<int:pk>/titles/", materials.RenameView.as_view(), name="workspace-material-titles"),
    path(EVENT + "material/<int:pk>/add/", materials.AddFileView.as_view(), name="workspace-material-file-add"),
    path(EVENT + "material/<int:pk>/show/", materials.show, name="workspace-material-show"),
    path(EVENT + "material/<int:pk>/publish/", materials.publish, name="workspace-material-publish"),
    path(EVENT + "files/<int:pk>/", materials.file, name="workspace-material-file"),
    path(EVENT + "files/<int:pk>/remove/", materials.remove_file, name="workspace-material-file-remove"),
    path(EVENT + "minutes/", minutes.MinutesView.as_view(), name="workspace-event-minutes"),
    path(EVENT + "minutes/<int:session>/", minutes.MinutesView.as_view(), name="workspace-session-minutes"),
    re_path(
        r"^events/(?P<slug>[-\w]+)/minutes/(?P<session>\d+)/(?P<action>agree|reopen|publish|correct|discard)/$",
        minutes.step,
        name="workspace-session-minutes-step",
    ),
    re_path(
        r"^events/(?P<slug>[-\w]+)/minutes/(?P<action>agree|reopen|publish|correct|discard)/$",
        minutes.step,
        name="workspace-event-minutes-step",
    ),
]
