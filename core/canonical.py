"""The checksum of a JSON document, of which there is one way to write it."""

import hashlib
import json
from typing import Any


def checksum(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON, 64 hexadecimal digits.

    UTF-8, the keys of every object sorted, no white space between tokens, nothing escaped that need not be.
    """
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
