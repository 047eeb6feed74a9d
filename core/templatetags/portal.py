"""Tags that every template has."""

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import dates, icons, languages, markup, zones
from core.texts import Text, in_its_language, language_mark, text_from, text_of, written_in

register = template.Library()


# Texts


@register.filter(name="text")
def marked_text(text: Text | str) -> SafeString | str:
    """The text; where it is in another language than the page, that is marked and said: "Behov (in Norwegian)"."""
    return format_html("{} {}", in_its_language(text), mark) if (mark := language_mark(text)) else str(text)


@register.filter
def plain_text(text: Text | str) -> SafeString | str:
    """The text with its language marked but not said, where there is no room for it."""
    return in_its_language(text)


register.filter(text_of)
register.filter(text_from)
register.filter(written_in)


@register.simple_tag(name="text")
def marked_text_of(thing: Model, field: str) -> SafeString | str:
    """`{% text need "title" %}`: a translated field, marked as the filter of the same name does."""
    return marked_text(text_of(thing, field))


@register.filter
def markdown(text: Text | str) -> SafeString | str:
    """Markdown as HTML, in an element of its own language where that is not the page's."""
    html = in_its_language(text, markup.markdown(str(text)), "div")
    return format_html("{}<p>{}</p>", html, mark) if (mark := language_mark(text)) else html


# Dates and times


@register.filter
def milestone_date(milestone: Any) -> str:
    """The date of anything with `on` and `precision`, as exactly as it is known."""
    return dates.date_by_precision(milestone.on, milestone.precision)


@register.filter
def day(value: Any, zone: str = dates.HOME) -> SafeString | str:
    """A date in words for the reader, and exact for machines; of a moment the day that it was in the zone."""
    return dates.day(value, zone) if value else ""


@register.filter
def event_time(event: Any) -> SafeString:
    """When an event is, in its own zone, with the zone's name."""
    return dates.span_of_time(event.starts_at, event.ends_at, event.zone, event.get_time_zone_display())


@register.filter
def last_word_held(text: str) -> str:
    """In a narrow column the last word, such as a number, does not stand alone in a line."""
    return "\N{NO-BREAK SPACE}".join(str(text).rsplit(" ", 1))


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that may go on in a new line before its @, rather than anywhere."""
    name, at, domain = str(address).rpartition("@")
    return format_html("{}<wbr>{}", name, at + domain) if name else format_html("{}", address)


@register.filter
def in_zone(at: Any, zone: str) -> SafeString | str:
    """`{{ statement.publish_at|in_zone:statement.zone }}`: a moment as the zone's clocks show it, with the zone."""
    return zones.shown_in_zone(at, zone) if at else ""


# Checklists


@register.filter
def finished(items: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The lines of a checklist that are done, of pairs of a line and what is missing there."""
    return [pair for pair in items if pair[0].done]


# Addresses


@register.simple_tag(takes_context=True)
def language_versions(context: template.Context) -> list[languages.Version]:
    """The page in every language; the home pages where no page was asked for (an error without request)."""
    request = context.get("request")
    return languages.versions(request) if request else []


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The page's one address: without the query, but for the number of a list's page."""
    request: HttpRequest = context["request"]
    page = request.GET.get("page", "")
    return f"{settings.SITE_URL}{request.path}" + (f"?page={page}" if page.isdecimal() and page != "1" else "")


@register.simple_tag(takes_context=True)
def nav_link(
    context: template.Context, url_name: str, label: str, *args: Any, exact: bool = False, but: str = "", also: str = ""
) -> SafeString:
    """A link of a menu; it says where the reader is. `exact` where the address is the beginning of the others'.

    `but` names the parts below it, with spaces between them, that have links of their own; `also` the parts beside it
    that are reached through it.
    """
    url = reverse(url_name, args=args)
    path = context["request"].path
    others = tuple(f"{url}{part}/" for part in but.split())
    own = (url, *(urljoin(url, f"../{part}/") for part in also.split()))
    is_below = path.startswith(own) and not path.startswith(others) and not exact
    here = 'aria-current="page"' if path == url else 'aria-current="true"' if is_below else ""
    return format_html('<a href="{}" {}>{}</a>', url, SafeString(here), label)


# Pictures and forms


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.svg(name)


@register.simple_tag(takes_context=True)
def has_errors(context: template.Context) -> bool:
    """Whether what the view shows was sent in vain: forms, and what is checked like one. A list's filter is none."""
    shown: list[Any] = [thing for name, thing in context.flatten().items() if name != "filter"]
    # By their own type, since what is lazy is not to be asked for, such as who reads a public page
    return any(hasattr(type(thing), "is_valid") and thing.errors for thing in shown)


@register.filter
def widget(field: BoundField) -> SafeString:
    """A form field's control in Designsystemet's look, described by its hint and its error; no placeholder."""
    field.field.widget.attrs.pop("placeholder", None)
    attrs: dict[str, str | bool] = {"class": "ds-input"}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def is_choice_box(field: BoundField) -> bool:
    """Whether the control is one checkbox, which stands before its label."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not hasattr(field.field, "choices")


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the control is several, under one legend: radio buttons, checkboxes, a date in parts."""
    return field.field.widget.use_fieldset


@register.filter
def first_control(field: BoundField) -> str:
    """The id of the control that takes the focus for a field: its only one, or the first of several."""
    first = field.subwidgets[0].id_for_label if is_group(field) and field.subwidgets else field.id_for_label
    return first or field.auto_id


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of a field's hint and of what is wrong with it."""
    parts = {"hint": field.help_text, "error": field.errors}
    return " ".join(f"{field.auto_id}-{part}" for part, is_there in parts.items() if is_there)
