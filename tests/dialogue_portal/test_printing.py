"""The demo's briefs are printed side by side."""

import pytest

from dialogue_portal.demo.printing import maker, side_by_side
from needs.publishing.briefs import render_brief
from tests.published import published_statement

pytestmark = pytest.mark.django_db


def test_a_brief_from_a_press_of_its_own_is_the_one_that_this_process_makes() -> None:
    statement = published_statement()
    [edition] = statement.editions.all()
    with side_by_side():
        printed = maker(edition)(statement, "fi", edition)
    assert printed == render_brief(statement, "fi", edition)
