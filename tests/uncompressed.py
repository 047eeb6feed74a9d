"""Settings with which static files are collected as they are: nobody reads enough of them here to compress them for."""

from dialogue_portal.settings import *  # noqa: F403
from dialogue_portal.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
