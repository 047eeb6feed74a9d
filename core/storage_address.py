"""Where stored files are, read from one address in the environment."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

OWN_DISK = {False: "core.storage.DiskStorage", True: "core.storage.PrivateStorage"}
OBJECTS = {False: "core.object_storage.ObjectStorage", True: "core.object_storage.PrivateObjectStorage"}


def read_storage(url: str, *, private: bool = False) -> dict[str, Any]:
    """What Django's STORAGES wants: the own disk for "", or else what the address of an object storage says.

    "s3://KEY:SECRET@host:port/bucket?region=eu-north-1": by https, unless `tls=0`. Raises ImproperlyConfigured.
    """
    if not url:
        return {"BACKEND": OWN_DISK[private]}
    parts, options = urlsplit(url), {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
    bucket = parts.path.strip("/")
    wrong = set(options) - {"region", "tls"}
    if parts.scheme != "s3" or not all([parts.username, parts.password, parts.hostname, bucket]) or wrong:
        name = "PRIVATE_STORAGE_URL" if private else "STORAGE_URL"
        raise ImproperlyConfigured(f"{name} must be like s3://KEY:SECRET@host/bucket?region=eu-north-1")
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": OBJECTS[private],
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "region_name": options.get("region", "us-east-1"),
            "endpoint_url": f"{'http' if options.get('tls') == '0' else 'https'}://{host}",
        },
    }
