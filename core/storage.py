"""Where files lie that only some may read: in a folder of their own that no web server knows."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse


class PrivateStorage(FileSystemStorage):
    """Files in the folder PRIVATE_ROOT. They have no address: a view that asks the permission hands them out."""

    @property
    def base_location(self) -> Any:
        return settings.PRIVATE_ROOT

    @property
    def location(self) -> str:
        return str(Path(settings.PRIVATE_ROOT).absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def private_files() -> Storage:
    """The storage of a FileField, as the settings have it."""
    return storages["private"]


def handed_out(file: Any, name: str, content_type: str) -> FileResponse:
    """A private file as an answer: always to be kept, never shown in the browser, and in no cache."""
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
