from django.urls import path

from dialogues import views

urlpatterns = [
    path("", views.dialogue_list, name="dialogues"),
    path("<slug:slug>/", views.dialogue, name="dialogue"),
]
