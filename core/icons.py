"""The few icons that the pages use: drawn with lines, 24 units square, in the colour of the text."""

from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "download": "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14",
    "globe": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M4 12h16M12 4c5 4.5 5 11.5 0 16c-5-4.5-5-11.5 0-16",
    "person": "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5 20c.5-3.8 3.2-6 7-6s6.5 2.2 7 6",
    "sign-out": "M14 4.5H5.5v15H14M10.5 12H20M16 8l4 4-4 4",
}


def svg(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers: the words beside it say the same. KeyError if unknown."""
    return mark_safe(  # noqa: S308
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f'<path d="{PATHS[name]}"/></svg>'
    )
