"""Thin: the work is elsewhere."""

from celery import shared_task

from events.boards import report
from events.breakouts import giving
from events.calendars import following
from events.meetings import solving
from events.registering import lapsing, reminding


@shared_task
def settle_seats() -> None:
    """And find reports of boards that were forgotten."""
    lapsing.settle_all()
    report.settle()


@shared_task
def make_board_report(report_id: int, tried: int = 0) -> None:
    report.make(report_id, tried)


@shared_task
def follow_events() -> None:
    following.follow_all()


@shared_task
def remind_of_events() -> None:
    reminding.remind_all()


@shared_task
def solve_timetable(pk: int) -> None:
    solving.solve(pk)


@shared_task
def settle_solving() -> None:
    solving.settle()
    giving.settle()


@shared_task
def solve_breakouts(pk: int) -> None:
    giving.solve(pk)
