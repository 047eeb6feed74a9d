from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events import asked
        from events.meetings import waiting  # noqa: F401 - adds what waits for companies

        asked.register()
