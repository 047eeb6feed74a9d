"""Most of the time that the demo takes to load is the making of briefs: they are printed side by side."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django

from core import pdf
from needs.models import Edition, Statement
from needs.publishing.briefs import STYLESHEET, brief_html, render_brief
from needs.publishing.rendering import Maker

presses: list[ProcessPoolExecutor] = []


@contextmanager
def side_by_side() -> Iterator[None]:
    """As many presses as there are processors, for as long as the `with` lasts. Without it one brief follows another.

    They are started anew, not forked: Pango has threads that no fork takes along.
    """
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), django.setup) as pool:
        presses.append(pool)
        try:
            yield
        finally:
            presses.remove(pool)


def maker(edition: Edition) -> Maker:
    """What makes the edition's briefs: begun at once, each waited for when it is asked for."""
    if not presses:
        return render_brief
    statement = Statement.objects.select_related("challenge__dialogue").get(pk=edition.statement_id)
    begun: dict[str, Future[pdf.Pdf]] = {}
    for brief in edition.briefs.order_by("pk"):
        html = brief_html(statement, brief.language, edition)
        begun[brief.language] = presses[-1].submit(pdf.render, html, stylesheet=STYLESHEET, language=brief.language)
    return lambda _statement, language, _edition: begun[language].result()
