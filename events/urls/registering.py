"""Registering with an account, the registrations of an event, one's own calendar."""

from django.urls import path

from events.views import calendars, correcting, desk, member

workspace = [
    path("calendar/", calendars.calendar_page, name="workspace-calendar"),
    path("events/<slug:slug>/registrations/", desk.RegistrationList.as_view(), name="workspace-event-registrations"),
    path("events/<slug:slug>/registrations/terms/", desk.TermsView.as_view(), name="workspace-event-terms"),
    path("events/<slug:slug>/registrations/paste/", desk.paste, name="workspace-event-paste"),
    path(
        "events/<slug:slug>/registrations/<int:pk>/correct/",
        correcting.CorrectView.as_view(),
        name="workspace-registration-correct",
    ),
    *(
        path(
            f"events/<slug:slug>/registrations/<int:pk>/{action}/",
            desk.act,
            {"action": action},
            name=f"workspace-event-{action}",
        )
        for action in ("attend", "unattend", "cancel")
    ),
    path("events/<slug:slug>/register/", member.register, name="workspace-event-register"),
]
