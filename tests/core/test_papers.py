"""Papers that could not be made: tried again for as long as mails are, and once more when somebody says so."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.attempts import MOST_ATTEMPTS, pause
from core.papers import Papers
from core.pdf import Pdf, RenderFailed
from events.models import BoardReport
from tests.factories.boards import BoardFactory

pytestmark = [pytest.mark.django_db, pytest.mark.fault]


def full(_pk: int) -> tuple[Pdf, str]:
    raise RenderFailed("No space left on device")


PAPERS = Papers(BoardReport, "events.tasks.make_board_report", full)


@pytest.fixture
def paper() -> BoardReport:
    return BoardReport.objects.create(board=BoardFactory(), version=1, language="en")


def queued(**ago: float) -> int:
    """How many are queued again that long after they were."""
    BoardReport.objects.update(queued_at=timezone.now() - timedelta(**ago))
    return PAPERS.settle()


def test_what_fails_is_tried_again_after_pauses_that_double(paper: BoardReport) -> None:
    for tried, minutes in enumerate((0.5, 1, 2, 4)):
        assert (queued(minutes=minutes, seconds=-5), queued(minutes=minutes, seconds=1)) == (0, 1)
        with pytest.raises(RenderFailed):
            PAPERS.make(paper.pk, tried)
        assert not PAPERS.make(paper.pk, tried), "it lay in the queue twice"
    BoardReport.objects.update(attempts=MOST_ATTEMPTS - 1)
    assert queued(days=1) == 1
    BoardReport.objects.update(attempts=MOST_ATTEMPTS)
    assert queued(days=100) == 0
    assert sum(map(pause, range(1, MOST_ATTEMPTS)), timedelta()) > timedelta(hours=34)


def test_what_was_tried_too_often_is_made_once_more_when_the_command_says_so(paper: BoardReport) -> None:
    BoardReport.objects.update(attempts=MOST_ATTEMPTS)
    backlog, said = PAPERS.backlog("board_reports"), StringIO()
    assert (queued(minutes=1), backlog.measured(timezone.now()).failed) == (0, 1)
    call_command("try_papers_again", stdout=said)
    assert "reports of boards: 1" in said.getvalue()
    assert (queued(minutes=1), backlog.measured(timezone.now()).failed) == (1, 0)
