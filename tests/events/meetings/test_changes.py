"""People, companies and events that change while there are meetings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg import sql

from accounts.models import User
from core.models import Mail
from core.workflow import Refused, WrongState
from events.calendars.meetings import at_table, for_feed
from events.meetings import changing, frame, minutes, publishing, showing, solving, wishing
from events.meetings.enums import MeetingState
from events.meetings.wish_forms import ThereForm
from events.models import Meeting, MeetingBody, MeetingDay, MeetingMinutes, MeetingSlot, MeetingWish, Timetable
from events.telling import announcing
from municipalities.models import Municipality
from suppliers.companies import checking
from suppliers.enums import CompanyState
from suppliers.models import Company, Representative
from tests.acts import begun
from tests.events.meetings.days import Day, queries
from tests.factories import (
    MembershipFactory,
    MinutesFactory,
    ParticipationFactory,
    RepresentativeFactory,
    StaffRoleFactory,
)
from tests.factories.meetings import (
    MeetingBodyFactory,
    MeetingCompanyFactory,
    MeetingDayFactory,
    MeetingFactory,
    wishes,
)
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_meetings_of_a_company_that_closes_are_in_the_way_and_a_day_drawn_again_gives_their_times_to_others() -> None:
    it = Day()
    body, askers = it.bodies[0], [MeetingCompanyFactory(day=it.day) for _ in range(5)]
    for asker in askers:
        wishes(asker, body)
    it.publish()
    before = it.plan()
    [unmet] = [asker for asker in askers if (asker.key, body.pk) not in before]
    closed = next(asker for asker in askers if asker != unmet)
    checking.close(closed.company, RepresentativeFactory(company=closed.company).user, "We stop")
    page = signed_in(it.manager).get(f"/en/workspace/events/{it.day.event.slug}/meetings/day/")
    assert [(one.asker, one.body) for one in page.context["in_the_way"]] == [(closed, body)]
    assert f"{body}, {closed} (closed)" in text_of(page.content.decode())
    Mail.objects.all().delete()
    it.publish(fills=True)
    free = before.pop((closed.key, body.pk))
    assert it.plan() == {**before, (unmet.key, body.pk): free}
    told = Mail.objects.filter(to=it.editor.email).order_by("template").values_list("template", flat=True)
    assert list(told) == ["events/mail/meeting_cancelled", "events/mail/meeting_planned"]


def test_who_came_for_a_company_that_was_joined_hears_that_its_meeting_is_cancelled() -> None:
    it = Day()
    it.publish()
    left = it.askers[0]
    Representative.objects.filter(company=left.company).update(company=it.askers[1].company)
    Company.objects.filter(pk=left.company_id).update(state=CompanyState.CLOSED, joined_into=it.askers[1].company)
    Mail.objects.all().delete()
    for one in showing.in_the_way(it.day):
        changing.act(one, "cancel", it.manager)
    told = Mail.objects.filter(to=it.people[0].email, template="events/mail/meeting_cancelled")
    key = it.askers[1].company.key
    assert [f"/workspace/companies/{key}/meetings/" in mail.text for mail in told] == [True, True]


def test_each_reads_in_her_own_language_whom_she_meets() -> None:
    it = Day()
    Municipality.objects.filter(pk=it.bodies[0].municipality_id).update(name_en="Copenhagen", name_nb="København")
    User.objects.filter(pk=it.people[0].pk).update(language="nb")
    it.publish()
    said = [
        Mail.objects.filter(to=person.email, subject__contains=name, calendar__contains=f": {name}").count()
        for person in it.people[:2]
        for name in ("København", "Copenhagen")
    ]
    assert said == [1, 0, 0, 1]


def test_who_left_a_body_only_watches_or_competes_has_none_of_its_meetings_any_more() -> None:
    it = Day()
    body = MeetingBody.objects.get(pk=it.bodies[0].pk)
    colleague = MembershipFactory(municipality=body.municipality).user
    body.people.set([it.editor])
    it.publish()
    assert [at_table(body), len(for_feed(it.editor, "en")[1]), for_feed(colleague, "en")[1]] == [[it.editor], 3, []]
    competes = RepresentativeFactory(user=it.editor, company=it.askers[0].company)
    body = MeetingBody.objects.get(pk=body.pk)
    assert [at_table(body), len(for_feed(colleague, "en")[1])] == [[colleague], 3]
    competes.delete()
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


def test_whose_account_is_off_hears_of_no_meeting_and_keeps_nobody_else_from_it() -> None:
    it = Day()
    unmet = MeetingCompanyFactory(day=it.day)
    wishes(unmet, it.bodies[0])
    unmet.away.set(it.slots)
    colleague = MembershipFactory(municipality=it.bodies[0].municipality).user
    it.bodies[0].people.set([it.editor])
    off = [it.editor, *it.people, RepresentativeFactory(company=unmet.company).user]
    there = [RepresentativeFactory(company=asker.company).user for asker in (*it.askers, unmet)]
    User.objects.filter(pk__in=[person.pk for person in off]).update(is_active=False)
    it.publish()
    one = it.held()
    minutes.send(minutes.write(one, colleague, {}), colleague)
    person = one.asker.company.people.get(user__in=there).user
    minutes.object_to(MeetingMinutes.objects.get(), person, "We said fast charging")
    templates = ["meeting_planned", "meetings_none", "meeting_minutes", "meeting_objected"]
    assert {mail.template for mail in Mail.objects.all()} == {f"events/mail/{name}" for name in templates}
    assert {mail.to for mail in Mail.objects.all()} == {user.email for user in (colleague, *there)}
    assert len(for_feed(colleague, "en")[1]) == 3
    assert list(ThereForm(it.bodies[0]).people) == [colleague.pk]


def test_a_cancelled_event_takes_no_wishes_and_no_timetable_is_drawn_or_published() -> None:
    it = Day()
    row = solving.ask(it.day, it.manager)
    solving.solve(row.pk)
    announcing.cancel(it.day.event, it.manager, "No room")
    row.refresh_from_db()
    for door in (lambda: solving.ask(it.day, it.manager), lambda: publishing.publish(row, it.manager)):
        with pytest.raises(Refused, match="is cancelled"):
            door()
    MeetingDay.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    day = MeetingDay.objects.get()
    assert not wishing.is_open(day)
    with pytest.raises(WrongState, match="not taken now"):
        wishing.wish(day, it.askers[0].company, it.people[0], [(it.bodies[0], "Vans")])
    MeetingDay.objects.update(state="draft")
    with pytest.raises(Refused, match="is cancelled"):
        frame.open_day(day, it.manager)
    page = f"/en/workspace/events/{day.event.slug}/meetings/"
    assert "Draw the timetable" not in signed_in(it.manager).get(page).content.decode()


def test_who_was_missed_comes_back_where_nothing_is_in_the_way_and_calendars_follow() -> None:
    it = Day()
    it.publish()
    Meeting.objects.exclude(asker=it.askers[0]).delete()
    one, other = list(it.day.meetings.order_by("slot__number"))
    assert one.slot
    assert other.slot
    then = timezone.now() - timedelta(minutes=30)
    MeetingSlot.objects.filter(pk=one.slot_id).update(starts_at=then, ends_at=then + timedelta(minutes=20))
    changing.act(one, "miss", it.manager)
    assert (changing.current(one).sequence, feed(it)[str(one.key)]) == (1, "CANCELLED")
    changing.act(one, "restore", it.manager)
    assert (changing.current(one).sequence, feed(it)[str(one.key)]) == (2, "CONFIRMED")
    with pytest.raises(Refused, match="This moment is over"):
        changing.put(other, MeetingSlot.objects.get(pk=one.slot_id), it.manager)

    changing.act(one, "miss", it.manager)
    ends = MeetingSlot.objects.get(pk=one.slot_id).ends_at
    MeetingSlot.objects.filter(pk=other.slot_id).update(starts_at=ends, ends_at=ends + timedelta(hours=1))
    with pytest.raises(Refused, match="could not walk"):
        changing.act(one, "restore", it.manager)
    Meeting.objects.filter(pk=other.pk).delete()
    changing.act(one, "restore", it.manager)
    changing.act(one, "hold", it.manager)
    minutes.write(changing.current(one), it.manager, {})
    with pytest.raises(Refused, match="Minutes are written"):
        changing.act(one, "restore", it.manager)


def feed(it: Day) -> dict[str, str]:
    """The state of each meeting in the first company's calendar, by its key."""
    entries = for_feed(it.people[0], "en")[1]
    return {str(one["uid"]).removeprefix("meeting-").partition("@")[0]: str(one["status"]) for one in entries}


def test_who_is_late_hears_of_her_own_meetings_that_are_still_to_come() -> None:
    it = Day()
    it.publish()
    changing.stay_away(it.bodies[1], it.slots, it.manager)
    one = it.held()
    mine = it.day.meetings.filter(body=it.bodies[0]).exclude(pk=one.pk)
    pairs = sorted((meeting.asker.key, meeting.body_id) for meeting in mine)
    assert changing.stay_away(it.bodies[0], it.slots, it.manager) == pairs


def test_what_matters_to_all_is_to_be_told_again_when_it_is_written_anew() -> None:
    it = Day()
    it.publish()
    one = it.held()
    public = MinutesFactory(event=it.day.event, state="published", content_hash="0")
    known = minutes.write(one, it.manager, {}, for_all="Two depots are planned.")
    minutes.told(known, it.manager, public)
    minutes.write(one, it.manager, {"1": "Vans"}, for_all="Two depots are planned. ")
    assert MeetingMinutes.objects.get().told_in == public
    minutes.write(one, it.manager, {"1": "Vans"}, for_all="Three depots are planned.")
    assert MeetingMinutes.objects.get().told_in is None


def test_lines_that_are_too_long_are_named_and_rooms_change_on_the_day_once_it_is_published() -> None:
    it = Day()
    page = f"/en/workspace/events/{it.day.event.slug}/meetings/"
    staff = signed_in(it.manager)
    said = "is too long. A line has room for {} characters."
    sheet = {f"text_{code}": "Short?" for code, _name in settings.LANGUAGES}
    long = staff.post(page + "sheet/", sheet | {"text_nb": "Kort?\n" + "x" * 501}).content.decode()
    assert (said.format(500) in long, "x" * 501 in long) == (True, True)
    assert said.format(100) in staff.post(page + "times/", {"rooms": "x" * 101}).content.decode()
    ParticipationFactory(dialogue=it.day.dialogue, municipality=it.bodies[0].municipality)
    assert 'name="body_' in staff.get(page + "rooms/").content.decode()
    it.publish()
    rooms = staff.get(page + "rooms/").content.decode()
    assert ('name="body_' in rooms, 'name="walk_' in rooms) == (False, True)


def test_a_company_with_many_meetings_costs_no_more_queries_than_one_with_few() -> None:
    it = Day()
    slug, client = it.day.event.slug, signed_in(it.people[0])
    page = f"/en/workspace/companies/{it.askers[0].company.key}/meetings/{slug}/"
    MeetingDay.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    before = queries(client, page)
    MeetingDay.objects.update(most_wishes=12)
    assert queries(client, page) == before
    MeetingDay.objects.update(closes_at=timezone.now() - timedelta(hours=1), most_wishes=5)
    it.publish()
    few = queries(client, page)
    for slot in it.slots:
        body = MeetingBodyFactory(day=it.day, room=it.bodies[0].room)
        MeetingFactory(day=it.day, asker=it.askers[0], body=body, slot=slot, state=MeetingState.MISSED)
        MeetingWish.objects.create(asker=it.askers[0], body=MeetingBodyFactory(day=it.day), rank=10 + slot.number)
    assert queries(client, page) == few


@contextmanager
def held_by_another(*things: Any) -> Iterator[None]:
    """Their rows are locked elsewhere, and whoever waits for them here soon fails."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            for thing in things:
                query = sql.SQL("SELECT 1 FROM {} WHERE id = %s FOR UPDATE")
                cursor.execute(query.format(sql.Identifier(thing._meta.db_table)), [thing.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_an_event_that_moves_waits_for_who_moves_a_meeting_and_a_busy_timetable_is_passed_over() -> None:
    day = MeetingDayFactory()
    manager, week = StaffRoleFactory(dialogue=day.dialogue).user, timedelta(days=7)
    row = Timetable.objects.create(day=day, kind="first", queued_at=timezone.now() - timedelta(minutes=5))
    moved = {"starts_at": day.event.starts_at + week, "ends_at": day.event.ends_at + week}
    with held_by_another(row, day):
        assert solving.settle() == 0
        with pytest.raises(OperationalError, match="lock timeout"):
            announcing.change(day.event, manager, moved)
    assert solving.settle() == 1


@pytest.mark.django_db(transaction=True)
def test_while_the_first_minutes_are_written_neither_the_sheet_changes_nor_the_meeting_is_put_back() -> None:
    it = Day()
    minutes.set_sheet(it.day, it.manager, [{"text_en": "What would you need from us?"}])
    it.publish()
    one = it.held()
    with transaction.atomic():
        minutes.write(one, it.editor, {"1": "Charging"})
        others = [
            begun(lambda: minutes.set_sheet(it.day, it.manager, [{"text_en": "How many vans have you?"}])),
            begun(lambda: changing.act(one, "restore", it.manager)),
        ]
    assert [str(other.exception()) for other in others] == [
        "Minutes were written with this sheet. It stays as it is, the same in every meeting.",
        "Minutes are written of meetings that were held.",
    ]
    assert [question.text_en for question in it.day.questions.all()] == ["What would you need from us?"]
    assert changing.current(one).state == MeetingState.HELD
