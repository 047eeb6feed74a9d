"""Times as people choose and read them: in a named zone, also when summer time begins or ends."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.dates import moment, zone_label

FIRST_YEAR, LAST_YEAR = 2000, 2100  # in which people choose times


class TimeZone(models.TextChoices):
    """The zones in which Nordic public buyers work and meet."""

    OSLO = "Europe/Oslo", _("Oslo")
    STOCKHOLM = "Europe/Stockholm", _("Stockholm")
    COPENHAGEN = "Europe/Copenhagen", _("Copenhagen")
    HELSINKI = "Europe/Helsinki", _("Helsinki")
    MARIEHAMN = "Europe/Mariehamn", _("Mariehamn")
    REYKJAVIK = "Atlantic/Reykjavik", _("Reykjavík")
    TORSHAVN = "Atlantic/Faroe", _("Tórshavn")
    NUUK = "America/Nuuk", _("Nuuk")


def at_local(local: datetime, zone: str) -> datetime:
    """The moment at which clocks in the zone show this time. Of an hour that comes twice it is the first one.

    Raises ValidationError for a day far away, and for a time that no clock shows, because summer time begins then.
    """
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        said = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        raise ValidationError(gettext("Choose a day from %(first)s to %(last)s.") % said)
    known = ZoneInfo(zone)
    at = local.replace(tzinfo=known, fold=0)
    back = at.astimezone(UTC).astimezone(known)
    if back.replace(tzinfo=None) != local:
        times = {"time": f"{local:%H:%M}", "next": f"{back:%H:%M}"}
        sentence = gettext("Summer time begins then: no clock shows %(time)s. Choose %(next)s or another time.")
        raise ValidationError(sentence % times)
    return at.astimezone(UTC)


def name_of(zone: str) -> str:
    known = {choice.value: str(choice.label) for choice in TimeZone}
    return known.get(zone, zone.rpartition("/")[2].replace("_", " "))


def in_zone(at: datetime, zone: str) -> str:
    """ "26 March 2020, 09:00 (Oslo, CET)", as plain text."""
    local = at.astimezone(ZoneInfo(zone))
    label = zone_label(local, name_of(zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({label})"


def shown_in_zone(at: datetime, zone: str) -> SafeString:
    """The same for a page, exact for machines."""
    local = at.astimezone(ZoneInfo(zone))
    return format_html("{} ({})", moment(local, "DATETIME_FORMAT"), zone_label(local, name_of(zone)))
