"""Times as people write them: what no calendar needs is refused in words."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from core.zones import TimeZone, at_local

EDGES = ["0001-01-01T00:00", "1999-12-31T23:59", "2101-01-01T00:00", "9999-12-31T23:30"]


@pytest.mark.parametrize("local", EDGES)
@pytest.mark.parametrize("zone", TimeZone.values)
def test_the_first_day_of_the_calendar_is_refused_in_words_and_so_is_the_last(local: str, zone: str) -> None:
    with pytest.raises(ValidationError, match=r"Choose a day from 2000 to 2100\."):
        at_local(datetime.fromisoformat(local), zone)
