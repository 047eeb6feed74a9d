"""The addresses at which a statement is published, and what bodies say of their intents."""

from django.urls import path

from needs.urls.writing import DESK
from needs.views import intents, publishing

releases = [
    path(DESK + "publish/", publishing.PublishPart.as_view(), name="workspace-challenge-publish"),
    path(DESK + "publish/release/", publishing.ReleaseView.as_view(), name="workspace-challenge-release"),
    path(DESK + "publish/moment/", publishing.RescheduleView.as_view(), name="workspace-challenge-moment"),
    path(DESK + "publish/recall/", publishing.RecallView.as_view(), name="workspace-challenge-recall"),
    path(DESK + "publish/briefs/<slug:language>/retry/", publishing.retry_brief, name="workspace-brief-retry"),
    path(
        "workspace/municipality/<int:pk>/challenges/",
        intents.BodyChallenges.as_view(),
        name="workspace-body-challenges",
    ),
    path(
        "workspace/municipality/<int:pk>/challenges/<slug:slug>/", intents.IntentView.as_view(), name="workspace-intent"
    ),
    path(DESK + "versions/add/", publishing.new_version, name="workspace-version-add"),
]
