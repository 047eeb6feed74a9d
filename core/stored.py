"""Files that the portal stored, on its own disk or in an object storage, and their download.

`download` answers what HTTP asks of a file that never changes: whole, in part, only if it is not known already. Where
a proxy may read the portal's disk, the proxy sends it (X_ACCEL_PREFIX).
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from core.storage import for_proxy

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Missing(Exception):
    """A file that should be stored is not there, is damaged, or the storage does not answer."""

    quotes_nobody = True  # names of our own, see core/errors.py


@dataclass(frozen=True)
class Stored:
    """A file as the database knows it: its name in a storage, its bytes, their SHA-256, and when it was made.

    With `made_at` its ETag is as nginx makes it of such a file (`keep`, `set_time`): whoever sends it says the same.
    """

    name: str
    size: int
    sha256: str
    made_at: datetime | None = None
    content_type: str = "application/pdf"
    place: str = "default"

    @property
    def etag(self) -> str:
        return f'"{self.made:x}-{self.size:x}"' if self.made_at else f'"{self.sha256}"'

    @property
    def made(self) -> int:
        """In seconds."""
        return int(self.made_at.timestamp()) if self.made_at else 0

    @property
    def storage(self) -> Storage:
        return storages[self.place]

    @property
    def is_the_proxys(self) -> bool:
        return bool(for_proxy(self.storage, self.name))


def keep(name: str, data: bytes | IO[bytes], made_at: datetime) -> str:
    """Store a file, on a disk with the time at which it was made. Returns the name that it got."""
    storage = storages["default"]
    name = storage.save(name, ContentFile(data) if isinstance(data, bytes) else File(data))
    with suppress(NotImplementedError):
        set_time(storage.path(name), made_at)
    return name


def set_time(path: Any, made_at: datetime | None) -> None:
    """In whole seconds, so that it is the same on every file system."""
    made = int(made_at.timestamp()) if made_at else 0
    os.utime(path, (made, made))


def opened(name: str, start: int = 0, length: int | None = None, *, place: str = "default") -> Any:
    """A stored file, or so many of its bytes, read bit by bit. Raises Missing."""
    storage = storages[place]
    if hasattr(storage, "part"):
        return storage.part(name, start, length)
    try:
        file = storage.open(name)
        file.seek(start)
    except OSError as error:
        raise Missing(f"{name}: {error}") from error
    return file


# Downloads


def download(
    request: HttpRequest, stored: Stored, filename: str, *, cache_control: str, as_attachment: bool = False
) -> HttpResponseBase:
    """The answer to GET or HEAD. An attachment is to be kept, and does nothing where a browser shows it all the same.

    Raises Missing before anything is sent.
    """
    known = get_conditional_response(request, stored.etag, stored.made or None)
    response = known or answer(request, stored)
    if response.status_code in (200, 206):
        response.headers.setdefault("Content-Type", stored.content_type)
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment, filename) or ""
        if as_attachment:
            response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["ETag"] = stored.etag
    if stored.made_at:
        response.headers["Last-Modified"] = http_date(stored.made)
    response.headers["Cache-Control"] = cache_control
    return response


def is_whole(request: HttpRequest, response: HttpResponseBase, stored: Stored) -> bool:
    """Whether the answer is all of the file. Where a part is asked for, the proxy makes it of what is all for us."""
    sends_all = request.method == "GET" and response.status_code == 200
    return sends_all and not (stored.is_the_proxys and wanted_part(request, stored))


def answer(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    if stored.is_the_proxys:
        return by_proxy(stored)
    wanted = wanted_part(request, stored)
    if wanted is None:
        file = opened(stored.name, place=stored.place)
        check_length(file, stored)
        whole = FileResponse(file, content_type=stored.content_type)
        whole.headers["Content-Length"], whole.headers["Accept-Ranges"] = str(stored.size), "bytes"
        return whole
    start, length = wanted
    if length <= 0:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    return part(stored, start, length)


def by_proxy(stored: Stored) -> HttpResponse:
    """The proxy is told where the file is, and sends it, in parts too."""
    check_length(opened(stored.name, place=stored.place), stored, close=True)
    response = HttpResponse(content_type=stored.content_type)
    response.headers["X-Accel-Redirect"] = for_proxy(stored.storage, stored.name)
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
    pieces = bytes_of(opened(stored.name, start, length, place=stored.place), length)
    response = StreamingHttpResponse(pieces, status=206, content_type=stored.content_type)
    response.headers["Content-Length"] = str(length)
    response.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{stored.size}"
    return response


def bytes_of(file: Any, length: int) -> Iterator[bytes]:
    with file:
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
