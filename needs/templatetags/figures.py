"""How figures are said in templates."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.numbers import write_number
from needs.figures import pictures
from needs.figures.demand import YearDemand

register = template.Library()

register.filter("quarter_name", pictures.quarter_name)
register.filter("figure", pictures.figure)
register.filter("number", write_number)


@register.simple_tag
def value_range(value: Any) -> str:
    """ "EUR 1,200,000–1,500,000", the same twice said once."""
    return low_to_high(value.low, value.high)


@register.simple_tag
def low_to_high(low: int, high: int) -> str:
    lower, upper = number_format(low, force_grouping=True), number_format(high, force_grouping=True)
    return _("EUR %(amount)s") % {"amount": lower if low == high else f"{lower}–{upper}"}


@register.simple_tag
def shares(year: YearDemand, by: str) -> str:
    """ "Decided 60%, Planned 40%": a year's parts in per cent, as far as they may be shown."""
    parts = year.parts.get(by, {})
    if not year.quantity:
        return ""
    return ", ".join(
        _("%(name)s %(share)s%%") % {"name": pictures.NAMES[by](value), "share": percent(parts[value] / year.quantity)}
        for value in pictures.ORDER[by]
        if value in parts
    )


def percent(share: Decimal) -> str:
    """Whole; what is little does not become nothing, nor what is nearly all, all."""
    whole = (share * 100).quantize(Decimal(1), ROUND_HALF_UP)
    if not whole and share:
        return "<1"
    return ">99" if whole == 100 and share < 1 else str(whole)


@register.simple_tag
def as_of(since: int | str | None) -> SafeString | str:
    """Beside a figure that was left as it was published before: by which version, or on which day."""
    if not since:
        return ""
    if isinstance(since, int):
        words = _("as of version %(number)s") % {"number": since}
    else:
        words = _("as of %(day)s") % {"day": date_format(date.fromisoformat(since), "DATE_FORMAT")}
    return format_html('<span class="meta">({})</span>', words)
