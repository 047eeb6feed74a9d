"""An object storage that speaks S3, as Django's storage; files are read from it while they arrive."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from core.stored import Missing

SECONDS = 5  # that a page waits for the storage


class ObjectStorage(S3Storage):
    """Never overwrites, never makes anything public, and fails soon with an OSError, as a disk does."""

    def get_default_settings(self) -> dict[str, Any]:
        quick = Config(
            connect_timeout=SECONDS,
            read_timeout=SECONDS * 2,
            retries={"max_attempts": 2},
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return {**super().get_default_settings(), "client_config": quick, "file_overwrite": False, "default_acl": None}

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"The object storage did not take {name}: {error}") from error

    def part(self, name: str, start: int = 0, length: int | None = None) -> Any:
        """A stream of the file, or of so many of its bytes. Raises Missing."""
        end = "" if length is None else start + length - 1
        asked = {"Range": f"bytes={start}-{end}"} if start or length is not None else {}
        try:
            answer = self.bucket.Object(self._normalize_name(name)).get(**asked)
        except (BotoCoreError, ClientError) as error:
            raise Missing(f"{name}: {error}") from error
        body = answer["Body"]
        body.size = answer["ContentLength"]
        return body


class PrivateObjectStorage(ObjectStorage):
    """Files that only some may read. They have no address, not even a signed one that somebody could pass on."""

    def url(self, name: Any, *_arguments: Any, **_options: Any) -> str:
        raise ValueError("A private file has no address.")
