"""Texts that may be in another language than the page: the reader is told, and so is her screen reader."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES, readers_language
from core.workflow import Refused

LANGUAGES = dict(settings.LANGUAGES)
IN_LANGUAGE = {
    "en": _("in English"),
    "nb": _("in Norwegian"),
    "sv": _("in Swedish"),
    "da": _("in Danish"),
    "fi": _("in Finnish"),
    "is": _("in Icelandic"),
}


def localized_names(field: str) -> list[str]:
    """The names of a translated field's columns, a language each: "title_en", "title_nb" …"""
    return [build_localized_fieldname(field, code) for code in LANGUAGES]


def localized_name(field: str) -> str:
    """The one in the reader's language."""
    return build_localized_fieldname(field, readers_language())


@dataclass(frozen=True)
class Text:
    """A text and the language that it is really in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def text_of(thing: Any, field: str) -> Text:
    """A translated field in the reader's language, or else in the thing's own language, or in the first that has it."""
    language = readers_language()
    order = (language, getattr(thing, "language", language), *CODES)
    texts = ((getattr(thing, build_localized_fieldname(field, code)), code) for code in order)
    return next((Text(text, code) for text, code in texts if text), Text("", language))


def text_from(texts: Mapping[str, str | None], own: str = "") -> Text:
    """`text_of`, of a text in all languages that is at hand; `own` is the thing's own language."""
    language = readers_language()
    order = (language, own or language, *CODES)
    return next((Text(str(texts[code]), code) for code in order if texts.get(code)), Text("", language))


def texts(thing: Any, field: str) -> dict[str, str]:
    """A translated field in every language; where a language has none, it is left out."""
    values = {code: getattr(thing, build_localized_fieldname(field, code)) for code in CODES}
    return {code: value for code, value in values.items() if value}


def missing_languages(thing: Any, *fields: str, of: Iterable[str] = LANGUAGES) -> list[str]:
    """Those of the languages, by their own names, in which one of the fields has no text."""
    return [
        str(LANGUAGES[code])
        for code in of
        if any(not (getattr(thing, build_localized_fieldname(field, code)) or "").strip() for field in fields)
    ]


def refuse_missing(thing: Any, *fields: str) -> None:
    """Everybody is told in her own language at the same moment: raises Refused while one is missing."""
    if missing := missing_languages(thing, *fields):
        said = gettext("Texts are missing in %(languages)s. Write them first: everybody is told at the same moment.")
        raise Refused(said % {"languages": ", ".join(missing)})


def in_every_language(say: Callable[[], object]) -> dict[str, str]:
    """What `say` answers while each of the languages is the reader's."""
    said = {}
    for code in CODES:
        with override(code):
            said[code] = str(say())
    return said


def written_in(code: str) -> str:
    """ "Written in Norwegian", in the reader's words for it."""
    return gettext("Written %(in_language)s") % {"in_language": IN_LANGUAGE[code]}


def in_its_language(text: Text | str, content: SafeString | str | None = None, tag: str = "span") -> SafeString | str:
    """The text, or the HTML made of it, in an element that names its language where that is not the page's."""
    content = str(text) if content is None else content
    if not isinstance(text, Text) or not is_foreign(text):
        return content
    return format_html('<{} lang="{}">{}</{}>', tag, text.language, content, tag)


def is_foreign(text: Text | str) -> bool:
    return isinstance(text, Text) and bool(text.text) and text.language != get_language()


def language_mark(text: Text | str) -> SafeString | str:
    """ "(in Norwegian)" where the text is not in the page's language."""
    if not is_foreign(text):
        return ""
    return format_html('<span class="in-language">({})</span>', IN_LANGUAGE[text.language])  # type: ignore[union-attr]
