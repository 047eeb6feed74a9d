"""People are given breakouts by their wishes: by the solver, by staff, and behind their own link."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from core.models import Mail
from core.workflow import Refused, WrongState
from events.breakouts import giving
from events.breakouts.dividing import Breakout, Person, divide
from events.breakouts.explaining import explained
from events.models import BreakoutPlace, BreakoutRun, Breakouts, Event, Registration, Seats, Session
from events.solving.lots import lot
from events.telling import agenda, announcing
from tests.factories import MunicipalityFactory, RegistrationFactory, SessionFactory, StaffRoleFactory, TermsFactory
from tests.needs.roles import signed_in
from tests.reading import filled


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Person], list[Breakout]]:
    breakouts = [Breakout(number, 1, draw(st.none() | st.integers(0, 2))) for number in (1, 2, 3)]
    wishes = st.lists(st.sampled_from([1, 2, 3]), max_size=3, unique=True).map(tuple)
    country = st.sampled_from(["NO", "SE", ""])
    people = [Person(n, lot("s", str(n)), draw(country), draw(wishes)) for n in range(draw(st.integers(0, 5)))]
    return people, breakouts


def worth(people: list[Person], places: dict[int, int]) -> list[int]:
    """Placed, and then as few as possible without a wish, with their third, with their second."""
    ranks = Counter[int]()
    for one in people:
        if one.wishes and one.number in places:
            here = places[one.number]
            ranks[one.wishes.index(here) + 1 if here in one.wishes else 0] += 1
    return [len(places), -ranks[0], -ranks[3], -ranks[2]]


@given(crowds())
@settings(max_examples=30, deadline=None)
def test_sizes_are_kept_and_nobody_could_be_given_better(crowd: tuple[list[Person], list[Breakout]]) -> None:
    people, breakouts = crowd
    given_ = divide(people, breakouts)

    def is_kept(places: dict[int, int]) -> bool:
        count = Counter(places.values())
        return all(one.size is None or count[one.number] <= one.size for one in breakouts)

    assert is_kept(given_)
    choices = product([None, 1, 2, 3], repeat=len(people))
    every = [{one.number: at for one, at in zip(people, way, strict=True) if at} for way in choices]
    assert worth(people, given_) == max(worth(people, places) for places in every if is_kept(places))


def test_countries_are_spread_where_wishes_allow_it() -> None:
    people = [Person(n, lot("s", str(n)), "NO" if n < 4 else "SE") for n in range(8)]
    places = divide(people, [Breakout(1, 1, 4), Breakout(2, 1, 4)])
    assert Counter(places[n] for n in range(4)) == Counter(places[n] for n in range(4, 8)) == {1: 2, 2: 2}


# Through the doors

pytestmark = pytest.mark.django_db


def event_with_breakouts() -> tuple[Event, list[Session]]:
    event = TermsFactory().event
    times = {"starts_at": event.starts_at, "ends_at": event.starts_at + timedelta(hours=1)}
    sessions = [SessionFactory(event=event, title=title, track=title, **times) for title in ("Vans", "Hubs")]
    for session, size in zip(sessions, (1, 2), strict=True):
        Seats.objects.create(event=event, place=f"session:{session.pk}", capacity=size)
    return event, sessions


def solved(run: BreakoutRun) -> BreakoutRun:
    assert giving.solve(run.pk)
    run.refresh_from_db()
    return run


def close(breakouts: Breakouts) -> None:
    """Its wishes; the moment passes."""
    Breakouts.objects.filter(pk=breakouts.pk).update(closes_at=timezone.now())


def places(event: Event) -> dict[str, str]:
    rows = BreakoutPlace.objects.filter(registration__event=event).select_related("registration", "session")
    return {place.registration.name: place.session.title for place in rows}


def page_of(event: Event, manager: User) -> str:
    client = Client()
    client.force_login(manager)
    return client.get(f"/en/workspace/events/{event.slug}/breakouts/").content.decode()


def test_people_wish_are_given_told_moved_by_staff_and_stay_when_it_is_run_again() -> None:
    event, (vans, hubs) = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    breakouts = giving.set_up(event, manager, timezone.now() + timedelta(days=1))
    people = [RegistrationFactory(event=event, municipality=MunicipalityFactory()) for _ in range(3)]
    for person in people:
        answer = Client().post(
            f"/en/events/registration/{person.key}/breakouts/",
            {"wish_0_1": str(vans.pk), "wish_0_2": str(hubs.pk)},
            headers={"sec-fetch-site": "same-origin"},
        )
        assert answer.status_code == 302
    with pytest.raises(Refused, match="Wishes are open until"):
        giving.ask(breakouts, manager)
    close(breakouts)
    run = solved(giving.ask(breakouts, manager))
    assert "Take the proposal" in page_of(event, manager)
    assert giving.take(run, manager) == 3
    assert "Take the proposal" not in page_of(event, manager)
    first = places(event)
    assert Counter(first.values()) == {"Vans": 1, "Hubs": 2}
    lots = sorted(people, key=lambda person: lot(breakouts.seed, person.key))
    assert first[lots[0].name] == "Vans"
    mail = Mail.objects.get(to=lots[1].email, template="events/mail/breakouts_placed")
    assert "wish number 2. “Vans · Vans” has 1 place, and 3 wished it first." in mail.text
    with pytest.raises(Refused, match="is full"):
        giving.put(lots[1], vans, manager)

    late = RegistrationFactory(event=event)
    Seats.objects.filter(place=f"session:{vans.pk}").update(capacity=2)
    run = solved(giving.ask(breakouts, manager))
    assert giving.take(run, manager) == 1
    assert places(event) == {**first, late.name: "Vans"}
    Seats.objects.filter(place=f"session:{vans.pk}").update(capacity=3)
    giving.put(lots[2], vans, manager)
    assert [str(one.why) for one in explained(lots[2])] == ["The organisers decided so."]
    run = solved(giving.ask(breakouts, manager, moves_told=True))
    giving.take(run, manager)
    assert places(event)[lots[2].name] == "Vans"
    assert giving.take(run, manager) == 0


def test_who_is_registered_when_wishes_open_is_asked_for_hers_once() -> None:
    event, _sessions = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    person = RegistrationFactory(event=event, language="nb")
    RegistrationFactory(event=event, state="waiting")
    closes = timezone.now() + timedelta(days=1)
    for days in range(2):
        giving.set_up(event, manager, closes + timedelta(days=days))
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == (person.email, "nb")
    assert "- Hubs (nb) · Hubs (nb)\n- Vans (nb) · Vans (nb)\n" in mail.text
    assert f"/nb/events/registration/{person.key}/" in mail.text


def local(event: Event, days: int) -> str:
    """So many days before the event is over, as it is typed."""
    return f"{event.ends_at.astimezone(event.zone) - timedelta(days=days):%Y-%m-%dT%H:%M}"


def test_until_when_wishes_are_taken_stays_as_a_colleague_set_it_unless_both_changed_it() -> None:
    event, _sessions = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    desk, page = signed_in(manager), f"/en/workspace/events/{event.slug}/breakouts/"

    def closes() -> str:
        return f"{Breakouts.objects.get().closes_at.astimezone(event.zone):%Y-%m-%dT%H:%M}"

    giving.set_up(event, manager, event.ends_at - timedelta(days=1))
    older = filled(desk.get(page).context["form"])
    assert desk.post(page, older | {"closes": local(event, 2)}).status_code == 302
    assert desk.post(page, older).status_code == 302
    assert closes() == local(event, 2)
    asked = desk.post(page, older | {"closes": local(event, 3)})
    assert "Saved by somebody else meanwhile" in asked.content.decode()
    form = asked.context["form"]
    assert (closes(), form["closes"].value()) == (local(event, 2), local(event, 3))
    assert [desk.post(page, filled(form)).status_code for _twice in range(2)] == [302, 302]
    assert closes() == local(event, 3)
    newest = filled(desk.get(page).context["form"])
    late = desk.post(page, newest | {"closes": local(event, -1)}).context["form"]
    assert late.errors == {"closes": ["It must close before the event is over."]}
    assert late["closes"].value() == local(event, -1)


def test_no_breakout_takes_more_than_its_size_whatever_changes_since_people_were_distributed() -> None:
    event, (vans, hubs) = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    breakouts = giving.set_up(event, manager, timezone.now() + timedelta(days=1))
    one, other, third = (RegistrationFactory(event=event, name=f"Guest {name}") for name in ("A", "B", "C"))
    giving.wish(one, [[vans]])
    close(breakouts)
    giving.take(solved(giving.ask(breakouts, manager)), manager)
    assert places(event)[one.name] == "Vans"
    Registration.objects.filter(pk=one.pk).update(state="attended")  # is there, and still takes her place
    Seats.objects.filter(place=f"session:{hubs.pk}").update(capacity=1)
    BreakoutPlace.objects.exclude(registration=one).delete()
    run = solved(giving.ask(breakouts, manager))
    assert [person for person, _session in run.plan if person == one.pk] == [one.pk]
    assert len(run.plan) == 2
    page = page_of(event, manager)
    assert (one.name in page, page.count("Without a place"), "1 wish it first" in page) == (True, 1, True)
    left_out = next(person for person in (other, third) if [person.pk, hubs.pk] not in run.plan)
    giving.put(left_out, hubs, manager)
    with pytest.raises(Refused, match="changed since"):
        giving.take(run, manager)
    assert places(event) == {one.name: "Vans", left_out.name: "Hubs"}
    with pytest.raises(Refused, match="is full"):
        giving.put(other if left_out == third else third, vans, manager)


def test_who_loses_her_place_to_another_is_told_and_whom_staff_placed_at_that_time_stays() -> None:
    event, (vans, hubs) = event_with_breakouts()
    Session.objects.filter(pk=hubs.pk).update(starts_at=hubs.starts_at + timedelta(minutes=10))
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    breakouts = giving.set_up(event, manager, timezone.now() + timedelta(days=1))
    close(breakouts)
    people = [RegistrationFactory(event=event, name=f"Guest {name}", language="nb") for name in ("A", "B", "C")]
    giving.take(solved(giving.ask(breakouts, manager)), manager)
    Seats.objects.filter(place=f"session:{hubs.pk}").update(capacity=1)
    Seats.objects.filter(place=f"session:{vans.pk}").update(capacity=None)
    assert "places are taken, without a limit; 0 wish it first." in page_of(event, manager)
    Seats.objects.filter(place=f"session:{vans.pk}").update(capacity=1)
    Mail.objects.all().delete()
    run = solved(giving.ask(breakouts, manager, moves_told=True))
    assert "Take the proposal" in page_of(event, manager)
    loser = next(one for one in people if one.pk not in [person for person, _session in run.plan])
    giving.take(run, manager)
    assert "Take the proposal" not in page_of(event, manager)
    assert Counter(places(event).values()) == {"Vans": 1, "Hubs": 1}
    lost = Mail.objects.get(to=loser.email).text  # in her language, whatever that of staff is
    assert any(f"{title} (nb) · {title} (nb)" in lost for title in ("Vans", "Hubs"))

    Seats.objects.filter(place=f"session:{hubs.pk}").update(capacity=3)
    Seats.objects.filter(place=f"session:{vans.pk}").update(capacity=3)
    for one in people:
        BreakoutPlace.objects.filter(registration=one).delete()
    run = solved(giving.ask(breakouts, manager))
    person, session = run.plan[0]
    elsewhere = hubs if session == vans.pk else vans
    giving.put(Registration.objects.get(pk=person), elsewhere, manager)
    giving.take(run, manager)
    assert list(BreakoutPlace.objects.filter(registration=person).values_list("session", flat=True)) == [elsewhere.pk]


def test_wishes_close_and_a_session_is_not_moved_over_another_that_people_hold() -> None:
    event, (vans, hubs) = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    breakouts = giving.set_up(event, manager, timezone.now() - timedelta(minutes=1))
    person = RegistrationFactory(event=event)
    with pytest.raises(WrongState, match="closed"):
        giving.wish(person, [[vans]])
    later = SessionFactory(event=event, starts_at=vans.starts_at + timedelta(hours=2), ends_at=event.ends_at)
    giving.put(person, vans, manager)
    BreakoutPlace.objects.create(registration=person, session=later, starts_at=later.starts_at)
    assert agenda.clashes(vans, later.starts_at, later.ends_at) == [(later, 1)]
    with pytest.raises(Refused, match="both breakouts"):
        agenda.write(vans, manager, starts_at=later.starts_at, ends_at=later.ends_at)
    vans.refresh_from_db()
    agenda.write(vans, manager, starts_at=vans.starts_at + timedelta(minutes=30))
    assert person.breakout_places.get(session=vans).starts_at == vans.starts_at
    Registration.objects.filter(pk=person.pk).update(state="cancelled")
    assert giving.solve(giving.ask(breakouts, manager).pk)
    with pytest.raises(WrongState):
        giving.put(person, hubs, manager)


def test_nobody_is_distributed_at_a_cancelled_event() -> None:
    event, (vans, _hubs) = event_with_breakouts()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    breakouts = giving.set_up(event, manager, timezone.now() + timedelta(days=1))
    close(breakouts)
    person = RegistrationFactory(event=event)
    run = solved(giving.ask(breakouts, manager))
    announcing.cancel(event, manager, "No room")
    for door in (
        lambda: giving.ask(breakouts, manager),
        lambda: giving.take(run, manager),
        lambda: giving.put(person, vans, manager),
    ):
        with pytest.raises(Refused, match="is cancelled"):
            door()
    with pytest.raises(WrongState, match="are closed"):
        giving.wish(person, [[vans]])
    assert BreakoutPlace.objects.count() == 0
