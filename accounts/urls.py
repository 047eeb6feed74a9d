from django.urls import path

from accounts.views import details, privacy

urlpatterns = [
    path("", details.Settings.as_view(), name="account-settings"),
    path("privacy/", privacy.stored, name="account-privacy"),
    path("privacy/download/", privacy.take_home, name="account-privacy-download"),
    path("privacy/erase/", privacy.erase_me, name="account-erase"),
]
