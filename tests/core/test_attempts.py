"""One that fails holds up no other."""

import pytest

from core.attempts import attempt
from core.workflow import WrongState


def half(number: int) -> float:
    if number == 1:
        raise WrongState("Somebody was faster.")
    return number / (number - 2)


def test_what_fails_is_told_in_the_log_and_the_others_are_done(caplog: pytest.LogCaptureFixture) -> None:
    assert [attempt(half, number) for number in (1, 2, 3)] == [None, None, 3]
    assert [record.getMessage() for record in caplog.records] == ["tests.core.test_attempts.half failed for 2"]
