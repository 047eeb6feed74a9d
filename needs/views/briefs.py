"""The download of a brief: always the same bytes once it is published."""

import logging

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from core.public import public
from core.stored import Missing, Stored, download, is_whole
from needs.publishing import counting
from needs.publishing.placing import public_briefs
from needs.publishing.sharing import file_name

logger = logging.getLogger(__name__)

FOREVER = "public, max-age=31536000, immutable"
RETRY_SECONDS = "120"


@public
def brief(request: HttpRequest, slug: str, number: int, edition: int = 1) -> HttpResponseBase:
    language = get_language()
    row = (
        public_briefs()
        .filter(statement__challenge__slug=slug, statement__number=number, edition__number=edition, language=language)
        .values("pk", "edition", "file", "size", "sha256", "rendered_at")
        .first()
    )
    if row is None:
        raise Http404
    stored = Stored(row["file"], row["size"] or 0, row["sha256"], row["rendered_at"])
    try:
        response = download(request, stored, file_name(slug, number, edition, language), cache_control=FOREVER)
    except Missing as missing:
        logger.error("Brief %s is public and cannot be read: %s", row["pk"], missing)
        return not_here(request)
    if is_whole(request, response, stored):
        counting.add(row["edition"], language, timezone.now().date())
    return response


def not_here(request: HttpRequest) -> HttpResponseBase:
    response = render(request, "errors/file.html", status=503)
    response.headers["Retry-After"], response.headers["Cache-Control"] = RETRY_SECONDS, "no-store"
    return response
