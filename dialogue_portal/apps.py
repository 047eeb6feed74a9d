from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, register


class PortalConfig(AppConfig):
    name = "dialogue_portal"

    def ready(self) -> None:
        from dialogue_portal.demo.checks import demo_stays_at_home

        register(demo_stays_at_home, Tags.security)
        if settings.SENTRY_DSN:
            from dialogue_portal import reporting

            reporting.start(settings.SENTRY_DSN)
