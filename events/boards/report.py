"""A board's result as a PDF for everybody: owed as a row, made by a worker (core/papers.py)."""

import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core import pdf
from core.kept_uploads import forget_bytes
from core.papers import Papers
from core.permissions import require
from core.queue import tell
from events.boards import results
from events.models import Board, BoardReport
from events.models.event import RUN

TASK = "events.tasks.make_board_report"
TEMPLATE = "events/pdf/board.html"
STYLESHEET = "css/receipt.css"
PICTURES = {"So", "Sk", "Cs", "Co", "Cn", "Cf", "Mn"}  # and of what they are put together
FONTS = ("inter/inter-latin-400-normal.woff2", "inter/inter-latin-ext-400-normal.woff2")  # as css/fonts.css
ALSO = "\n₀₁₂₃₄₅₆₇₈₉"  # set by core/press.py


def owe(board: Board, language: str, by: Any) -> BoardReport:
    """Of the board as it is when the worker comes; asked for twice at one version, it is made once."""
    require(by, RUN, board.event)
    report, is_new = BoardReport.objects.get_or_create(board=board, version=board.version, language=language)
    if is_new or not report.file:
        BoardReport.objects.filter(pk=report.pk).update(queued_at=timezone.now(), attempts=0)
        tell(TASK, report.pk)
    return report


def latest(board: Board, language: str) -> BoardReport | None:
    """The newest that is made."""
    return board.reports.filter(language=language).exclude(file="").order_by("-version").first()


def is_being_made(board: Board, language: str) -> bool:
    """Of the version that the board has; where that failed it may be asked for again."""
    owed = board.reports.filter(language=language, version=board.version, file="").first()
    return owed is not None and not owed.has_failed


def made(pk: int) -> tuple[pdf.Pdf, str]:
    report = BoardReport.objects.select_related("board__event__dialogue", "board__session").get(pk=pk)
    return render(report), f"boards/{report.board_id}/{report.version}-{report.language}"


PAPERS = Papers(BoardReport, TASK, made)
settle = PAPERS.settle


def make(pk: int, tried: int = 0) -> bool:
    """Raises core.pdf.RenderFailed."""
    is_made = PAPERS.make(pk, tried)
    if report := BoardReport.objects.filter(pk=pk).exclude(file="").first():  # a newer one may have been quicker
        forget_older(report)
    return is_made


def forget_older(report: BoardReport) -> None:
    """What is older goes in every language: it may say what was taken back since. What is owed in another is new."""
    older = BoardReport.objects.filter(board=report.board_id, version__lt=report.version)
    with transaction.atomic():
        for row in older.exclude(~Q(language=report.language), file=""):
            if row.file:
                forget_bytes(row)
            row.delete()


def render(report: BoardReport) -> pdf.Pdf:
    """Raises core.pdf.RenderFailed."""
    with translation.override(report.language):
        board, groups = report.board, results.by_group(report.board)
        board.title, board.question = printable(board.title), printable(board.question) if board.question else ""
        for group in groups:
            group.title = printable(group.title) if group.title else ""
            for note in group.notes:
                note.said = [(printable(text.text), text.language) for text in results.said(note)]
        context = {"board": board, "groups": groups, "address": settings.SITE_URL}
        html = render_to_string(TEMPLATE, context)
    return pdf.render(html, stylesheet=STYLESHEET, language=report.language)


def printable(text: str) -> str:
    """What the fonts of the paper have: pictures that phones write are left out, other signs become a question mark."""
    known = letters()
    kept = "".join(
        sign if ord(sign) in known or sign in ALSO else "" if unicodedata.category(sign) in PICTURES else "?"
        for sign in text
    )
    return kept.strip() or "…"


@cache
def letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    from core import press

    return frozenset().union(*(TTFont(press.static_file(name)).getBestCmap() for name in FONTS))
