"""What stands beside each other on the desk: the languages that its reader chose, needs and their originals."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.texts import Text
from needs.models import Need
from needs.statements.freezing import texts
from needs.views.need import part, sides

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Beside:
    """The languages on show. They stand in the address (`?show=nb&show=fi`), so that nothing is kept of anybody."""

    codes: list[str]
    is_chosen: bool

    @property
    def query(self) -> str:
        """What links take along: empty where nobody chose."""
        return f"?{urlencode([('show', code) for code in self.codes])}" if self.is_chosen else ""

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        return [(code, name, code in self.codes) for code, name in LANGUAGES.items()]

    def shows(self, field: str) -> bool:
        """Whether a localized field is in one of them: "text_fi"."""
        return field.rpartition("_")[2] in self.codes

    def texts(self, thing: Any, field: str) -> list[tuple[str, str]]:
        """The field in these languages: code and text, empty where it is missing."""
        written = texts(thing, field)
        return [(code, written.get(code, "")) for code in self.codes]


def beside(request: HttpRequest) -> Beside:
    """Those that are asked for; else the reader's own and English, or Norwegian for who reads English."""
    chosen = [code for code in LANGUAGES if code in request.GET.getlist("show")]
    own = str(get_language())
    return Beside(chosen or [own, "nb" if own == "en" else "en"], bool(chosen))


@dataclass(frozen=True)
class NeedBeside:
    """A need as its reader needs it beside a clause: in her language, and the original."""

    need: Need
    field: Any = None

    @property
    def title(self) -> dict[str, Text | None]:
        return sides(self.need, "title")

    @property
    def parts(self) -> list[dict[str, Any]]:
        names = ("situation", "outcome", "constraints")
        return [part(self.need, name) for name in names if texts(self.need, name)]
