from django.urls import path

from municipalities import views

urlpatterns = [path("", views.participant_list, name="participants")]
