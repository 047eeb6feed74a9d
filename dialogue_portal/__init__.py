"""The roof: settings, addresses, Celery and the home page; imported by nobody."""

from dialogue_portal.celery import app as celery_app

__all__ = ["celery_app"]
