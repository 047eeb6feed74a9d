"""Markdown as statements and needs use it, made safe for a page."""

from collections.abc import Iterator
from functools import cache
from typing import Any

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


def plain(text: str) -> str:
    """Markdown as words alone: a line for each paragraph, "– " before what stands in a list."""
    lines, lead = [], ""
    for token in parser().parse(text):
        if token.type == "list_item_open":
            lead = "– "
        elif token.type == "inline":
            lines.append(lead + "".join(words(token)))
            lead = ""
        elif token.type in {"code_block", "fence", "html_block"}:
            lines.append(token.content.strip())
    return "\n".join(lines)


def words(inline: Any) -> Iterator[str]:
    """A link is its words and its address."""
    address = ""
    for token in inline.children or []:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "link_open":
            address = token.attrs["href"]
        elif token.type == "link_close":
            yield f" ({address})"
        else:
            yield token.content
