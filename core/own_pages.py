"""The portal's own public pages as files that stand alone: what everybody can read, without menus and forms."""

import re
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import mark_safe

MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LEFT_OUT = re.compile(r"<(form|script|nav|button)\b.*?</\1>", re.DOTALL)
OWN_ADDRESS = re.compile(r'\b(href|src)="/(?!/)')


class NotThere(Exception):
    """The page does not open for everybody."""


def page_as_file(path: str, language: str) -> bytes:
    """A public page as HTML in UTF-8, with absolute addresses. Raises NotThere."""
    answer = asked(path)
    if answer.status_code != 200 or answer.streaming:
        raise NotThere(f"{path}: {answer.status_code}")
    html = answer.content.decode()  # type: ignore[attr-defined]
    main, title = MAIN.search(html), TITLE.search(html)
    if main is None:
        raise NotThere(f"{path} has no text")
    body = OWN_ADDRESS.sub(rf'\1="{settings.SITE_URL}/', LEFT_OUT.sub("", main[1]))
    document = format_html(
        '<!DOCTYPE html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n</head>\n<body>\n'
        '<p><a href="{}">{}</a></p>\n{}\n</body>\n</html>\n',
        language,
        mark_safe(" ".join(title[1].split()) if title else path),  # noqa: S308 - our own page, escaped there
        settings.SITE_URL + path,
        settings.SITE_URL + path,
        mark_safe(body),  # noqa: S308
    )
    return document.encode()


def asked(path: str) -> HttpResponseBase:
    """What a visitor is answered, all middleware included, without a network."""
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    return middleware().get_response(request)


@cache
def middleware() -> BaseHandler:
    """Loaded once: it looks through all static files as it comes up, which takes longer than several pages."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler
