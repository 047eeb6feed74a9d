"""PDFs tagged for accessibility (PDF/UA-1), made from HTML and from the portal's own static files alone.

WeasyPrint, 50 MB of it, is loaded by workers that render before they fork, elsewhere only when a PDF is made: by web
processes for previews of drafts and for badges.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property


class RenderFailed(Exception):
    """No PDF came out; the message says why, in English, for staff."""


@dataclass(frozen=True)
class Pdf:
    data: bytes
    pages: int

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def render(html: str, *, stylesheet: str, language: str) -> Pdf:
    """The PDF of a whole HTML document whose `lang` is `language`; the same HTML gives the same bytes.

    `stylesheet` is a path under static/; what it and the document refer to is "portal:" and such a path, or
    "data:image/…". Raises RenderFailed for whatever else they refer to, and for anything that a reader would
    miss: a picture without alternative text, no title, another language, a letter that no font has.
    """
    from core import press

    return press.render(html, stylesheet=stylesheet, language=language)
