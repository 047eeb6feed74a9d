"""Every address of the portal: health and files plain, everything that is read under its language."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_safe

from core import urls as core
from dialogue_portal import body, retention, views, workspace
from dialogues import urls as dialogues
from events import urls as events
from municipalities import urls as municipalities
from suppliers import urls as suppliers

urlpatterns = [
    path("", views.to_language, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics_page, name="metrics"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("admin/", admin.site.urls),
        path("", include(suppliers.public)),  # before the pages whose feeds it has
        path("dialogues/", include("dialogues.urls")),
        path("news/", include(dialogues.news_pages)),
        path("participants/", include(municipalities.participants)),
        path("interest/", include(municipalities.interest)),
        path("events/", include(events.public)),
        path("account/", include(dialogues.account)),
        path("account/", include(municipalities.account)),
        path("account/", include(suppliers.account)),
        path("privacy/", retention.privacy, name="privacy"),
        path("contact/", views.contact, name="contact"),
        path("data/", views.open_data, name="open-data"),
        path("accessibility/", views.accessibility, name="accessibility"),
        path("too-large/", require_safe(views.too_large), name="too-large"),  # where the proxy leads
        path("too-many/", require_safe(views.too_many_requests), name="too-many"),  # what it says who asks too often
        path("account/", include("accounts.urls")),
        path("account/", include("allauth.urls")),
        path("workspace/retention/", retention.retention, name="workspace-retention"),
        path("workspace/retention/<int:pk>/", retention.retention_run, name="workspace-retention-run"),
        path("workspace/retention/erase/", retention.find_person, name="workspace-retention-find"),
        path("workspace/retention/erase/<int:pk>/", retention.erase_person, name="workspace-retention-erase"),
        path("workspace/", workspace.workspace, name="workspace"),
        path("workspace/municipality/<int:pk>/", body.BodyView.as_view(), name="workspace-body"),
        path("workspace/", include(municipalities.workspace)),
        path("workspace/", include(dialogues.workspace)),
        path("workspace/", include(events.workspace)),
        path("workspace/", include(core.workspace)),
        path("workspace/", include(suppliers.workspace)),
        path("", include("needs.urls")),
    ),
    # After the one with a language, so that it is this one that a provider is told
    path("account/oidc/<str:provider_id>/login/callback/", callback, name="openid_connect_callback"),
]

if settings.DEMO:
    urlpatterns += [*core.mailbox_root, *i18n_patterns(*core.mailbox_pages)]

handler400 = "dialogue_portal.views.bad_request"
handler403 = "dialogue_portal.views.forbidden"
handler404 = "dialogue_portal.views.not_found"
handler429 = "dialogue_portal.views.too_many_requests"  # allauth asks for it
handler500 = "dialogue_portal.views.server_error"
