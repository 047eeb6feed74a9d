"""Words that were taken out and added, so that eyes, ears and grey paper tell them apart."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.differences import Fate, Piece
from core.texts import IN_LANGUAGE
from needs.statements.differences import Compared

register = template.Library()


@register.filter
def difference(compared: Compared) -> SafeString:
    """The text with its changes marked, in an element of its language; the words that say so are in the page's."""
    page = get_language()
    html = format_html_join("", "{}", ((piece_html(piece, page),) for piece in compared.pieces))
    if compared.language == page:
        return format_html('<p class="difference">{}</p>', html)
    mark = format_html('<span class="in-language">({})</span>', IN_LANGUAGE[compared.language])
    return format_html('<p class="difference" lang="{}">{}</p><p>{}</p>', compared.language, html, mark)


def piece_html(piece: Piece, language: str | None) -> SafeString:
    if piece.fate is Fate.SAME:
        return format_html("{}", piece.text)
    tag, begins, ends = {
        Fate.ADDED: ("ins", _("added:"), _("end of what is added")),
        Fate.REMOVED: ("del", _("taken out:"), _("end of what is taken out")),
    }[piece.fate]
    hidden = '<span class="ds-sr-only" lang="{}"> {} </span>'
    before, after = (format_html(hidden, language, words) for words in (begins, ends))
    return format_html("<{}>{}{}{}</{}>", tag, before, piece.text, after, tag)
