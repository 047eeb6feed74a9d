"""Timetables and distributions to breakouts that nobody has solved yet, and boards' results as PDFs."""

from django.db.models import QuerySet

from core.backlogs import Backlog
from events.boards import report
from events.models import BreakoutRun, Timetable
from events.solving.enums import SolvingState


def owed(model: type[Timetable | BreakoutRun]) -> QuerySet:
    return model._base_manager.filter(state__in=SolvingState.owed())


def failed(model: type[Timetable | BreakoutRun]) -> QuerySet:
    return model._base_manager.filter(state=SolvingState.FAILED)


BACKLOGS = [
    Backlog("timetables", owed=lambda: owed(Timetable), failed=lambda: failed(Timetable), since="asked_at"),
    Backlog("breakouts", owed=lambda: owed(BreakoutRun), failed=lambda: failed(BreakoutRun), since="asked_at"),
    report.PAPERS.backlog("board_reports"),
]
