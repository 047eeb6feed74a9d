"""Seats are never oversold, and never empty while somebody waits."""

from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.erasure import erase, erase_address
from core.models import Mail
from core.workflow import WrongState
from events.enums import Audience, Ending, EventState, RegistrationState
from events.models import Event, Registration, RegistrationStep, RegistrationTerms
from events.personal import forget_registrations
from events.registering import coming, lapsing, limits, pasting, reminding, seats
from events.registering.pasted import Line
from events.registering.places import AT
from events.telling import announcing
from tests.acts import begun, done_or_refused
from tests.factories import SessionFactory, StaffRoleFactory, TermsFactory, UserFactory

NUMBERS = count(1)


def wish(event, *, confirmed=True, **fields) -> Registration:
    """With an address of the organisation, where there is one: "Oslo" writes from oslo.example."""
    number, organisation = next(NUMBERS), slugify(fields.get("organisation", ""))
    domain = f"{organisation}.example" if organisation else "example.org"
    fields = {"name": f"Guest {number}", "email": f"guest-{number}@{domain}", **fields}
    return Registration(event=event, audience=fields.pop("audience", Audience.EVERYONE), language="en",
                        confirmed_at=timezone.now() if confirmed else None, **fields)  # fmt: skip


def come(event, sessions=(), **fields) -> Registration:
    registration = wish(event, **fields)
    coming.register(registration, sessions=sessions)
    return registration


def with_seats(**places: int):
    event = TermsFactory().event
    limits.set_limits(event, None, places)
    return event


def states(event) -> str:
    """The first letters of all states, in the order of asking: "RRW"."""
    return "".join(state[0].upper() for state in event.registrations.values_list("state", flat=True))


def taken(event) -> dict[str, int]:
    return dict(event.seats.order_by("place").values_list("place", "taken"))


@pytest.mark.django_db
def test_seats_are_taken_in_order_and_the_rest_waits() -> None:
    event = with_seats(event=2)
    for _round in range(4):
        come(event)
    assert (states(event), taken(event)) == ("RRWW", {"event": 2})


@pytest.mark.django_db
def test_every_limit_counts_and_none_of_them_is_taken_where_one_is_full() -> None:
    event = TermsFactory(per_organisation=2).event
    breakout = SessionFactory(event=event)
    limits.set_limits(event, None, {"event": 5, "audience:suppliers": 3, f"session:{breakout.pk}": 1})
    came = [
        come(event, audience=Audience.SUPPLIERS, organisation="Example Bikes AS", sessions=[breakout.pk]),
        come(event, audience=Audience.SUPPLIERS, organisation="example  bikes as"),
        come(event, audience=Audience.SUPPLIERS, organisation="Example Bikes AS"),  # the third of its organisation
        come(event, organisation="Oslo", sessions=[breakout.pk]),  # the breakout is full
        come(event, audience=Audience.SUPPLIERS),
        come(event, audience=Audience.SUPPLIERS),  # the fourth supplier
        come(event),
        come(event),
        come(event),  # the sixth of all
    ]
    assert "".join(one.state[0].upper() for one in came) == "RRWWRWRRW"
    assert taken(event) == {
        "audience:suppliers": 3,
        "event": 5,
        "organisation:at-example-bikes-as.example": 2,
        "organisation:at-oslo.example": 0,
        f"session:{breakout.pk}": 1,
    }


@pytest.mark.django_db
def test_who_cancels_gives_the_seat_to_the_first_for_whom_there_is_room() -> None:
    event = with_seats(**{"event": 2, "audience:suppliers": 1})
    supplier, body = come(event, audience=Audience.SUPPLIERS), come(event)
    another, third = come(event, audience=Audience.SUPPLIERS), come(event)
    coming.cancel(body)
    assert states(event) == "RCWO"  # the supplier who waited for longer has no room among suppliers
    coming.accept(third)
    coming.cancel(supplier)
    assert (states(event), taken(event)) == ("CCOR", {"audience:suppliers": 1, "event": 2})
    steps = list(another.trail.values_list("action", "from_state", "to_state"))
    assert steps == [("move_up", "waiting", "offered")]


@pytest.mark.django_db
def test_a_seat_that_is_not_confirmed_in_time_goes_to_the_next() -> None:
    event = with_seats(event=1)
    first, second, _third = come(event), come(event), come(event)
    coming.cancel(first)
    assert states(event) == "COW"
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now())
    with pytest.raises(WrongState):
        coming.accept(second)
    lapsing.settle_all()
    second.refresh_from_db()
    assert (states(event), second.ending, taken(event)) == ("CCO", Ending.LAPSED, {"event": 1})
    coming.accept(event.registrations.last())
    assert states(event) == "CCR"


@pytest.mark.django_db
def test_what_somebody_needs_to_take_part_is_forgotten_once_she_does_not_come() -> None:
    event, nothing = with_seats(event=1), ("", "", "")
    needs = {"access": "Step-free", "food": "No fish", "interpretation": "Finnish – English"}
    cancels, lapses, _comes = (come(event, **needs) for _person in range(3))
    coming.cancel(cancels)
    Registration.objects.filter(pk=lapses.pk).update(offered_until=timezone.now())
    lapsing.settle_all()
    assert (states(event), list(event.registrations.values_list(*needs))) == (
        "CCO",
        [nothing, nothing, tuple(needs.values())],
    )
    event.state = EventState.CANCELLED
    event.save()
    lapsing.settle_all()
    assert (states(event), list(event.registrations.values_list(*needs))) == ("CCC", [nothing] * 3)


@pytest.mark.django_db
def test_time_to_confirm_ends_when_the_event_begins() -> None:
    event = with_seats(event=1)
    first, second = come(event), come(event)
    event.starts_at = timezone.now() + timedelta(hours=3)
    event.save()
    coming.cancel(first)
    second.refresh_from_db()
    assert second.offered_until == event.starts_at


@pytest.mark.django_db
def test_raising_moves_up_at_once_and_lowering_throws_nobody_out() -> None:
    event = with_seats(event=1)
    for _round in range(4):
        come(event)
    limits.set_limits(event, None, {"event": 3})
    assert states(event) == "ROOW"
    limits.set_limits(event, None, {"event": 1})
    assert (states(event), taken(event)) == ("ROOW", {"event": 3})
    coming.cancel(event.registrations.first())
    assert states(event) == "COOW"
    limits.set_limits(event, None, {"event": None})
    assert states(event) == "COOO"


@pytest.mark.django_db
def test_a_limit_for_each_organisation_that_comes_later_counts_who_is_there() -> None:
    event = with_seats(event=9)
    for _round in range(3):
        come(event, organisation="Oslo")
    limits.set_per_organisation(event, None, 3)
    come(event, organisation="OSLO")
    assert (states(event), taken(event)) == ("RRRW", {"event": 3, "organisation:at-oslo.example": 3})
    limits.set_per_organisation(event, None, None)
    assert states(event) == "RRRO"


@pytest.mark.django_db
def test_a_limit_that_comes_later_counts_those_who_were_let_in_at_the_door_already() -> None:
    event = with_seats(event=9)
    for _person in range(2):
        come(event, organisation="Oslo")
    event.registrations.update(state=RegistrationState.ATTENDED)
    limits.set_per_organisation(event, None, 2)
    come(event, organisation="Oslo")
    assert (states(event), taken(event)) == ("AAW", {"event": 2, "organisation:at-oslo.example": 2})


@pytest.mark.django_db
def test_who_types_the_name_of_another_organisation_neither_takes_its_seats_nor_learns_of_them() -> None:
    event = TermsFactory(per_organisation=2).event
    for _person in range(2):
        come(event, organisation="Acme AS", email=f"b-{next(NUMBERS)}@b.example")
    colleagues = [come(event, organisation="Acme AS") for _person in range(3)]
    come(event, organisation="Acme AS", email="at-none@gmail.com")
    rival = come(event, organisation="Acme AS", email="rival@else.example")
    coming.bring(rival, [wish(event, organisation="Acme AS", email="third@acme-as.example")])
    assert states(event) == "RRRRWRRR"
    assert taken(event) == {f"organisation:at-{one}.example": 2 for one in ("acme-as", "b", "else")}
    coming.cancel(colleagues[0])
    assert states(event) == "RRCROR" + "RR"


@pytest.mark.django_db
def test_an_address_counts_for_its_organisation_once_it_is_confirmed_and_waits_then_where_that_has_its_seats() -> None:
    event = TermsFactory(per_organisation=1).event
    limits.set_limits(event, None, {"event": 2})
    unproven = [come(event, confirmed=False, organisation="Oslo") for _person in range(2)]
    assert (states(event), taken(event)) == ("UU", {"event": 2})
    said = "unless your organisation has all of its seats by then."
    assert [said in mail.text for mail in Mail.objects.all()] == [True, True]
    another = come(event, organisation="Turku")
    for person in unproven:
        coming.confirm(person)
    assert (states(event), taken(event)) == (
        "RWO",
        {"event": 2, "organisation:at-oslo.example": 1, "organisation:at-turku.example": 1},
    )
    steps = list(unproven[1].trail.values_list("action", "to_state"))
    assert (steps, Mail.objects.latest("pk").to) == ([("wait", "waiting")], unproven[1].email)
    coming.cancel(unproven[0])
    coming.accept(another)
    assert states(event) == "COR"


@pytest.mark.django_db
def test_who_comes_on_her_own_counts_for_her_own_organisation_and_keeps_counting_when_she_chooses_anew() -> None:
    event = TermsFactory(per_organisation=1).event
    breakout = SessionFactory(event=event)
    limits.set_limits(event, None, {f"session:{breakout.pk}": 9})
    leader = wish(event, confirmed=False, organisation="Oslo")
    colleague = wish(event, confirmed=False, organisation="Oslo", email="kari@turku.example")
    coming.register(leader, [colleague])
    coming.confirm(colleague)
    coming.confirm(leader)
    coming.change(Registration.objects.get(pk=colleague.pk), {breakout.pk}, name="Kari")
    hers = Registration.objects.get(pk=colleague.pk).places
    assert hers == ["event", "audience:everyone", "organisation:at-turku.example", f"session:{breakout.pk}"]
    assert (states(event), taken(event)["organisation:at-oslo.example"]) == ("RRW", 1)


@pytest.mark.django_db
def test_nobody_waits_before_she_confirmed_and_who_never_does_is_forgotten() -> None:
    event = with_seats(event=1)
    held, late = come(event, confirmed=False), come(event, confirmed=False)
    waiting = come(event)
    assert states(event) == "UWW"
    assert timezone.now() + timedelta(hours=23) < held.held_until < timezone.now() + timedelta(hours=25)
    Registration.objects.filter(pk=held.pk).update(held_until=timezone.now())
    lapsing.settle_all()
    assert states(event) == "WO"  # the one who waits unconfirmed is passed over
    coming.cancel(waiting)
    coming.confirm(late)
    assert states(event) == "RC"  # she is there just now, and need not confirm twice


@pytest.mark.django_db
def test_by_the_databases_clock_nobody_comes_before_opening_or_at_the_second_of_closing() -> None:
    event = with_seats(event=9)
    terms = RegistrationTerms.objects.filter(event=event)
    now = timezone.now()
    for shut in ({"closes_at": now}, {"opens_at": now + timedelta(minutes=1), "closes_at": now + timedelta(days=1)}):
        terms.update(**shut)
        with pytest.raises(seats.Closed):
            come(event)
    terms.update(opens_at=now)
    come(event)
    event.state = EventState.CANCELLED
    event.save()
    with pytest.raises(seats.Closed):
        come(event)
    assert (states(event), taken(event)) == ("R", {"event": 1})
    lapsing.settle_all()
    assert (states(event), event.registrations.get().ending) == ("C", Ending.EVENT)


@pytest.mark.django_db
def test_an_address_is_registered_once_in_whatever_case_and_takes_one_seat() -> None:
    event = with_seats(event=9)
    come(event, email="her@example.org")
    with pytest.raises(seats.Registered):
        come(event, email="her@example.org")
    assert taken(event) == {"event": 1}
    coming.cancel(event.registrations.get())
    come(event, email="her@example.org")
    assert (states(event), taken(event)) == ("CR", {"event": 1})


@pytest.mark.django_db
def test_an_organisation_reserves_seats_and_names_people_later() -> None:
    event = with_seats(event=3)
    leader = wish(event, confirmed=False, organisation="Oslo")
    unnamed = [wish(event, confirmed=False, name="", email="", organisation="Oslo") for _seat in range(3)]
    coming.register(leader, unnamed)
    coming.confirm(leader)
    assert states(event) == "RRRW"
    leader.refresh_from_db()
    coming.name_seat(leader, unnamed[0], "Kari", "kari@example.org")
    coming.cancel(leader)  # her own seat, and those without a name
    assert states(event) == "CRCC"
    assert taken(event)["event"] == 1


@pytest.mark.django_db
def test_a_seat_that_was_reserved_on_the_waiting_list_becomes_its_leaders_when_one_is_free() -> None:
    event = with_seats(event=2)
    leader, another = come(event), come(event)
    [reserved] = coming.bring_more(leader, [wish(event, name="", email="")])
    assert states(event) == "RRW"
    coming.cancel(another)
    assert (states(event), taken(event)) == ("RCR", {"event": 2})
    coming.name_seat(leader, reserved, "Kari", "kari@example.org")
    reserved.refresh_from_db()
    assert (reserved.state, reserved.offered_until) == (RegistrationState.REGISTERED, None)
    assert Mail.objects.get(to="kari@example.org").subject.startswith("You are registered:")


@pytest.mark.django_db
def test_who_was_cancelled_since_her_page_was_opened_reserves_no_seats() -> None:
    event = with_seats(event=9)
    leader = come(event)
    coming.cancel(Registration.objects.get(pk=leader.pk))
    with pytest.raises(WrongState, match="Confirm your own registration first"):
        coming.bring_more(leader, [wish(event, name="", email="")])
    assert (states(event), taken(event)) == ("C", {"event": 0})


@pytest.mark.django_db
def test_seats_that_she_reserved_go_with_her_who_does_not_confirm_in_time() -> None:
    event = with_seats(event=1)
    come(event)
    leader = wish(event)
    coming.register(leader, [wish(event, name="", email=""), wish(event)])
    limits.set_limits(event, None, {"event": 3})
    assert states(event) == "RORW"
    event.registrations.filter(pk=leader.pk).update(offered_until=timezone.now())
    lapsing.settle_all()
    assert (states(event), taken(event)) == ("RCCO", {"event": 2})
    assert list(event.registrations.filter(state="cancelled").values_list("ending", flat=True)) == ["lapsed"] * 2


@pytest.mark.django_db
def test_before_she_confirmed_those_whom_somebody_brings_along_take_no_seat() -> None:
    event = TermsFactory(per_organisation=4).event
    limits.set_limits(event, None, {"event": 5})
    leader = wish(event, confirmed=False, organisation="Oslo")
    coming.register(leader, [wish(event, confirmed=False, organisation="Oslo") for _colleague in range(20)])
    assert states(event) == "U" + 20 * "W"
    assert taken(event) == {"event": 1}
    come(event, organisation="Turku")
    lapsing.settle_all()
    coming.confirm(leader)
    party = event.registrations.filter(organisation="Oslo")
    assert Counter(party.values_list("state", flat=True)) == {"registered": 4, "waiting": 17}
    assert taken(event) == {"event": 5, "organisation:at-oslo.example": 4, "organisation:at-turku.example": 1}
    assert not party.filter(held_until__isnull=False).exists()


@pytest.mark.django_db
def test_those_whom_somebody_brings_along_are_forgotten_with_her_if_she_never_confirms() -> None:
    event = with_seats(event=9)
    leader = wish(event, confirmed=False)
    coming.register(leader, [wish(event, confirmed=False), wish(event, confirmed=False, name="", email="")])
    event.registrations.update(held_until=timezone.now())
    lapsing.settle_all()
    assert (states(event), taken(event)) == ("", {"event": 0})


@pytest.mark.django_db
def test_who_confirms_before_the_one_who_brings_her_along_comes_on_her_own() -> None:
    event = with_seats(event=9)
    leader, colleague, another = (wish(event, confirmed=False) for _person in range(3))
    coming.register(leader, [colleague, another])
    coming.confirm(colleague)
    assert (states(event), Registration.objects.get(pk=colleague.pk).booked_by) == ("URWW", None)
    event.registrations.filter(confirmed_at=None).update(held_until=timezone.now())
    lapsing.settle_all()
    assert (list(event.registrations.all()), states(event)) == ([colleague], "R")


@pytest.mark.django_db
def test_who_confirms_late_does_not_learn_that_a_colleague_came_on_her_own() -> None:
    event = with_seats(event=9)
    leader, colleague, another = (wish(event, confirmed=False) for _person in range(3))
    coming.register(leader, [colleague, another])
    coming.confirm(colleague)
    coming.confirm(leader)
    party = leader.booked.values_list("name", "email", "state")
    assert list(party) == [(colleague.name, "", "registered"), (another.name, another.email, "registered")]


@pytest.mark.django_db
def test_who_is_erased_after_an_event_keeps_having_been_there() -> None:
    person = UserFactory()
    over, ahead = with_seats(event=9), with_seats(event=9)
    came, comes = (come(event, user=person, email=person.email) for event in (over, ahead))
    over.starts_at, over.ends_at = timezone.now() - timedelta(hours=3), timezone.now()
    over.save()
    with pytest.raises(WrongState):
        coming.cancel(came)
    erase(person, None)
    assert (states(over), states(ahead), taken(over)) == ("R", "C", {"event": 1})
    assert {one.name for one in Registration.objects.filter(pk__in=[came.pk, comes.pk])} == {"—"}
    reminding.remind_all()
    assert not Mail.objects.filter(template="events/mail/event_over").exists()


@pytest.mark.django_db
def test_who_is_erased_leaves_no_name_on_a_seat_that_was_given_to_her_once_more() -> None:
    event, elsewhere = with_seats(event=9), with_seats(event=9)
    anna, leader = come(event, name="Anna Berg"), wish(event)
    coming.register(leader, [wish(event, name="Anna Berg", email=anna.email), wish(event, name="Liv Dahl")])
    namesake = come(elsewhere, name="Anna Berg", email="")
    seat = leader.booked.get(name="Anna Berg", email="")
    seat.trail.create(action="correct", from_state=seat.state, to_state=seat.state, reason="Anne Berg → Anna Berg")
    erase_address(anna.email, UserFactory())
    party = leader.booked.order_by("pk").values_list("name", "state")
    assert list(party) == [("", "registered"), ("Liv Dahl", "registered")]
    assert list(Registration.objects.filter(name__contains="Berg")) == [namesake]
    assert not RegistrationStep.objects.filter(reason__contains="Berg").exists()
    coming.name_seat(leader, seat, "Ola Dahl", "ola@example.org")
    assert leader.booked.get(pk=seat.pk).email == "ola@example.org"


@pytest.mark.django_db
def test_those_who_find_no_seat_wait_from_when_the_form_was_sent() -> None:
    event = with_seats(event=2)
    leader, colleague = wish(event, confirmed=False), wish(event, confirmed=False)
    coming.register(leader, [colleague])
    second, _third = come(event), come(event)
    coming.confirm(leader)
    assert states(event) == "RWRW"
    coming.cancel(second)
    assert states(event) == "ROCW"


@pytest.mark.django_db
def test_who_confirms_once_the_event_has_begun_gets_the_seats_that_are_left_with_those_whom_she_brings() -> None:
    event = with_seats(event=2)
    leader = wish(event, confirmed=False)
    coming.register(leader, [wish(event, confirmed=False), wish(event, confirmed=False)])
    event.starts_at = timezone.now() - timedelta(minutes=5)
    event.save()
    coming.confirm(leader)
    assert (states(event), taken(event)) == ("RRW", {"event": 2})
    subjects = Mail.objects.order_by("pk").values_list("subject", flat=True)[1:]
    assert [subject.partition(":")[0] for subject in subjects] == [
        "You are registered", "You are registered", "You are on the waiting list"]  # fmt: skip


# On real connections


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_get_exactly_the_seats_there_are() -> None:
    event = with_seats(**{"event": 40, "audience:suppliers": 10})
    half = [Audience.SUPPLIERS, Audience.EVERYONE]
    done_or_refused(*(lambda of=half[number % 2]: come(event, audience=of) for number in range(120)))
    seated = Counter(event.registrations.seated().values_list("audience", flat=True))
    assert seated == {Audience.SUPPLIERS: 10, Audience.EVERYONE: 30}
    assert (event.registrations.count(), taken(event)) == (120, {"audience:suppliers": 10, "event": 40})


@pytest.mark.django_db(transaction=True)
def test_no_seat_stays_empty_when_people_come_and_go_at_once() -> None:
    event = with_seats(event=10)
    there = [come(event) for _seat in range(10)]
    newcomer = lambda: come(event)  # noqa: E731
    done_or_refused(*(job for one in there for job in (newcomer, newcomer, lambda one=one: coming.cancel(one))))
    numbers = Counter(event.registrations.values_list("state", flat=True))
    assert (numbers[RegistrationState.CANCELLED], numbers[RegistrationState.WAITING]) == (10, 10)
    assert (event.registrations.seated().count(), taken(event)) == (10, {"event": 10})


@pytest.mark.django_db(transaction=True)
def test_one_address_sent_many_times_at_once_takes_one_seat() -> None:
    event = with_seats(event=10)
    came = done_or_refused(*[lambda: come(event, email="her@example.org")] * 10, refusal=seats.Registered)
    assert came.count("refused") == 9
    assert taken(event) == {"event": 1}


@pytest.mark.django_db(transaction=True)
def test_a_seat_is_promoted_while_its_owner_cancels_or_accepts_and_the_sum_is_right() -> None:
    event = with_seats(event=4)
    there, waiting = [come(event) for _seat in range(4)], [come(event) for _seat in range(8)]
    mixed = [one for pair in zip(there, waiting[:4], strict=True) for one in pair]
    done_or_refused(*(lambda one=one: coming.cancel(one) for one in mixed))
    assert states(event) == "CCCC" + "CCCC" + "OOOO"
    offered = list(event.registrations.filter(state=RegistrationState.OFFERED))
    done_or_refused(*(partial(act, one) for one in offered for act in (coming.accept, coming.cancel)))
    assert set(states(event)) <= {"C", "R"}
    assert taken(event) == {"event": event.registrations.coming().count()}


@pytest.mark.django_db(transaction=True)
def test_people_are_pasted_while_somebody_of_an_organisation_among_them_registers() -> None:
    event = TermsFactory(per_organisation=9).event
    limits.set_limits(event, None, {"event": 9})
    visits = []

    def lines():
        yield Line(1, "", "Anna", "anna@oslo.example", "Oslo")
        visits.append(begun(lambda: come(event, organisation="Turku")))
        yield Line(2, "", "Liv", "liv@turku.example", "Turku")

    pasting.register_all(event, StaffRoleFactory(dialogue=event.dialogue).user, lines(), Audience.EVERYONE, "en")
    visits[0].result()
    assert (states(event), taken(event)) == (
        "RRR", {"event": 3, "organisation:at-oslo.example": 1, "organisation:at-turku.example": 2})  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_people_register_while_their_event_is_changed() -> None:
    event = with_seats(event=9)
    with announcing.locked(event):
        assert begun(lambda: come(event)).done()
    assert states(event) == "R"


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_is_named_just_now_stays_when_its_leader_cancels() -> None:
    event = with_seats(event=9)
    leader = come(event)
    [reserved] = coming.bring_more(leader, [wish(event, name="", email="")])
    with transaction.atomic():
        coming.name_seat(leader, reserved, "Kari", "kari@example.org")
        cancelled = begun(lambda: coming.cancel(leader))
    cancelled.result()
    assert (states(event), taken(event)) == ("CR", {"event": 1})


@pytest.mark.django_db
def test_an_event_whose_seats_cannot_be_settled_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = with_seats(event=9), with_seats(event=9)
    for event in (first, second):
        come(event, confirmed=False)
    Registration.objects.update(held_until=timezone.now())
    pass_on = coming.pass_on

    def fails_at_first(event_id: int) -> None:
        if event_id == first.pk:
            raise RuntimeError
        pass_on(event_id)

    monkeypatch.setattr(lapsing, "pass_on", fails_at_first)
    lapsing.settle_all()
    assert (states(first), states(second)) == ("U", "")


@pytest.mark.django_db
def test_of_who_is_forgotten_neither_her_row_nor_a_counter_says_at_which_domain_her_address_was() -> None:
    event = TermsFactory(per_organisation=2).event
    limits.set_limits(event, None, {"event": 5})
    came = come(event, organisation="Kari Nordmann")
    Event.objects.filter(pk=event.pk).update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert f"{AT}kari-nordmann.example" in came.places
    forget_registrations(event.registrations.all())
    assert event.registrations.get().places == ["event", "audience:everyone"]
    assert list(event.seats.values_list("place", flat=True)) == ["event"]
