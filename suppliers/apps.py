from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    name = "suppliers"
    verbose_name = _("Suppliers")

    def ready(self) -> None:
        """What adds itself to what waits for a company."""
        from suppliers.questions import waits  # noqa: F401
        from suppliers.responses import waiting  # noqa: F401
