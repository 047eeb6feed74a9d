"""What people with an account, and staff, do with events."""

from django.urls import path

from events.views import member

urlpatterns = [
    path("events/<slug:slug>/register/", member.register, name="workspace-event-register"),
]
