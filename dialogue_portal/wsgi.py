"""The portal as a WSGI application, for any server that speaks it."""

import os

from django.core.wsgi import get_wsgi_application

from dialogue_portal.ahead import keep, read_ahead
from dialogue_portal.demo.checks import refuse_abroad

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogue_portal.settings")

application = get_wsgi_application()
refuse_abroad()
read_ahead()
keep()
