"""People, companies and events that change while there are meetings."""

import pytest

from core.models import Mail
from events.calendars.meetings import at_table, for_feed
from events.meetings import changing
from events.models import MeetingBody
from suppliers.enums import CompanyState
from suppliers.models import Company
from tests.events.meetings.days import Day, signed_in
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_company_that_closes_keeps_its_meetings_and_the_day_can_be_drawn_again() -> None:
    it = Day()
    it.publish()
    before = it.plan()
    Company.objects.filter(pk=it.askers[0].company_id).update(state=CompanyState.CLOSED)
    assert signed_in(it.manager).get(f"/en/workspace/events/{it.day.event.slug}/meetings/day/").status_code == 200
    it.publish(fills=True)
    assert it.plan() == before
    one = it.day.meetings.filter(asker=it.askers[0]).first()
    assert one
    changing.act(one, "cancel", it.manager, "It closed")
    it.publish(fills=True)
    assert len(it.plan()) == 5


def test_who_left_a_body_or_only_watches_has_none_of_its_meetings_any_more() -> None:
    it = Day()
    body = MeetingBody.objects.get(pk=it.bodies[0].pk)
    colleague = MembershipFactory(municipality=body.municipality).user
    body.people.set([it.editor])
    it.publish()
    assert [at_table(body), len(for_feed(it.editor, "en")[1]), for_feed(colleague, "en")[1]] == [[it.editor], 3, []]
    membership = it.editor.memberships.get()
    membership.role = "observer"
    membership.save()
    body = MeetingBody.objects.get(pk=body.pk)
    assert [at_table(body), for_feed(it.editor, "en")[1], len(for_feed(colleague, "en")[1])] == [[colleague], [], 3]
    membership.delete()
    Mail.objects.all().delete()
    for meeting in it.day.meetings.filter(body=body):
        changing.act(meeting, "cancel", it.manager)
    assert Mail.objects.filter(to=colleague.email).count() == 3
    assert not Mail.objects.filter(to=it.editor.email).exists()
