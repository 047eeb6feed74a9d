"""The reader's language, and the same page in the other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

CODES = tuple(code for code, _ in settings.LANGUAGES)


@dataclass(frozen=True)
class Version:
    """A page in one language; `url` is without the site's address."""

    code: str
    name: str
    url: str
    is_current: bool


def readers_language() -> str:
    """That of the page or mail; where nobody reads, the portal's first."""
    return get_language() or settings.LANGUAGE_CODE


def versions(request: HttpRequest) -> list[Version]:
    """The page that was asked for in every language, the query included. A page without a language leads home."""
    current = get_language()
    first, _slash, rest = request.path.removeprefix("/").partition("/")
    if first not in CODES:
        rest = ""
    elif query := request.META.get("QUERY_STRING", ""):
        rest = f"{rest}?{query}"
    return [Version(code, name, f"/{code}/{rest}", code == current) for code, name in settings.LANGUAGES]
