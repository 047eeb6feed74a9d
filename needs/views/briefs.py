"""The download of a brief: always the same bytes once it is published."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from core.public import public
from needs.enums import BriefState, StatementState
from needs.models import Brief

FOREVER = "public, max-age=31536000, immutable"


@public
def brief(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    language = get_language()
    row = (
        Brief.objects.filter(
            statement__challenge__slug=slug,
            statement__number=number,
            statement__state__in=StatementState.public(),
            language=language,
            state=BriefState.READY,
        )
        .values("file", "sha256")
        .first()
    )
    if row is None:
        raise Http404
    etag = f'"{row["sha256"]}"'
    response = get_conditional_response(request, etag) or pdf(row["file"], f"{slug}-v{number}-{language}.pdf")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOREVER
    return response


def pdf(name: str, download_name: str) -> FileResponse:
    file = default_storage.open(name)
    return FileResponse(file, filename=download_name, content_type="application/pdf")
