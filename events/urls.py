from django.urls import path

from events import views

urlpatterns = [
    path("", views.event_list, name="events"),
    path("<slug:slug>/", views.event, name="event"),
]
