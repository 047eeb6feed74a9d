"""The few icons that the pages use: drawn with lines, 24 units square, in the colour of the text."""

from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "calendar": "M4 6.5h16v13H4zM4 10.5h16M8 4v4M16 4v4",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 7.5V12l3 2",
    "document": "M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4M9 12h6M9 15.5h6",
    "download": "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14",
    "globe": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M4 12h16M12 4c2.5 2.2 3.5 5 3.5 8s-1 5.8-3.5 8c-2.5-2.2-3.5-5-3.5-8s1-5.8 3.5-8",
    "people": "M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3.5 19c.4-3.2 2.6-5 5.5-5s5.1 1.8 5.5 5M15.5 11.500a3 3 0 0 0 0-6M17 14.300c2 .6 3.2 2.2 3.5 4.7",
    "person": "M12 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M5 20c.5-3.8 3.2-6 7-6s6.5 2.2 7 6",
    "place": "M12 21c4.5-4.8 6.5-8.2 6.5-11a6.5 6.5 0 1 0-13 0c0 2.8 2 6.2 6.5 11M12 12.300a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6",
    "sign-out": "M14 4.500H5.500v15H14M10.5 12H20M16 8l4 4-4 4",
}


def svg(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers: the words beside it say the same. KeyError if unknown."""
    return mark_safe(  # noqa: S308
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f'<path d="{PATHS[name]}"/></svg>'
    )
