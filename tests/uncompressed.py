"""Settings with which static files are collected as they are: compressing them takes longer than all that is read of them."""

from dialogue_portal.settings import *  # noqa: F403
from dialogue_portal.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
