from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, object]:
    """What every page may say of the site itself; nothing that depends on who reads it."""
    return {"DEMO": settings.DEMO, "SITE_URL": settings.SITE_URL}
