"""Words that bodies wrote when they signed, in the language in which they wrote them."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.templatetags.portal import marked_text
from core.texts import Text

register = template.Library()


@register.filter
def of_key(rows: dict[str, Any], key: str) -> Any:
    return rows.get(key) if rows else None


@register.filter
def own_words(row: Any) -> SafeString | str:
    """A reservation's text, with its language marked where it is not the page's."""
    return marked_text(Text(row.text, row.language))


@register.filter
def in_words_of(text: str, signature: Any) -> SafeString | str:
    """Another text of a signature: what it is subject to, why a body declines."""
    return marked_text(Text(text, signature.language or "en"))
