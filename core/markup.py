"""Markdown as statements and needs use it, made safe for a page."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "strong", "em", "ul", "ol", "li", "a"}


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def markdown(text: str) -> SafeString:
    """Paragraphs, emphasis, lists and links to the web; everything else becomes plain text."""
    html = parser().render(text)
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel="noopener nofollow"
    )
    return mark_safe(clean)  # noqa: S308
