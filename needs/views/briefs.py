"""The download of a brief: always the same bytes once it is published."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from core.public import public
from core.stored import Stored, is_whole
from core.views.files import sent
from needs.publishing import counting
from needs.publishing.placing import public_briefs
from needs.publishing.sharing import file_name

FOREVER = "public, max-age=31536000, immutable"


@public
def brief(request: HttpRequest, slug: str, number: int, edition: int = 1) -> HttpResponseBase:
    language = get_language()
    row = (
        public_briefs()
        .filter(statement__challenge__slug=slug, statement__number=number, edition__number=edition, language=language)
        .values("edition", "file", "size", "sha256", "rendered_at")
        .first()
    )
    if row is None:
        raise Http404
    stored = Stored(row["file"], row["size"] or 0, row["sha256"], row["rendered_at"])
    name = file_name(slug, number, edition, language)
    response = sent(request, stored, name, cache_control=FOREVER, if_lost="errors/brief.html")
    if is_whole(request, response, stored):
        counting.add(row["edition"], language, timezone.now().date())
    return response
