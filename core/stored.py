"""Files that the portal stored, on its own disk or in an object storage, and their download.

`download` answers what HTTP asks of a file that never changes: whole, in part, only if it is not known already. Where
a proxy may read the portal's disk, the proxy sends it (X_ACCEL_PREFIX).
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Missing(Exception):
    """A file that should be stored is not there, is damaged, or the storage does not answer."""


@dataclass(frozen=True)
class Stored:
    """A file as the database knows it: its name in the storage, its bytes, their SHA-256."""

    name: str
    size: int
    sha256: str
    content_type: str = "application/pdf"

    @property
    def etag(self) -> str:
        return f'"{self.sha256}"'


def opened(name: str, start: int = 0, length: int | None = None) -> Any:
    """A stored file, or so many of its bytes, read bit by bit. Raises Missing."""
    if hasattr(default_storage, "part"):
        return default_storage.part(name, start, length)
    try:
        file = default_storage.open(name)
        file.seek(start)
    except OSError as error:
        raise Missing(f"{name}: {error}") from error
    return file


# Downloads


def download(request: HttpRequest, stored: Stored, filename: str, *, cache_control: str) -> HttpResponseBase:
    """The answer to GET or HEAD. Raises Missing before anything is sent."""
    response = get_conditional_response(request, stored.etag) or answer(request, stored)
    if response.status_code in (200, 206):
        response.headers.setdefault("Content-Type", stored.content_type)
        response.headers["Content-Disposition"] = content_disposition_header(False, filename) or ""
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = stored.etag
    response.headers["Cache-Control"] = cache_control
    return response


def answer(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    if settings.X_ACCEL_PREFIX:
        return by_proxy(stored)
    wanted = wanted_part(request, stored)
    if wanted is None:
        file = opened(stored.name)
        check_length(file, stored)
        whole = FileResponse(file, content_type=stored.content_type)
        whole.headers["Content-Length"] = str(stored.size)
        return whole
    start, length = wanted
    if length <= 0:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    return part(stored, start, length)


def by_proxy(stored: Stored) -> HttpResponse:
    """The proxy is told where the file is, and sends it, in parts too."""
    check_length(opened(stored.name), stored, close=True)
    response = HttpResponse(content_type=stored.content_type)
    response.headers["X-Accel-Redirect"] = settings.X_ACCEL_PREFIX + quote(stored.name)
    return response


def check_length(file: Any, stored: Stored, *, close: bool = False) -> None:
    """A file of another length is not the one that was stored."""
    length = getattr(file, "size", stored.size)
    if close or length != stored.size:
        file.close()
    if length != stored.size:
        raise Missing(f"{stored.name} has {length} bytes and not {stored.size}")


def wanted_part(request: HttpRequest, stored: Stored) -> tuple[int, int] | None:
    """First byte and number of bytes, where one part of a file is asked for and the asker has the same file."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not found or request.headers.get("If-Range", stored.etag) != stored.etag:
        return None
    first, last = found.groups()
    if first:
        end = min(int(last), stored.size - 1) if last else stored.size - 1
        return (int(first), end - int(first) + 1) if not last or int(last) >= int(first) else None
    return (max(stored.size - int(last), 0), min(int(last), stored.size)) if last else None


def part(stored: Stored, start: int, length: int) -> StreamingHttpResponse:
    pieces = bytes_of(opened(stored.name, start, length), length)
    response = StreamingHttpResponse(pieces, status=206, content_type=stored.content_type)
    response.headers["Content-Length"] = str(length)
    response.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{stored.size}"
    return response


def bytes_of(file: Any, length: int) -> Iterator[bytes]:
    with file:
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def stored_size(name: str) -> int | None:
    """How long a stored file is; None where it is not there."""
    with suppress(OSError):
        return default_storage.size(name)
    return None
