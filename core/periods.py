"""How long personal records are kept: the settings' numbers, in words and in the database."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import CharField, DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Cast
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Period:
    """A number of days or of calendar months; as a string "30 days", in the reader's language."""

    number: int
    unit: str

    def __str__(self) -> str:
        if self.unit == "days":
            return ngettext("%(number)d day", "%(number)d days", self.number) % {"number": self.number}
        return ngettext("%(number)d month", "%(number)d months", self.number) % {"number": self.number}

    def after(self, moment: Any) -> ExpressionWrapper:
        """The database's expression for this long after a field or an expression."""
        return ExpressionWrapper(self.expression(moment) + self.interval(), output_field=DateTimeField())

    def before(self, moment: Any) -> ExpressionWrapper:
        return ExpressionWrapper(self.expression(moment) - self.interval(), output_field=DateTimeField())

    def expression(self, moment: Any) -> Any:
        return F(moment) if isinstance(moment, str) else moment

    def interval(self) -> Cast:
        text = Value(f"{self.number} {self.unit}", output_field=CharField())
        return Cast(text, DurationField())


def period(name: str) -> Period:
    """The period of this name in the setting RETENTION."""
    number, unit = settings.RETENTION[name].split()
    if unit not in ("days", "months"):
        raise ImproperlyConfigured(f"RETENTION: {name} is in days or months, not {unit!r}.")
    return Period(int(number), unit)
