"""Stored files as answers: what the portal made, what people added, and what is said where one is lost."""

import logging
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from core.stored import Missing, Stored, download

logger = logging.getLogger(__name__)

IN_NO_CACHE = "private, no-store"
RETRY_SECONDS = "120"


def sent(
    request: HttpRequest,
    stored: Stored,
    filename: str,
    *,
    cache_control: str = IN_NO_CACHE,
    as_attachment: bool = False,
    if_lost: str = "errors/file.html",
) -> HttpResponseBase:
    """The file, or where it cannot be read a page that says so, which nobody keeps, and a line in the log."""
    try:
        return download(request, stored, filename, cache_control=cache_control, as_attachment=as_attachment)
    except Missing as missing:
        logger.error("A file cannot be read: %s", missing)
        response = render(request, if_lost, status=503)
        response.headers["Retry-After"], response.headers["Cache-Control"] = RETRY_SECONDS, "no-store"
        return response


def handed_out(request: HttpRequest, row: Any, *, cache_control: str = IN_NO_CACHE) -> HttpResponseBase:
    """A file that somebody added (core/kept_uploads.py): always to be kept, never shown in the browser."""
    stored = Stored(str(row.file), row.size, row.sha256, content_type=row.content_type, place="private")
    return sent(request, stored, row.name, cache_control=cache_control, as_attachment=True)
