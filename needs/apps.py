from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "needs"
    verbose_name = _("Needs")

    def ready(self) -> None:
        """Publishing follows signing by a signal."""
        from needs.publishing import releasing  # noqa: F401
