"""What a body's country tells about its people: the language that they most likely write, and their time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from municipalities.models import Municipality

LANGUAGES = {"NO": "nb", "SE": "sv", "DK": "da", "FI": "fi", "IS": "is", "FO": "da", "GL": "da", "AX": "sv"}
ZONES = {
    "NO": "Europe/Oslo",
    "SE": "Europe/Stockholm",
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "IS": "Atlantic/Reykjavik",
    "FO": "Atlantic/Faroe",
    "GL": "America/Nuuk",
    "AX": "Europe/Mariehamn",
}


def language_of(body: Municipality) -> str:
    return LANGUAGES[body.country]


def time_of_day(at: datetime, body: Municipality) -> str:
    """ "14:02 (CET)", as the body's clock shows it."""
    there = timezone.localtime(at, ZoneInfo(ZONES[body.country]))
    return f"{date_format(there, 'TIME_FORMAT')} ({there.tzname()})"
