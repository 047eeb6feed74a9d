"""Files on our own disk. Those that only some may read lie in a folder to whose files no address leads."""

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages


class Written(File):
    """A file that is on the disk already, and is moved to its place."""

    def __init__(self, path: str) -> None:
        super().__init__(None, path)  # type: ignore[arg-type]  # Django does not read it

    def temporary_file_path(self) -> str:
        return str(self.name)


class DiskStorage(FileSystemStorage):
    """Each file is there whole or not at all, also where the disk had no room for all of it."""

    def _save(self, name: str, content: File) -> str:
        os.makedirs(self.location, exist_ok=True)
        handle, path = tempfile.mkstemp(".part", dir=self.location)
        try:
            with open(handle, "wb") as part:
                part.writelines(content.chunks())
            return str(super()._save(name, Written(path)))  # type: ignore[misc]
        finally:
            Path(path).unlink(missing_ok=True)


class PrivateStorage(DiskStorage):
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


def for_proxy(storage: Storage, name: str) -> str:
    """What X-Accel-Redirect says, so that the proxy sends a file; empty where it cannot, as it knows disks alone."""
    if not settings.X_ACCEL_PREFIX or not isinstance(storage, FileSystemStorage):
        return ""
    folder = "private/" if isinstance(storage, PrivateStorage) else ""
    return f"{settings.X_ACCEL_PREFIX}{folder}{quote(name)}"
