from django.urls import path

from accounts.views import details, privacy, sessions

urlpatterns = [
    path("", details.Settings.as_view(), name="account-settings"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="account-session-end"),
    path("privacy/", privacy.stored, name="account-privacy"),
    path("privacy/download/", privacy.take_home, name="account-privacy-download"),
    path("privacy/erase/", privacy.erase_me, name="account-erase"),
]
