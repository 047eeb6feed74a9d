"""A day of meetings from wishes to minutes, through its doors."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Mail
from core.texts import localized_names
from core.workflow import Refused, WrongState
from core.zones import in_zone
from dialogues.ledger.dangers import dangers_for
from events import auditing
from events.calendars.meetings import at_table, for_feed
from events.equal_treatment import CHECKS
from events.meetings import changing, frame, minutes, publishing, showing, solving, wishing
from events.meetings.clashes import clashes
from events.meetings.enums import MeetingState
from events.meetings.solving import puzzle_of
from events.meetings.times_form import TimesForm
from events.models import Meeting, MeetingBody, MeetingDay, MeetingWalk, Timetable
from events.rules import competes
from events.solving.enums import SolvingState
from events.telling import announcing
from suppliers.companies import representing
from suppliers.models import Question
from tests.events.meetings.days import Day, calendar, queries
from tests.factories import (
    CompanyFactory,
    EventFactory,
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
    MeetingRoomFactory,
    wishes,
)
from tests.factories.requests import InformationRequestFactory, ResponseFactory, opened
from tests.needs.roles import signed_in
from tests.reading import filled, text_of

pytestmark = pytest.mark.django_db


def make_once() -> tuple[Day, Meeting]:
    """A day with minutes of one meeting."""
    it = Day()
    it.publish()
    one = it.held()
    minutes.write(one, it.editor, {}, for_all="Two depots are planned.")
    return it, one


def test_a_timetable_is_drawn_published_and_told_to_both_sides_with_invitations() -> None:
    it = Day()
    row = it.publish()

    assert (row.state, row.report["stages"][0]) == (SolvingState.SOLVED, {"name": "served", "reached": 3, "bound": 3})
    assert len(it.plan()) == 6
    assert clashes(puzzle_of(it.day), it.plan()) == []
    mine = Mail.objects.filter(to=it.people[0].email)
    assert mine.count() == 2
    assert Mail.objects.filter(to=it.editor.email, language="nb").count() == 3
    one = it.day.meetings.get(asker=it.askers[0], body=it.bodies[0])
    [mail] = [mail for mail in mine if one.key in mail.calendar]
    assert calendar(mail) == [
        "METHOD:REQUEST",
        f"UID:meeting-{one.key}@testserver",
        "SEQUENCE:0",
        "LOCATION:Hall",
        "STATUS:CONFIRMED",
    ]
    assert all(other.company.name not in mail.text + mail.calendar for mail in mine for other in it.askers[1:])
    assert len(for_feed(it.people[0], "en")[1]) == 2
    assert len(for_feed(it.editor, "en")[1]) == 3
    with pytest.raises(WrongState):
        publishing.publish(row, it.manager)


def test_what_is_asked_twice_or_lost_by_the_queue_is_solved_once() -> None:
    it = Day()
    row = solving.ask(it.day, it.manager)
    with pytest.raises(Refused, match="being drawn already"):
        solving.ask(it.day, it.manager)
    Timetable.objects.update(queued_at=timezone.now() - timedelta(minutes=5))
    assert solving.settle() == 1
    assert [solving.solve(row.pk), solving.solve(row.pk)] == [True, False]
    row.refresh_from_db()
    first = row.plan
    again = solving.ask(it.day, it.manager)
    solving.solve(again.pk)
    again.refresh_from_db()
    assert again.plan == first
    assert showing.is_proven(again)
    wishes(MeetingCompanyFactory(day=it.day), it.bodies[0])
    with pytest.raises(Refused, match="changed since"):
        publishing.publish(again, it.manager)


def test_wishes_are_taken_in_time_each_body_once_and_no_more_than_allowed() -> None:
    it = Day()
    company, person = it.askers[0].company, it.people[0]
    with pytest.raises(WrongState, match="not taken now"):
        wishing.wish(it.day, company, person, [(it.bodies[1], "Depots")])
    MeetingDay.objects.update(closes_at=timezone.now() + timedelta(hours=1), most_wishes=1)
    for wrong in ([(it.bodies[0], "A"), (it.bodies[0], "B")], [(it.bodies[0], "A"), (it.bodies[1], "B")]):
        with pytest.raises(Refused, match="no more than"):
            wishing.wish(it.day, company, person, wrong)
    with pytest.raises(PermissionDenied):
        wishing.wish(it.day, company, it.people[1], [])
    wishing.wish(it.day, company, person, [(it.bodies[1], "Depots")], it.slots[:1])
    assert list(it.askers[0].wishes.values_list("rank", "body", "about")) == [(1, it.bodies[1].pk, "Depots")]
    with pytest.raises(Refused, match="not closed"):
        solving.ask(it.day, it.manager)


def test_a_body_says_whom_it_must_or_may_not_meet_and_when_it_is_there() -> None:
    it = Day()
    body, slots = it.bodies[0], it.slots
    with pytest.raises(Refused, match="reason"):
        wishing.answer(body, it.editor, {it.askers[0]: ("never", " ")})
    wishing.answer(body, it.editor, {it.askers[0]: ("never", "We have a contract"), it.askers[1]: ("may", "")})
    wishing.be_there(body, it.editor, away=slots[:3], people=[it.editor])
    it.publish()
    assert [(one.asker, one.slot) for one in it.day.meetings.filter(body=body)] != [(it.askers[0], slots[3])]
    assert it.day.meetings.filter(body=body).count() == 1
    with pytest.raises(WrongState):
        wishing.be_there(body, it.editor, away=[], people=[])
    left_out = [person for person in it.people if not Mail.objects.filter(to=person.email).exists()]
    assert left_out == []


def test_a_company_without_any_meeting_hears_that_too() -> None:
    it = Day()
    for body in it.bodies:
        body.away.set(it.slots)
    it.publish()
    assert it.plan() == {}
    assert {mail.template for mail in Mail.objects.all()} == {"events/mail/meetings_none"}


def test_a_swap_by_hand_is_refused_where_it_breaks_a_rule() -> None:
    it = Day()
    it.publish()
    body = it.bodies[0]
    one, other = list(it.day.meetings.filter(body=body).order_by("slot__number"))[:2]
    assert one.slot
    assert other.slot
    it.day.meetings.filter(body=it.bodies[1], asker__in=[one.asker, other.asker]).delete()
    before = (one.slot_id, other.slot_id)
    other.asker.away.add(one.slot)
    with pytest.raises(Refused, match="is not there at that time"):
        changing.put(one, other.slot, it.manager)
    other.asker.away.clear()
    with pytest.raises(PermissionDenied):
        changing.put(one, other.slot, it.editor)
    Mail.objects.all().delete()
    assert len(changing.put(one, other.slot, it.manager, "They asked")) == 2
    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.slot_id, one.slot_id, one.sequence) == (*before, 1)
    assert {"METHOD:REQUEST", "SEQUENCE:1"} <= set(calendar(Mail.objects.filter(to=it.editor.email)[0]))
    assert Mail.objects.count() == 4


def test_what_changes_on_the_day_moves_as_few_as_possible() -> None:
    it = Day()
    it.publish()
    before, gone = it.plan(), it.slots[0]
    at_first = it.day.meetings.filter(body=it.bodies[0]).order_by("slot__number").first()
    assert at_first
    assert at_first.slot
    hit = changing.stay_away(it.bodies[0], [at_first.slot], it.manager)
    assert hit == [(at_first.asker.key, it.bodies[0].pk)]
    assert showing.in_the_way(it.day) == [at_first]
    row = it.publish(fills=True)
    after = it.plan()
    assert at_first.slot.number not in {slot for (_key, body), slot in after.items() if body == it.bodies[0].pk}
    assert clashes(puzzle_of(it.day), after) == []
    assert [one.company.pk for one in showing.differences(row)][:1] != []
    assert sum(before[pair] != slot for pair, slot in after.items() if pair in before) <= 3
    Mail.objects.all().delete()
    changing.change_room(it.bodies[1], it.bodies[0].room, it.manager)
    assert Mail.objects.filter(text__contains="Hall").count() == 3
    changing.come_back(it.bodies[0], [gone], it.manager)
    with pytest.raises(Refused, match="not begun"):
        changing.act(at_first, "miss", it.manager)


@pytest.mark.sent_twice("workspace-meetings-minutes-step")
def test_minutes_are_sent_objected_to_confirmed_and_what_matters_to_all_is_told() -> None:
    it = Day()
    minutes.set_sheet(it.day, it.manager, [{"text_en": "What would you need from us?"}])
    it.publish()
    one = it.held()
    known = minutes.write(one, it.editor, {"1": " "}, asked="How many stops?", for_all="Two depots are planned.")
    with pytest.raises(Refused, match="question 1"):
        minutes.send(known, it.editor)
    known = minutes.write(one, it.editor, {"1": "Charging"}, asked="How many stops?", for_all="Two depots are planned.")
    with pytest.raises(WrongState, match="somebody else"):
        minutes.write(one, it.manager, {"1": "Mine"}, seen="what she saw before")
    assert (
        minutes.write(one, it.manager, known.answers, seen=minutes.mark(known), asked=known.asked).asked == known.asked
    )
    minutes.write(one, it.editor, known.answers, asked=known.asked, for_all=known.for_all)
    minutes.send(known, it.editor)
    person = one.asker.company.people.get().user
    known.refresh_from_db()
    stranger = next(other for other in it.people if other != person)
    with pytest.raises(PermissionDenied):
        minutes.confirm(known, stranger, known.content_hash)
    minutes.object_to(known, person, "We said fast charging")
    assert "We said fast charging" in Mail.objects.get(template="events/mail/meeting_objected").text
    known = minutes.write(one, it.editor, {"1": "Fast charging"}, asked="How many stops?", for_all="Two depots.")
    minutes.send(known, it.manager)
    known.refresh_from_db()
    with pytest.raises(WrongState, match="changed meanwhile"):
        minutes.confirm(known, person, "what she read before")
    minutes.confirm(known, person, known.content_hash)
    assert [step.action for step in known.trail.all()] == ["send", "object", "send", "confirm"]
    assert list(auditing.findings()) == []
    with pytest.raises(WrongState):
        minutes.write(one, it.editor, {"1": "Other"})
    known.refresh_from_db()
    place = {"slug": it.day.event.slug, "number": one.key}
    page, desk = reverse("workspace-meetings-meeting", kwargs=place), signed_in(it.manager)
    take_down = reverse("workspace-meetings-minutes-step", kwargs=place | {"action": "take-down"})
    [form] = desk.get(page).context["take_down_forms"]
    for _twice in range(2):
        desk.post(take_down, form.initial | {"text": "How many stops are there?"})
    question = Question.objects.get(source="meeting")
    assert (question.text, question.language) == ("How many stops are there?", it.editor.language)
    assert (desk.get(page).context["take_down_forms"], desk.get(page).context["taken"]) == ([], [question])
    dangers = [danger.kind for check in CHECKS for danger in check(it.day.dialogue)]
    assert dangers.count("said-to-one") == 1
    competes = StaffRoleFactory(dialogue=it.day.dialogue, user=it.people[0]).user
    of_both = [dangers_for(user, it.day.dialogue) for user in (it.manager, competes)]
    assert [[bool(one.url) for one in found if one.kind == "said-to-one"] for found in of_both] == [[True], [False]]
    public = MinutesFactory(event=it.day.event)
    with pytest.raises(Refused, match="Publish the minutes"):
        minutes.told(known, it.manager, public)
    type(public).objects.update(state="published", content_hash="0")
    public.refresh_from_db()
    minutes.told(known, it.manager, public)
    assert [danger.kind for check in CHECKS for danger in check(it.day.dialogue) if danger.kind == "said-to-one"] == []


def test_what_a_company_says_is_not_right_is_neither_cut_nor_lost() -> None:
    it = Day()
    it.publish()
    one = it.held()
    known = minutes.write(one, it.editor, {}, asked="How many stops?")
    minutes.send(known, it.editor)
    person, said = one.asker.company.people.get().user, {"reason": "We said fast charging."}
    place = {"key": one.asker.company.key, "slug": it.day.event.slug, "number": one.key}
    page, answer = (reverse(f"workspace-company-meeting{name}", kwargs=place) for name in ("", "-answer"))
    client = signed_in(person)
    long = "No. " * 600
    shown = client.post(answer, {"reason": long})
    assert (shown.context["form"]["reason"].value(), "data-typed" in shown.content.decode()) == (long, True)
    assert "at most 2000 characters" in shown.content.decode()

    client.logout()
    client.post(answer, said, headers={"Referer": f"http://testserver{page}"})
    client.force_login(person)
    shown = client.get(page)
    assert (shown.context["is_kept"], shown.context["form"].data["reason"]) == (True, said["reason"])
    minutes.take_back(known, it.editor)
    refused = client.post(answer, said)
    assert "changed by somebody else meanwhile" in str(refused.context["form"].non_field_errors())
    assert said["reason"] in refused.content.decode()
    minutes.send(known, it.editor)
    assert client.post(answer, said).url == page
    assert not client.get(page).context["form"].is_bound
    step = known.trail.last()
    assert step
    assert (step.action, step.reason) == ("object", said["reason"])


def test_meetings_follow_their_event_to_another_time_and_place_and_are_cancelled_with_it() -> None:
    it = Day()
    it.publish()
    Mail.objects.all().delete()
    event, starts = it.day.event, it.slots[0].starts_at
    week = timedelta(days=7)
    announcing.change(event, it.manager, {"starts_at": event.starts_at + week, "ends_at": event.ends_at + week})
    assert it.slots[0].starts_at.astimezone(event.zone).time() == starts.astimezone(event.zone).time()
    mine = Mail.objects.filter(to=it.people[0].email)
    changed = mine.filter(template="events/mail/meeting_changed").order_by("pk")
    assert "SEQUENCE:1" in calendar(changed[0])
    met = changed.count()
    announcing.change(event, it.manager, {"city": "Turku", "form": "both"})
    mail = changed[met]
    assert (changed.count(), "Turku and online" in mail.text, "It was to be" in mail.text) == (2 * met, True, False)
    assert any(line.endswith("\\, Turku and online") for line in calendar(mail) if line.startswith("LOCATION"))
    assert "SEQUENCE:2" in calendar(mail)
    times = type(event).objects.filter(pk=event.pk)
    times.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now())
    announcing.change(event, it.manager, {"venue": "The library"})
    assert changed.count() == 2 * met, "it is over"
    times.update(starts_at=event.starts_at + week, ends_at=event.ends_at + week)
    announcing.cancel(event, it.manager, "No room")
    assert set(it.day.meetings.values_list("state", flat=True)) == {MeetingState.CANCELLED}
    mail = mine.filter(template="events/mail/meeting_cancelled")[0]
    assert {"METHOD:CANCEL", "SEQUENCE:3", "STATUS:CANCELLED"} <= set(calendar(mail))


def test_nobody_is_in_two_places_by_the_database() -> None:
    from django.db import IntegrityError, transaction

    one = MeetingFactory()
    for same in ({"body": one.body}, {"asker": one.asker}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MeetingFactory(day=one.day, slot=one.slot, **same)
    MeetingFactory(day=one.day, slot=one.slot, body=one.body, state=MeetingState.MISSED)


def test_a_break_is_shown_again_as_it_was_typed() -> None:
    nine = datetime(2027, 2, 25, 9, tzinfo=UTC)
    event = EventFactory(time_zone="Atlantic/Reykjavik", starts_at=nine, ends_at=nine + timedelta(hours=6))
    day = MeetingDayFactory(event=event, slots=0)
    noon = (nine + timedelta(hours=3), nine + timedelta(hours=4))
    frame.set_times(day, frame.spans(nine, nine + timedelta(hours=6), 20, 10, [noon]))
    shown = TimesForm(event=event).initial
    assert (shown["breaks"], shown["minutes"], shown["between"]) == ("12:00-13:00", 20, 10)


def test_the_forms_lose_nothing_and_say_what_is_wrong() -> None:
    it = Day()
    slug = it.day.event.slug
    staff = signed_in(it.manager)
    page = f"/en/workspace/events/{slug}/meetings/"
    zone, starts = it.day.event.zone, it.day.event.starts_at

    def local(at: Any) -> str:
        return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}"

    typed = {
        "opens": local(timezone.now() - timedelta(days=2)),
        "closes": local(timezone.now() - timedelta(hours=1)),
        "most_wishes": "3",
        "first": local(starts),
        "last": local(starts + timedelta(hours=3)),
        "minutes": "20",
        "between": "10",
        "breaks": "noon",
        "rooms": "Hall\nLoft\nTower",
    }
    answer = staff.post(page + "times/", typed)
    assert "is no break" in answer.content.decode()
    over = staff.post(page + "times/", typed | {"closes": local(timezone.now() - timedelta(days=3))})
    assert list(over.context["form"].errors) == ["closes"]
    late = staff.post(page + "times/", typed | {"last": local(it.day.event.ends_at + timedelta(minutes=1))})
    errors = late.context["form"].errors
    assert list(errors) == ["last"]
    assert in_zone(it.day.event.starts_at, it.day.event.time_zone) in str(errors["last"])
    at = (starts + timedelta(minutes=50)).astimezone(zone)
    pause = f"{at:%H.%M}–{at + timedelta(minutes=30):%H.%M}"  # as Finns write it
    if at.date() == (at + timedelta(minutes=30)).date() == starts.astimezone(zone).date():
        assert staff.post(page + "times/", typed | {"breaks": pause}).status_code == 302
        gaps = [(b.starts_at - a.ends_at).seconds // 60 for a, b in zip(it.slots, it.slots[1:], strict=False)]
        assert min(gaps) == 10
        assert all(slot.ends_at - slot.starts_at == timedelta(minutes=20) for slot in it.slots)
    taken_out = staff.post(page + "times/", typed | {"breaks": "", "rooms": "Hall"})
    assert "sits in a room" in taken_out.content.decode()
    MeetingDay.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    mine = signed_in(it.people[0])
    address = f"/en/workspace/companies/{it.askers[0].company.key}/meetings/{slug}/"
    body = str(it.bodies[0].pk)
    twice = {"body_1": body, "about_1": "Vans", "body_2": body, "about_2": "", "about_3": "Depots"}
    text = mine.post(address, twice).content.decode()
    for said in ("as wish 1", "Write what you want to talk about", "Choose whom you want to meet", "Depots"):
        assert said in text
    assert mine.post(address, {"body_1": body, "about_1": "Vans"}).status_code == 302
    assert it.askers[0].wishes.get().about == "Vans"


def stored_now(staff: Client, page: str) -> dict[str, Any]:
    """What the form there sends, with nothing changed."""
    return filled(staff.get(page).context["form"])


def test_times_and_rooms_keep_what_a_colleague_changed_meanwhile_and_ask_about_what_both_changed() -> None:
    it = Day()
    page, staff = f"/en/workspace/events/{it.day.event.slug}/meetings/times/", signed_in(it.manager)
    older = stored_now(staff, page)
    assert staff.post(page, older | {"minutes": "15", "rooms": "Attic\nHall\nLoft"}).status_code == 302
    mine = older | {"between": "10", "most_wishes": "3"}
    assert [staff.post(page, mine).status_code for _twice in range(2)] == [302, 302]
    assert {slot.ends_at - slot.starts_at for slot in it.slots} == {timedelta(minutes=15)}
    assert {b.starts_at - a.ends_at for a, b in pairwise(it.slots)} == {timedelta(minutes=10)}
    assert (it.day.rooms.count(), MeetingDay.objects.get().most_wishes) == (3, 3)

    asked = staff.post(page, older | {"minutes": "30", "rooms": "Hall\nLoft\nYard"})
    form = asked.context["form"]
    assert (list(form.errors), form["minutes"].theirs) == (["minutes", "rooms"], "15")
    assert "Saved by somebody else meanwhile: Hall Loft Attic" in text_of(asked.content.decode())
    assert {slot.ends_at - slot.starts_at for slot in it.slots} == {timedelta(minutes=15)}
    assert staff.post(page, filled(form)).status_code == 302
    assert {slot.ends_at - slot.starts_at for slot in it.slots} == {timedelta(minutes=30)}
    assert set(it.day.rooms.values_list("name", flat=True)) == {"Hall", "Loft", "Yard"}


def test_times_that_are_sent_twice_or_written_otherwise_are_no_change_of_a_colleagues() -> None:
    it = Day()
    page, staff = f"/en/workspace/events/{it.day.event.slug}/meetings/times/", signed_in(it.manager)
    later = it.day.event.starts_at.astimezone(it.day.event.zone) + timedelta(minutes=127)
    mine = stored_now(staff, page) | {"last": f"{later:%Y-%m-%dT%H:%M}", "rooms": "Tower\nLoft\nHall"}
    assert [staff.post(page, mine).status_code for _twice in range(2)] == [302, 302]
    assert (len(it.slots), it.day.rooms.count()) == (5, 3)


def test_the_sheet_keeps_what_a_colleague_wrote_and_says_where_its_languages_do_not_go_together() -> None:
    it = Day()
    page, staff = f"/en/workspace/events/{it.day.event.slug}/meetings/sheet/", signed_in(it.manager)
    three = dict.fromkeys(localized_names("text"), "One?\nTwo?\nThree?")
    minutes.set_sheet(it.day, it.manager, [dict.fromkeys(three, text) for text in ("One?", "Two?")])
    older = stored_now(staff, page)
    assert staff.post(page, older | {"text_fi": "Yksi?\r\nKaksi?"}).status_code == 302
    mine = older | {"text_da": "En?\r\nTo?"}
    assert [staff.post(page, mine).status_code for _twice in range(2)] == [302, 302]
    assert [(one.text_en, one.text_fi, one.text_da) for one in it.day.questions.all()] == [
        ("One?", "Yksi?", "En?"),
        ("Two?", "Kaksi?", "To?"),
    ]

    asked = staff.post(page, older | three).context["form"]
    assert (list(asked.errors), asked["text_fi"].theirs) == (["text_da", "text_fi"], "Yksi?\nKaksi?")
    assert (asked["text_fi"].value(), it.day.questions.count()) == (three["text_fi"], 2)
    uneven = staff.post(page, filled(asked) | {"text_fi": "Yksi?\nKaksi?"}).context["form"]
    assert uneven.errors == {NON_FIELD_ERRORS: ["Each language must have the same number of questions, one per line."]}
    assert (uneven["text_fi"].value(), uneven["text_en"].value()) == ("Yksi?\nKaksi?", three["text_en"])
    assert it.day.questions.count() == 2
    assert staff.post(page, filled(uneven) | {"text_fi": "Yksi?\nKaksi?\nKolme?"}).status_code == 302
    assert [one.text_fi for one in it.day.questions.all()] == ["Yksi?", "Kaksi?", "Kolme?"]


def test_rooms_and_ways_between_them_keep_what_changed_since_their_page_was_opened() -> None:
    it = Day()
    page, staff = f"/en/workspace/events/{it.day.event.slug}/meetings/rooms/", signed_in(it.manager)
    bodies = [body.municipality for body in it.bodies] + [ParticipationFactory(dialogue=it.day.dialogue).municipality]
    for body in bodies[:2]:
        ParticipationFactory(dialogue=it.day.dialogue, municipality=body)
    hall, loft = it.day.rooms.all()
    one, other, third = (f"body_{body.pk}" for body in bodies)
    walk = f"walk_{hall.pk}_{loft.pk}"
    older = stored_now(staff, page)
    assert (older[one], older[other], older[third], older[walk]) == ("Hall", "Loft", "", 10)

    def places() -> dict[str, str]:
        return {f"body_{body.municipality_id}": body.room.name for body in it.day.bodies.select_related("room")}

    assert staff.post(page, older | {one: "Loft", third: "Hall"}).status_code == 302
    late = ParticipationFactory(dialogue=it.day.dialogue).municipality
    tower = MeetingRoomFactory(day=it.day, name="Tower")
    frame.seat(it.day, it.manager, {late: tower})
    mine = older | {other: "Hall", walk: "0"}
    assert [staff.post(page, mine).status_code for _twice in range(2)] == [302, 302]
    assert places() == {one: "Loft", other: "Hall", third: "Hall", f"body_{late.pk}": "Tower"}
    assert MeetingWalk.objects.get(first=hall, second=loft).minutes == 0

    frame.set_walks(it.day, it.manager, {(hall, loft): 7})
    older = stored_now(staff, page)
    frame.set_walks(it.day, it.manager, {(hall, loft): 0})
    frame.seat(it.day, it.manager, {bodies[2]: None})
    form = staff.post(page, older | {third: "Loft", walk: "5"}).context["form"]
    assert (form[third].theirs, form[walk].theirs, list(form.errors)) == ("Does not take part", "0", [third, walk])
    assert staff.post(page, filled(form)).status_code == 302
    assert (places()[third], MeetingWalk.objects.get(first=hall, second=loft).minutes) == ("Loft", 5)


def test_rooms_that_are_sent_after_the_timetable_is_published_are_refused_and_ways_are_kept() -> None:
    it = Day()
    page, staff = f"/en/workspace/events/{it.day.event.slug}/meetings/rooms/", signed_in(it.manager)
    body = it.bodies[0].municipality
    ParticipationFactory(dialogue=it.day.dialogue, municipality=body)
    hall, loft = it.day.rooms.all()
    older = stored_now(staff, page)
    it.publish()
    assert staff.post(page, older | {f"walk_{hall.pk}_{loft.pk}": "3"}).status_code == 302
    assert MeetingWalk.objects.get().minutes == 3
    form = staff.post(page, older | {f"body_{body.pk}": "Loft"}).context["form"]
    said = "The timetable is published. What changes now is changed meeting by meeting."
    assert (form.errors, form[f"body_{body.pk}"].value()) == ({NON_FIELD_ERRORS: [said]}, "Loft")


def test_the_lists_ask_as_many_queries_for_many_as_for_one(django_assert_max_num_queries: Any) -> None:
    it = Day()
    it.publish()
    staff = signed_in(it.manager)
    for part in ("", "day/", f"timetables/{it.day.timetables.get().pk}/"):
        page = f"/en/workspace/events/{it.day.event.slug}/meetings/{part}"
        few = queries(staff, page)
        for _number in range(3):
            extra = MeetingCompanyFactory(day=it.day)
            wishes(extra, it.bodies[0])
            MeetingFactory(day=it.day, asker=extra, body=MeetingBodyFactory(day=it.day, room=it.bodies[0].room))
        assert queries(staff, page) <= few, part


def test_a_body_and_a_company_find_days_to_come_above_and_past_ones_below_the_nearest_first() -> None:
    now = timezone.now()
    days = {}
    for title, in_days in {"Past": -2, "Long past": -30, "Next": 2, "Later": 30}.items():
        starts = now + timedelta(days=in_days)
        event = EventFactory(title=title, starts_at=starts, ends_at=starts + timedelta(hours=7))
        days[title] = MeetingDayFactory(event=event)
    table = MeetingBodyFactory(day=days["Next"])
    company = MeetingCompanyFactory(day=days["Next"]).company
    for title in ("Past", "Long past", "Later"):
        MeetingBodyFactory(day=days[title], municipality=table.municipality)
        MeetingCompanyFactory(day=days[title], company=company)
    editor = MembershipFactory(municipality=table.municipality, role="editor").user
    for who, page in (
        (editor, f"/en/workspace/municipality/{table.municipality_id}/"),
        (RepresentativeFactory(company=company).user, f"/en/workspace/companies/{company.key}/"),
    ):
        text = signed_in(who).get(page).content.decode()
        places = [text.index(f">{title}</a>") for title in ("Next", "Later", "Past", "Long past")]
        assert places == sorted(places), page
        assert places[1] < text.index("Earlier 1:1 meetings") < places[2]


def test_every_page_of_the_day_opens_before_and_after_its_minutes() -> None:
    it = Day()
    minutes.set_sheet(it.day, it.manager, [{"text_en": "What would you need from us?"}])
    before = pages(it)
    it.publish()
    one = it.held()
    person = one.asker.company.people.get().user
    page = f"/en/workspace/events/{it.day.event.slug}/meetings/with/{one.key}/"
    table = f"/en/workspace/bodies/{it.bodies[0].municipality_id}/meetings/{it.day.event.slug}/with/{one.key}/"
    wrong = signed_in(it.editor).post(table, {"answer_1": "", "asked": "Kept?", "send": "1"})
    assert "Kept?" in wrong.content.decode()
    assert [typed_signed_out(who, at) for who, at in ((it.editor, table), (it.manager, page))] == [True, True]
    assert signed_in(it.manager).post(page + "minutes/", {"answer_1": "Vans", "send": "1"}).status_code == 302
    own = f"/en/workspace/companies/{one.company.key}/meetings/{it.day.event.slug}/"
    assert "Vans" in signed_in(person).get(own + f"with/{one.key}/").content.decode()
    tables = [table, table.partition("with/")[0] + "drawn/"]
    assert {signed_in(it.editor).get(address).status_code for address in tables} == {200}
    after = [*pages(it), page]
    assert signed_in(it.manager).get(page).status_code == 200
    assert {signed_in(person).get(address).status_code for address in (own, own + "drawn/")} == {200}
    assert len(before) < len(after)


def typed_signed_out(who: Any, page: str) -> bool:
    """Whether minutes that were sent without a session are there again after the sign-in, until they are saved."""
    client, action = signed_in(who), page if "/bodies/" in page else f"{page}minutes/"
    seen = client.get(page).context["form"]["seen"].value()
    typed = {"answer_1": "", "asked": "Written on the way", "for_all": "", "seen": seen}
    client.logout()
    client.post(action, typed)
    client.force_login(who)
    shown = client.get(page).context
    assert client.post(action, typed).status_code == 302
    there = (shown["is_kept"], shown["form"]["asked"].value())
    return there == (True, "Written on the way") and not client.get(page).context["is_kept"]


def pages(it: Day) -> list[str]:
    """Those of staff that open now."""
    address = f"/en/workspace/events/{it.day.event.slug}/meetings/"
    found = [address + part for part in ("", "times/", "rooms/", "sheet/", "day/")]
    assert {signed_in(it.manager).get(page).status_code for page in found} == {200}
    return found


def closed_pages(it: Day, one: Meeting) -> tuple[list[str], list[str]]:
    """All that tells of wishes and minutes: of who runs the day, and of the first body."""
    run = f"/en/workspace/events/{it.day.event.slug}/meetings/"
    table = f"/en/workspace/bodies/{it.bodies[0].municipality_id}/meetings/{it.day.event.slug}/"
    timetable = f"timetables/{it.day.timetables.get().pk}/"
    staff = [run + part for part in ("", "rooms/", "sheet/", "day/", timetable, f"with/{one.key}/")]
    return staff, [table, f"{table}drawn/", f"{table}with/{one.key}/"]


def offered(it: Day) -> list[str]:
    """The ways to wishes and minutes on the event's page and on the body's."""
    slug, body = it.day.event.slug, it.bodies[0].municipality_id
    event, own = f"/en/workspace/events/{slug}/", f"/en/workspace/municipality/{body}/"
    table = f"/en/workspace/bodies/{body}/meetings/{slug}/"
    ways = [(it.manager, event, f"{event}meetings/"), (it.editor, own, table)]
    return [way for who, page, way in ways if f'"{way}"' in signed_in(who).get(page).content.decode()]


def wishes_that_day(it: Day) -> Any:
    return it.askers[2].company


def asked_there(it: Day) -> Any:
    company, dialogue = CompanyFactory(), it.day.dialogue
    asked = {"language": "en", "text": "How many stops?", "asked_at": timezone.now()}
    Question.objects.create(dialogue=dialogue, subject=dialogue, company=company, **asked)
    return company


def answers_there(it: Day) -> Any:
    request = opened(InformationRequestFactory(dialogue=it.day.dialogue))
    return ResponseFactory(request=request).company


def compete(it: Day, company: Any) -> list[Any]:
    """The manager and the editor are two of those who represent the company."""
    RepresentativeFactory(company=company)
    return [RepresentativeFactory(company=company, user=user) for user in (it.manager, it.editor)]


@pytest.mark.parametrize("company_of", [wishes_that_day, asked_there, answers_there])
def test_whose_company_wishes_asks_or_answers_finds_no_wish_and_no_minutes_as_manager_or_editor(
    made: tuple[Day, Meeting], company_of: Callable[[Day], Any]
) -> None:
    it, one = made
    (*_staff, in_minutes), (*_table, own) = closed_pages(it, one)
    hers = compete(it, company_of(it))
    known = minutes.of_meeting(one)
    for leaves in (lambda row: None, representing.leave):
        for row in hers:
            leaves(row)
        pages = ((it.manager, in_minutes), (it.manager, own), (it.editor, own))
        assert [signed_in(who).get(page).status_code for who, page in pages] == [403, 403, 403]
        for act in (
            lambda: wishing.answer(it.bodies[0], it.editor, {it.askers[0]: ("never", "They are dear")}),
            lambda: wishing.be_there(it.bodies[0], it.editor, away=[], people=[]),
            lambda: minutes.write(one, it.editor, {}),
            lambda: minutes.write(one, it.manager, {}),
            lambda: minutes.send(known, it.editor),
            lambda: minutes.set_sheet(it.day, it.manager, []),
            lambda: solving.ask(it.day, it.manager),
            lambda: publishing.publish(it.day.timetables.get(), it.manager),
            lambda: changing.act(one, "restore", it.manager),
            lambda: changing.put(one, it.slots[0], it.manager),
            lambda: changing.stay_away(it.askers[0], it.slots, it.manager),
            lambda: frame.set_walks(it.day, it.manager, {}),
            lambda: frame.set_up(it.day.event, it.manager, [], []),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_no_page_and_no_way_to_wishes_and_minutes_is_open_to_whose_company_competes(made: tuple[Day, Meeting]) -> None:
    it, one = made
    staff, table = closed_pages(it, one)
    of_both = [(it.manager, page) for page in staff + table] + [(it.editor, page) for page in table]
    assert {signed_in(who).get(page).status_code for who, page in of_both} == {200}
    assert offered(it) == [staff[0], table[0]]
    compete(it, wishes_that_day(it))
    assert {signed_in(who).get(page).status_code for who, page in of_both} == {403}
    assert offered(it) == []


@pytest.mark.parametrize("company_of", [wishes_that_day, asked_there, answers_there])
def test_an_editor_whose_company_competes_is_told_by_mail_and_calendar_of_its_own_meetings_alone(
    company_of: Callable[[Day], Any],
) -> None:
    it = Day()
    company = company_of(it)
    colleague = MembershipFactory(municipality=it.bodies[0].municipality, role="editor").user
    RepresentativeFactory(company=company, user=it.editor)
    RepresentativeFactory(company=company)
    it.publish()
    own = it.day.meetings.filter(asker__company=company).count()
    told = [(Mail.objects.filter(to=who.email).count(), len(for_feed(who, "en")[1])) for who in (it.editor, colleague)]
    assert told == [(own, own), (3, 3)]
    representing.leave(it.editor.representations.get())
    for person, is_away in ((it.editor, True), (colleague, False)):
        body = MeetingBody.objects.get(pk=it.bodies[0].pk)
        hers = Meeting.objects.filter(day__in=MeetingDay.objects.of_rivals(person)).count()
        assert (competes(person, body), person not in at_table(body), hers == 6) == (is_away, is_away, is_away)


def test_who_left_a_company_before_it_could_wish_runs_the_day(made: tuple[Day, Meeting]) -> None:
    it, one = made
    left = it.day.opens_at - timedelta(minutes=1)
    RepresentativeFactory(company=it.askers[2].company, user=it.manager, ended_at=left)
    staff, table = closed_pages(it, one)
    assert {signed_in(it.manager).get(page).status_code for page in staff + table} == {200}


def test_staff_of_another_dialogue_of_the_body_find_nothing_at_its_table(made: tuple[Day, Meeting]) -> None:
    it, one = made
    body, (_staff, table) = it.bodies[0].municipality, closed_pages(it, one)
    elsewhere = ParticipationFactory(municipality=body).dialogue
    manager = StaffRoleFactory(dialogue=elsewhere).user
    coordinator = StaffRoleFactory(dialogue=elsewhere, country=body.country).user
    here = StaffRoleFactory(dialogue=it.day.dialogue, country=body.country).user
    assert [{signed_in(who).get(page).status_code for page in table} for who in (manager, coordinator, here)] == [
        {403},
        {403},
        {200},
    ]


def test_nothing_of_a_body_is_found_beside_its_table(made: tuple[Day, Meeting]) -> None:
    it, _one = made
    other = MeetingBody.objects.get(pk=it.bodies[1].pk)
    page = f"/en/workspace/bodies/{other.municipality_id}/meetings/{it.day.event.slug}/"
    assert signed_in(it.editor).get(page).status_code == 403
    own = page.replace(f"/{other.municipality_id}/", f"/{it.bodies[0].municipality_id}/")
    assert signed_in(it.editor).get(own).status_code == 200
