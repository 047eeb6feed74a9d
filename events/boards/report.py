"""A board's result as a PDF for everybody: owed as a row, made by a worker (core/receipts.py)."""

import unicodedata
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core import pdf, receipts
from core.permissions import require
from core.queue import tell
from events.boards import results
from events.boards.people import RUN
from events.models import Board, BoardReport

TASK = "events.tasks.make_board_report"
TEMPLATE = "events/pdf/board.html"
STYLESHEET = "css/receipt.css"
PICTURES = {"So", "Sk", "Cs", "Co", "Cn"}  # what phones write and no font of ours has
PARTS = "\u200d\ufe0f"  # of which pictures are put together


def owe(board: Board, language: str, by: Any) -> BoardReport:
    """Of the board as it is now; asked for twice, it is made once."""
    require(by, RUN, board.event)
    report, is_new = BoardReport.objects.get_or_create(board=board, version=board.version, language=language)
    if is_new or not report.file:
        BoardReport.objects.filter(pk=report.pk).update(queued_at=timezone.now(), attempts=0)
        tell(TASK, report.pk)
    return report


def latest(board: Board, language: str) -> BoardReport | None:
    return board.reports.filter(language=language).order_by("-version").first()


def settle() -> int:
    return receipts.settle(BoardReport, TASK)


def make(pk: int) -> bool:
    return receipts.make(BoardReport, pk, partial(made, pk))


def made(pk: int) -> tuple[pdf.Pdf, str]:
    report = BoardReport.objects.select_related("board__event__dialogue", "board__session").get(pk=pk)
    return render(report), f"boards/{report.board_id}/{report.version}-{report.language}"


def render(report: BoardReport) -> pdf.Pdf:
    """Raises core.pdf.RenderFailed."""
    with translation.override(report.language):
        groups = results.by_group(report.board)
        for group in groups:
            group.title = printable(group.title)
            for note in group.notes:
                note.said = [(printable(text.text), text.language) for text in results.said(note)]
        context = {"board": report.board, "groups": groups, "address": settings.SITE_URL}
        html = render_to_string(TEMPLATE, context)
    return pdf.render(html, stylesheet=STYLESHEET, language=report.language)


def printable(text: str) -> str:
    """Pictures that phones write are left out on paper; a note of nothing else says so by dots."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) not in PICTURES and sign not in PARTS)
    return kept.strip() or "…"
