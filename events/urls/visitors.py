"""What everybody may open, and what is behind a link in a mail."""

from django.urls import path

from events.views import calendars, materials, registering
from events.views import public as pages

public = [
    path("", pages.event_list, name="events"),
    path("calendar/", pages.month, name="events-month"),
    path("calendar.ics", calendars.all_events, name="events-calendar"),
    path("in/<slug:slug>/calendar.ics", calendars.events_of_dialogue, name="events-calendar-dialogue"),
    path("mine/<str:secret>.ics", calendars.own_feed, name="events-own-calendar"),
    path("registration/<str:key>/", registering.own_page, name="registration"),
    path("registration/<str:key>/confirm/", registering.confirm, name="registration-confirm"),
    path("registration/<str:key>/change/", registering.change, name="registration-change"),
    path("registration/<str:key>/colleagues/", registering.party, name="registration-party"),
    path("registration/<str:key>/seats/<int:seat>/", registering.name_seat, name="registration-seat"),
    path("registration/<str:key>/seats/<int:seat>/cancel/", registering.cancel, name="registration-seat-cancel"),
    path("registration/<str:key>/cancel/", registering.cancel, name="registration-cancel"),
    path("<slug:slug>/", pages.event, name="event"),
    path("<slug:slug>/event.ics", calendars.event_file, name="event-calendar"),
    path("<slug:slug>/material/<int:pk>/", materials.public_file, name="event-material"),
    path("<slug:slug>/register/", registering.register, name="event-register"),
    path("<slug:slug>/register/sent/", registering.sent, name="event-register-sent"),
]
