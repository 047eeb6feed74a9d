"""The portal as a real web server has it in tests and benches: its static files need no collecting."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - processes that are forked from here share the views
