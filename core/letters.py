"""What a mail says: the template's output as subject and text, and the text as HTML."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SUBJECT_LENGTH = 200
SIGNATURE = "-- "
ITEM = "- "
GREETING = re.compile(r"\A([^\n]+,\n\n)(\w)")


def subject_and_text(output: str) -> tuple[str, str]:
    """The first line that says something, and all that follows it."""
    subject, _newline, text = output.strip().partition("\n")
    return subject, text


def clean_subject(subject: str) -> str:
    """One line without control characters and without invisible ones, which could turn it or start a header."""
    visible = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in subject)
    text = "".join(sign for sign in visible if unicodedata.category(sign) not in {"Cf", "Cs", "Co"})
    return " ".join(text.split())[:SUBJECT_LENGTH]


def clean_text(text: str) -> str:
    """Without what template tags leave behind: paragraphs have one empty line between them.

    What follows "Hello Anna," begins with a capital, whichever sentence it is.
    """
    lines = (line if line == SIGNATURE else line.rstrip() for line in text.splitlines())
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return GREETING.sub(lambda found: found[1] + found[2].upper(), tidy)


def html_of(text: str) -> SafeString:
    """Paragraphs, lists of lines that begin with "- ", a line above the sender, and links to the portal's own pages."""
    return format_html_join("\n", "{}", ((part,) for block in re.split(r"\n{2,}", text) for part in parts(block)))


def parts(block: str) -> Iterator[SafeString]:
    if block.startswith(SIGNATURE):
        yield SafeString("<hr>")
    lines = [line for line in block.splitlines() if line.strip() and line != SIGNATURE]
    for is_list, group in groupby(lines, key=lambda line: line.startswith(ITEM)):
        if is_list:
            yield format_html("<ul>{}</ul>", joined("<li>{}</li>", "", group))
        else:
            yield format_html("<p>{}</p>", joined("{}", "<br>", group))


def joined(tag: str, between: str, lines: Iterator[str]) -> SafeString:
    return format_html_join(mark_safe(between), tag, ((linked(line.removeprefix(ITEM)),) for line in lines))  # noqa: S308


def linked(line: str) -> SafeString:
    """The line, escaped, with links on addresses of this portal: whoever wrote a part of it can link nowhere else."""
    own = re.compile(rf"({re.escape(settings.SITE_URL)}(?=/|\s|$)(?:/(?:\S*[\w/=-])?)?)")
    pieces = (anchor(piece) if own.fullmatch(piece) else escape(piece) for piece in own.split(line))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def anchor(address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, address)


DOCUMENT = """<!DOCTYPE html>
<html lang="{}">
<head><meta charset="utf-8"><title>{}</title></head>
<body style="margin: 0; padding: 16px; font: 16px/1.5 system-ui, Arial, sans-serif">
<div style="max-width: 600px; overflow-wrap: anywhere">
{}
</div>
</body>
</html>
"""


def document(subject: str, text: str, language: str) -> SafeString:
    """The mail's HTML part: the same words as its text, and no colours, so that each reader's program has its own."""
    return format_html(DOCUMENT, language, subject, html_of(text))
