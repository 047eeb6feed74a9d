"""The release after this one, as far as an update wants to know it: one more app, whose migration expands."""

from dialogue_portal.settings import *  # noqa: F403
from dialogue_portal.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = ["tests.faults.next_release", *INSTALLED_APPS]
MIDDLEWARE = ["tests.faults.next_release.middleware.SaysItsRelease", *MIDDLEWARE]
