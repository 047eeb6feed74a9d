"""Every address of the portal: health and files plain, everything that is read under its language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from dialogue_portal import retention, views, workspace
from municipalities import urls as municipalities

urlpatterns = [
    path("", views.to_language, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("dialogues/", include("dialogues.urls")),
        path("participants/", include(municipalities.participants)),
        path("interest/", include(municipalities.interest)),
        path("events/", include("events.urls")),
        path("account/", include(municipalities.account)),
        path("privacy/", retention.privacy, name="privacy"),
        path("account/", include("accounts.urls")),
        path("account/", include("allauth.urls")),
        path("workspace/retention/", retention.retention, name="workspace-retention"),
        path("workspace/retention/<int:pk>/", retention.retention_run, name="workspace-retention-run"),
        path("workspace/retention/erase/", retention.find_person, name="workspace-retention-find"),
        path("workspace/retention/erase/<int:pk>/", retention.erase_person, name="workspace-retention-erase"),
        path("workspace/", workspace.workspace, name="workspace"),
        path("workspace/", include(municipalities.workspace)),
        path("", include("needs.urls")),
    ),
]

handler403 = "dialogue_portal.views.forbidden"
handler404 = "dialogue_portal.views.not_found"
handler429 = "dialogue_portal.views.too_many_requests"  # allauth asks for it
handler500 = "dialogue_portal.views.server_error"
